//! The day of a ballot: whether it was finished while the survey ran.

use jiff::{Span, Timestamp};

use super::Forms;
use crate::ballot::Reason;
use crate::campaign::Settings;
use crate::message::date;
use crate::problem::Problem;

/// How far the clock is known that a time was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It was compared with the server's.
    Known,
    /// Nobody knows: it may have been off. A day is doubted only where it lies further from the survey than the survey is
    /// long: a wrong year or month is told from a clock that was some days off.
    Unknown,
}

impl Forms {
    /// Why a ballot of this time is doubted; `None` where it was finished while the survey ran.
    pub fn outside_survey(&self, settings: &Settings, finished: Timestamp, clock: Clock) -> Option<Problem> {
        let (opens, closes) = (settings.survey_opens.date(), settings.survey_closes.date());
        let off = match clock {
            Clock::Known => Span::new(),
            Clock::Unknown => closes.since(opens).ok()?,
        };
        let day = finished.to_zoned(self.zone.clone()).date();
        if (opens.saturating_sub(off)..=closes.saturating_add(off)).contains(&day) {
            return None;
        }
        let problem = Reason::OutsideSurvey.problem().with("finished", self.shown(finished));
        let problem = problem.with("opens", date(&settings.survey_opens.to_string()));
        Some(problem.with("closes", date(&settings.survey_closes.to_string())))
    }
}
