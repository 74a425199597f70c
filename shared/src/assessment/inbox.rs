//! What waits for a person, derived from what was said: it goes away when what it asks for is done.

use jiff::{SignedDuration, Timestamp};

use super::work::{appraisers, domain, unanswered};
use super::{end, is_open, shows_appraisals, stage, window};
use crate::campaign::Campaign;
use crate::wire::{
    Calendar, Duty, Grant, LeafRecord, Notice, NoticeKind, Objection, Phase, Role, Round, Stage, Step,
    SubmissionRow, holds,
};

/// A deadline is near within so many hours.
pub const NEAR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What needs nothing more is told for so long.
pub const TOLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A campaign at a time.
pub struct Year<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// Its phases.
    pub calendar: &'a Calendar,
    /// The steps of its units.
    pub submissions: &'a [SubmissionRow],
    /// Who appraises what.
    pub duties: &'a [Duty],
    /// When its newest version was published.
    pub published: Option<Timestamp>,
    /// What units object to in what was published.
    pub objections: &'a [Objection],
    /// The time.
    pub now: Timestamp,
}

/// What waits for who holds these roles; `records` gives what was said of a unit's leaves.
pub fn inbox<'a>(
    year: &Year,
    username: &str,
    held: &[Grant],
    records: impl Fn(&str) -> Vec<&'a LeafRecord>,
) -> Vec<Notice> {
    let id = &*year.campaign.settings.id;
    let mut notices = Vec::new();
    for unit in &year.campaign.units {
        if is_own(year.campaign, held, &unit.code) {
            let is_head = holds(&at(held, &unit.code), &[Role::Head], Some(id));
            notices.extend(year.of_staff(&unit.code, is_head, &records(&unit.code)));
        } else if holds(held, &[Role::Appraiser], Some(id)) {
            notices.extend(year.of_appraiser(&unit.code, username, &records(&unit.code)));
        }
    }
    if holds(held, &[Role::Appraiser], Some(id)) {
        notices.extend(year.to_appraise(username, held, records));
    }
    if holds(held, &[Role::Admin], Some(id)) {
        notices.extend(year.to_redress(held));
    }
    notices.sort();
    notices
}

/// What is held at a unit.
fn at(held: &[Grant], unit: &str) -> Vec<Grant> {
    held.iter().filter(|grant| grant.place.as_deref() == Some(unit)).cloned().collect()
}

fn is_own(campaign: &Campaign, held: &[Grant], unit: &str) -> bool {
    holds(&at(held, unit), &Role::STAFF, Some(&campaign.settings.id))
}

