//! When, where and by whom a ballot was made and sent: what the content alone cannot tell.

use jiff::{SignedDuration, Timestamp};
use shared::ballot::{Header, Mode, Reason};
use shared::check::Clock;
use shared::problem::Problem;
use shared::wire::Role;

use crate::service::KnownCampaign;
use crate::service::session::{Caller, State};
use crate::store::{Repositories, StoreError};

/// How long before an interview began its respondent may have agreed to it: the notice is read before anything is asked.
const AGREED_BEFORE: SignedDuration = SignedDuration::from_hours(24);

/// How far a clock may be ahead before a ballot of the future is doubted.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// How far a device's clock may be from the server's and still tell when a ballot was finished: a wrong year is common,
/// more is a clock that has been lost, and nobody knows what it said at the time.
const OFF: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Whether a device's clock can be corrected by what it is off.
pub fn plausible(clock_offset_ms: i64) -> bool {
    SignedDuration::from_millis(clock_offset_ms).abs() <= OFF
}

/// What is known besides the content.
pub struct Circumstances<'a> {
    /// The running transaction.
    pub store: &'a dyn Repositories,
    /// The campaign that the ballot names.
    pub known: Option<&'a KnownCampaign>,
    /// The campaign in the address.
    pub address: &'a str,
    /// What the ballot says about itself.
    pub header: &'a Header,
    /// When it was finished, by the server's clock.
    pub finished: Timestamp,
    /// When it arrived.
    pub received: Timestamp,
}

impl Circumstances<'_> {
    /// The sender by the session as it is now, in this transaction: it may have been revoked since the request came in.
    pub fn sender_now(&self, sender: &Caller) -> Result<Caller, StoreError> {
        let now = Caller::find(self.store, &sender.token, self.received)?;
        Ok(now.unwrap_or_else(|| sender.clone()))
    }

    /// Why the ballot goes into quarantine; empty if nothing speaks against it.
    pub fn reasons(&self, sender: &Caller) -> Result<Vec<Problem>, StoreError> {
        let mut reasons = Vec::new();
        if self.address != self.header.campaign {
            reasons.push(Reason::CampaignMismatch.problem().with("campaign", self.address));
        }
        self.credential(sender, &mut reasons);
        let Some(known) = self.known else {
            reasons.push(Reason::CampaignUnknown.problem().with("campaign", &self.header.campaign));
            return Ok(reasons);
        };
        self.times(known, &mut reasons)?;
        // An admin could accept any ballot in review; asking them twice helps nobody.
        if !sender.may(&[Role::Admin], Some(&self.header.campaign)) {
            self.assignment(known, sender, &mut reasons)?;
        }
        Ok(reasons)
    }

    /// Why a ballot goes there besides: a person's tablet brings interviews alone, as what is answered by a code or keyed of a paper is
    /// sealed here. Scripts bring what came elsewhere.
    pub fn road(&self, sender: &Caller) -> Option<Problem> {
        let header = self.header;
        let vouches = sender.is_script || sender.may(&[Role::Admin], Some(&header.campaign));
        let doubted = self.known.is_some() && header.mode != Mode::Tablet && !vouches;
        doubted.then(|| Reason::OtherRoad.problem().with("account", &sender.username))
    }

    /// Why an interview goes there besides: where the package says what becomes of the data, whoever was asked agreed to it, not long
    /// before it began and not after it was over. What an interviewer sends is an interview, however it says that it came.
    pub fn consent(&self, sender: &Caller) -> Option<Problem> {
        let header = self.header;
        let earliest = header.started.checked_sub(AGREED_BEFORE).unwrap_or(Timestamp::MIN);
        let within = earliest..=header.finished;
        let agreed = header.consented.is_some_and(|at| within.contains(&at));
        let asks = self.known.is_some_and(|known| known.campaign.settings.notice.is_said());
        let asked = header.mode == Mode::Tablet || !sender.may(&[Role::Admin], Some(&header.campaign));
        (asks && asked && !agreed).then(|| Reason::NotConsented.problem())
    }

    /// The same where the respondent answered alone, on paper or by a code: nobody asked, and no account vouches for it.
    pub fn reasons_alone(&self) -> Result<Vec<Problem>, StoreError> {
        let mut reasons = Vec::new();
        if let Some(known) = self.known {
            self.times(known, &mut reasons)?;
        }
        Ok(reasons)
    }

    fn credential(&self, sender: &Caller, reasons: &mut Vec<Problem>) {
        let by = |reason: Reason| reason.problem().with("account", &sender.username);
        match sender.state {
            State::Live => {}
            State::Expired if self.finished < sender.expires => {}
            State::Expired => reasons.push(by(Reason::SessionExpired)),
            State::Revoked => reasons.push(by(Reason::SessionRevoked)),
            State::Disabled => reasons.push(by(Reason::AccountDisabled)),
        }
    }

    /// What speaks against when it was finished.
    fn times(&self, known: &KnownCampaign, reasons: &mut Vec<Problem>) -> Result<(), StoreError> {
        let finished = || known.forms.shown(self.finished);
        if self.finished > self.received + AHEAD {
            reasons.push(Reason::FinishedInFuture.problem().with("finished", finished()));
        }
        let settings = &known.campaign.settings;
        reasons.extend(known.forms.outside_survey(settings, self.finished, Clock::Known));
        let closed = self.store.head(&settings.id)?.and_then(|head| head.closed);
        if let Some(closed) = closed.filter(|closed| *closed <= self.finished) {
            let problem = Reason::CampaignClosed.problem().with("closed", known.forms.shown(closed));
            reasons.push(problem.with("finished", finished()));
        }
        Ok(())
    }

    fn assignment(
        &self,
        known: &KnownCampaign,
        sender: &Caller,
        reasons: &mut Vec<Problem>,
    ) -> Result<(), StoreError> {
        let header = self.header;
        if header.interviewer.as_ref() != Some(&sender.username) {
            let problem = Reason::OtherInterviewer.problem().with("account", &sender.username);
            reasons.push(problem.with("interviewer", header.interviewer.as_deref().unwrap_or("–")));
        }
        let asked_by = header.interviewer.as_ref().unwrap_or(&sender.username);
        let places = &known.campaign.places;
        let assigned = self.store.assigned(asked_by, &header.campaign)?;
        if !assigned.iter().any(|assigned| places.covers(assigned, &header.place)) {
            let problem = Reason::PlaceNotAssigned.problem().with("place", &header.place);
            reasons.push(problem.with("account", asked_by));
        }
        Ok(())
    }
}