impl Year<'_> {
    fn notice(&self, kind: NoticeKind, unit: &str, at: Timestamp) -> Notice {
        let campaign = self.campaign.settings.id.clone();
        let (unit, reason) = (Some(unit.to_owned()), String::new());
        Notice { kind, campaign, unit, leaf: None, phase: None, reason, at, said: String::new() }
    }

    fn about(&self, kind: NoticeKind, it: &Objection, at: Timestamp) -> Notice {
        Notice { leaf: Some(it.leaf.clone()), ..self.notice(kind, &it.unit, at) }
    }

    fn is_fresh(&self, at: Timestamp) -> bool {
        self.now.duration_since(at) <= TOLD
    }

    /// When an open phase ends soon, for a unit or for all.
    fn ends(&self, phase: Phase, unit: Option<&str>) -> Option<Timestamp> {
        if !is_open(self.calendar, phase, unit, self.now) {
            return None;
        }
        end(self.calendar, phase, unit).filter(|until| until.duration_since(self.now) <= NEAR)
    }

    fn of_staff(&self, unit: &str, is_head: bool, records: &[&LeafRecord]) -> Vec<Notice> {
        let mut notices = Vec::new();
        let stage = stage(self.calendar, self.submissions, unit, self.now);
        if let Some(until) = self.ends(Phase::SelfScoring, Some(unit))
            && stage != Stage::Submitted
        {
            let notice = self.notice(NoticeKind::Deadline, unit, until);
            notices.push(Notice { phase: Some(Phase::SelfScoring), ..notice });
        }
        if let Some(step) = self.submissions.iter().rfind(|row| row.unit == unit) {
            let fresh = self.is_fresh(step.at);
            match (step.step, stage) {
                (Step::Returned, Stage::Scoring) => {
                    let notice = self.notice(NoticeKind::Returned, unit, step.at);
                    notices.push(Notice { reason: step.reason.clone(), ..notice });
                }
                (Step::Prepared, Stage::Prepared) if is_head => {
                    notices.push(self.notice(NoticeKind::Prepared, unit, step.at));
                }
                (Step::Approved, _) if fresh => {
                    notices.push(self.notice(NoticeKind::Approved, unit, step.at))
                }
                _ => {}
            }
        }
        let may_answer = is_open(self.calendar, Phase::Explanation, Some(unit), self.now);
        if may_answer && shows_appraisals(self.calendar, self.now) {
            let asked: Vec<Notice> = records
                .iter()
                .flat_map(|record| unanswered(record).map(|question| (&record.leaf, question.at)))
                .map(|(leaf, at)| Notice {
                    leaf: Some(leaf.clone()),
                    ..self.notice(NoticeKind::Asked, unit, at)
                })
                .collect();
            if let Some(until) = self.ends(Phase::Explanation, Some(unit)).filter(|_| !asked.is_empty()) {
                let notice = self.notice(NoticeKind::Deadline, unit, until);
                notices.push(Notice { phase: Some(Phase::Explanation), ..notice });
            }
            notices.extend(asked);
        }
        let published = self.published.filter(|at| self.is_fresh(*at));
        notices.extend(published.map(|at| self.notice(NoticeKind::Published, unit, at)));
        let own = self.objections.iter().filter(|it| it.unit == unit);
        let replied = own.filter_map(|it| Some((it, it.reply.as_ref()?.at)));
        let replied = replied.filter(|(_, at)| self.is_fresh(*at));
        notices.extend(replied.map(|(it, at)| self.about(NoticeKind::Replied, it, at)));
        notices
    }

    /// Objections that are not answered, and those that are granted and not corrected; nobody answers those of their own unit.
    fn to_redress(&self, held: &[Grant]) -> impl Iterator<Item = Notice> {
        let others = self.objections.iter().filter(|it| it.met.is_none());
        let others = others.filter(|it| !is_own(self.campaign, held, &it.unit));
        others.filter_map(|it| match &it.reply {
            None => Some(self.about(NoticeKind::Objected, it, it.at)),
            Some(reply) => reply.granted.then(|| self.about(NoticeKind::Granted, it, reply.at)),
        })
    }

    /// Answers to what this appraiser asked, until the second appraisal says something of the leaf.
    fn of_appraiser(&self, unit: &str, username: &str, records: &[&LeafRecord]) -> Vec<Notice> {
        let mut notices = Vec::new();
        for record in records {
            if record.appraisals.iter().any(|it| it.said.round == Round::Second) {
                continue;
            }
            let own = |at: i64| record.questions.iter().any(|it| it.position == at && it.by == username);
            if let Some(answer) = record.answers.iter().rfind(|answer| own(answer.said.question)) {
                let notice = self.notice(NoticeKind::Answered, unit, answer.at);
                notices.push(Notice { leaf: Some(record.leaf.clone()), ..notice });
            }
        }
        notices
    }

    /// Appraisal is open, perhaps not for long, and so are leaves of this appraiser's domains; of all domains where none was given
    /// to anybody.
    fn to_appraise<'a>(
        &self,
        username: &str,
        held: &[Grant],
        records: impl Fn(&str) -> Vec<&'a LeafRecord>,
    ) -> Option<Notice> {
        let phase = Phase::Appraisal;
        let window =
            window(self.calendar, phase).filter(|_| is_open(self.calendar, phase, None, self.now))?;
        let (kind, at) = match self.ends(phase, None) {
            Some(until) => (NoticeKind::Deadline, until),
            None => (NoticeKind::Open, window.opens),
        };
        let mine = |unit_type: &str, code: &str| {
            let who = appraisers(self.duties, unit_type, domain(code));
            who.is_empty() || who.contains(&username)
        };
        let is_own = |unit: &str| is_own(self.campaign, held, unit);
        let open = self.campaign.units.iter().filter(|unit| !is_own(&unit.code)).any(|unit| {
            let records = records(&unit.code);
            let undecided = super::unappraised(self.campaign, &unit.code, records.iter().copied());
            let with_us = matches!(
                stage(self.calendar, self.submissions, &unit.code, self.now),
                Stage::Submitted | Stage::Lapsed
            );
            with_us && undecided.into_iter().any(|code| mine(&unit.unit_type, &code))
        });
        open.then(|| Notice {
            kind,
            campaign: self.campaign.settings.id.clone(),
            unit: None,
            leaf: None,
            phase: Some(phase),
            reason: String::new(),
            at,
            said: String::new(),
        })
    }
}

#[cfg(test)]
mod tests;
