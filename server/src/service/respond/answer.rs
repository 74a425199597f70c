//! A respondent at the page of an invitation: agrees or refuses, answers, comes back, and hands in one ballot.

use std::sync::Arc;

use jiff::Timestamp;
use shared::ballot::{Ballot, Digest, Header, Mode};
use shared::day::Day;
use shared::form::{Instance, Meta, Moment};
use shared::problem::Problem;
use uuid::Uuid;

use super::draft::{Agreed, Draft};
use super::invite::is_asked;
use super::sent::goes_on;
use super::{Claim, Code};
use crate::secret::{Random, TokenHash};
use crate::service::accept::{self, Arrival, Sender};
use crate::service::close::is_closed;
use crate::service::{Error, Kind, KnownCampaign, Site};
use crate::store::{Invitation, Repositories, Stage, Told};

/// What somebody finds who comes with a code.
pub struct Visit {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// The invitation.
    pub invitation: Invitation,
    /// What they can do.
    pub standing: Standing,
    /// The day on which they come.
    pub today: Day,
}

/// What can be done with a code.
pub enum Standing {
    /// Agree, or refuse; whoever refused may think better of it, and whoever began is asked again where what becomes of the data is
    /// another since.
    Asked,
    /// Go on.
    Begun(Box<Interview>),
    /// Claim the ballot that was handed in; nothing where the survey is over.
    Answered {
        /// Whether it can be claimed.
        open: bool,
    },
    /// Nothing: the office took the code back.
    Withdrawn,
    /// Wait for this day.
    Early(Day),
    /// Nothing any more.
    Over,
}

/// An interview as it stands.
pub struct Interview {
    /// The engine.
    pub instance: Instance,
    /// The key of the screen on which the respondent was.
    pub position: String,
    /// What tells all that was answered from anything else: who sends says what they saw.
    pub said: Digest,
    /// What tells the browser on which they told who they are.
    told_on: Option<Digest>,
    started: Timestamp,
    /// When its person agreed to what the campaign says of the data.
    agreed: Option<Timestamp>,
    version: String,
}

impl Interview {
    /// What tells the answers to these questions from any others: who changes them says what they saw.
    pub fn said_to(&self, paths: &[String]) -> Digest {
        let said: Vec<_> =
            paths.iter().map(|path| (path, self.instance.asked(path).map(|it| it.value))).collect();
        // Nobody guesses by it what their browser does not show.
        let told_on = self.told_on.filter(|_| self.asks_who(paths));
        Digest::of(&serde_json::to_vec(&(said, told_on)).expect("texts are plain data"))
    }

    /// Whether any of these questions asks who they are.
    pub fn asks_who(&self, paths: &[String]) -> bool {
        paths.iter().any(|path| self.instance.asked(path).is_some_and(|it| it.question.personal))
    }

    /// Whether who they are was told somewhere.
    pub fn is_told(&self) -> bool {
        self.told_on.is_some()
    }

    /// Whether it was told on the browser that keeps this.
    pub fn is_told_on(&self, kept: &str) -> bool {
        self.told_on == Some(Digest::of(kept.as_bytes()))
    }
}

/// An invitation with which a ballot is handed in.
#[derive(Debug)]
pub struct Used {
    code: TokenHash,
    draft: Option<Vec<u8>>,
    /// What the respondent told of themselves, under an id of its own.
    personal: Option<(Uuid, Told)>,
}

impl Used {
    /// Uses it up, in the transaction that takes the ballot in, and keeps apart what tells who somebody is. Of what is handed in twice, or was changed meanwhile, nothing is.
    pub fn up(&self, store: &dyn Repositories) -> Result<(), Error> {
        let found =
            store.invitation(&self.code)?.filter(|it| it.stage == Stage::Begun && it.draft == self.draft);
        let it = found.ok_or_else(|| Error::conflict(Problem::new("invitation.moved_on")))?;
        if let Some((id, told)) = &self.personal {
            store.put_personal(&it.campaign, *id, told)?;
        }
        Ok(store.put_invitation(&self.code, &Invitation { stage: Stage::Answered, draft: None, ..it })?)
    }
}

/// The code of the refusal to write over what somebody with the same code said meanwhile.
pub const CHANGED: &str = "invitation.changed";

/// What an invitation becomes, with what was answered so far.
type Next = (Stage, Option<Vec<u8>>);

fn absent() -> Error {
    Error::Refused(Kind::Absent, Problem::new("invitation.absent"))
}

/// There is no such form, or not in that version.
pub(super) fn no_form(form: &str) -> Error {
    Error::invalid(Problem::new("invitation.no_form").with("form", form))
}

/// Looks at what stands under a code.
pub async fn visit(site: &Site, code: &Code) -> Result<Visit, Error> {
    let (known, digest) = (site.known.clone(), code.digest());
    let (known, closed, invitation) = site
        .store
        .read(move |store| {
            let it = store.invitation(&digest)?.ok_or_else(absent)?;
            let closed = is_closed(store, &it.campaign)?;
            Ok::<_, Error>((known.get(store, &it.campaign)?, closed, it))
        })
        .await?;
    let standing = match invitation.stage {
        Stage::Answered => Standing::Answered { open: goes_on(&known, closed, site.now()) },
        stage if stage.is_taken_back() => Standing::Withdrawn,
        Stage::Issued | Stage::Refused if !is_asked(&known.campaign, &invitation.form) => Standing::Withdrawn,
        _ if closed => Standing::Over,
        stage => match (within(&known, &invitation, site.now()), stage) {
            (Some(standing), _) => standing,
            (None, Stage::Begun) => match interview(&known, &invitation, code)? {
                Some(interview) => Standing::Begun(Box::new(interview)),
                None => Standing::Asked,
            },
            (None, _) => Standing::Asked,
        },
    };
    Ok(Visit { today: known.today(site.now()), known, invitation, standing })
}

/// What keeps an invitation from being used on this day.
fn within(known: &KnownCampaign, it: &Invitation, now: Timestamp) -> Option<Standing> {
    let settings = &known.campaign.settings;
    let today = known.today(now);
    if today < settings.survey_opens {
        return Some(Standing::Early(settings.survey_opens));
    }
    (today > it.last_day.min(settings.survey_closes)).then_some(Standing::Over)
}

/// The interview as it stands; none where its person is to agree to what becomes of the data before it goes on.
fn interview(known: &KnownCampaign, it: &Invitation, code: &Code) -> Result<Option<Interview>, Error> {
    let draft = Draft::open(code, it.draft.as_deref().unwrap_or_default())?;
    if !draft.has_agreed_to(&known.campaign.settings.notice) {
        return Ok(None);
    }
    let said = draft.said();
    let Draft { version, started, agreed, told_on, position, answers } = draft;
    let of_then = known.version(&it.form, &version).ok_or_else(|| no_form(&it.form))?;
    let plan = of_then.plan.clone().map_err(Error::invalid)?;
    let started_there = Moment { at: started, offset: known.forms.zone().to_offset(started) };
    let meta =
        Meta { started: started_there, finished: None, device: String::new(), username: String::new() };
    let mut instance = Instance::on(plan, &known.campaign.surroundings(&it.place), meta);
    instance.load(answers.iter().map(|(path, value)| (&**path, &**value)));
    let agreed = agreed.map(|agreed| agreed.at);
    Ok(Some(Interview { instance, position, said, told_on, started, agreed, version }))
}

/// The respondent agrees: the interview begins on the version of the form that is current. One that began goes on, with what they agreed
/// to where that is another.
pub async fn begin(site: &Site, code: Code) -> Result<(), Error> {
    let now = site.now();
    change(site, code, move |known, it, code, random| {
        let agreed = Some(Agreed::to(&known.campaign.settings.notice, now));
        if it.stage == Stage::Begun {
            let draft = Draft::open(code, it.draft.as_deref().unwrap_or_default())?;
            if draft.has_agreed_to(&known.campaign.settings.notice) {
                return Ok(None);
            }
            return Ok(Some((Stage::Begun, Some(Draft { agreed, ..draft }.seal(code, random)?))));
        }
        let definition = known.campaign.definition(&it.form).filter(|it| is_asked(&known.campaign, &it.id));
        let version = definition.ok_or_else(|| no_form(&it.form))?.version.clone();
        let draft = Draft {
            version,
            started: now,
            agreed,
            told_on: None,
            position: String::new(),
            answers: [].into(),
        };
        Ok(Some((Stage::Begun, Some(draft.seal(code, random)?))))
    })
    .await
}

/// The respondent wants no part in it: what was answered is deleted.
pub async fn refuse(site: &Site, code: Code) -> Result<(), Error> {
    change(site, code, |_, _, _, _| Ok(Some((Stage::Refused, None)))).await
}

/// Answers of one page.
#[derive(Debug)]
pub struct Said {
    /// What tells the answers from any others beside which these are kept.
    pub before: Digest,
    /// The answers by path.
    pub answers: Vec<(String, String)>,
    /// The screen to show next.
    pub position: String,
    /// What the browser keeps on which they told who they are.
    pub told_on: Option<String>,
}

/// Keeps them, and where the respondent is. Said again it changes nothing.
pub async fn keep(site: &Site, code: Code, said: Said) -> Result<(), Error> {
    let Said { before, answers, position, told_on } = said;
    let told_on = told_on.map(|kept| Digest::of(kept.as_bytes()));
    change(site, code, move |_, it, code, random| {
        if it.stage != Stage::Begun {
            return Err(Error::conflict(Problem::new("invitation.moved_on")));
        }
        let mut draft = Draft::open(code, it.draft.as_deref().unwrap_or_default())?;
        if draft.said() != before {
            return Err(Error::conflict(Problem::new(CHANGED)));
        }
        draft.told_on = draft.told_on.or(told_on);
        draft.answers.extend(answers);
        draft.answers.retain(|_, answer| !answer.is_empty());
        draft.position = position;
        Ok(Some((Stage::Begun, Some(draft.seal(code, random)?))))
    })
    .await
}

/// Changes an invitation that is open, in one transaction.
async fn change<F>(site: &Site, code: Code, to: F) -> Result<(), Error>
where
    F: FnOnce(&KnownCampaign, &Invitation, &Code, &dyn Random) -> Result<Option<Next>, Error>
        + Send
        + 'static,
{
    let (known, random, now) = (site.known.clone(), Arc::clone(&site.random), site.now());
    site.store
        .write(move |store| {
            let digest = code.digest();
            let it = store.invitation(&digest)?.ok_or_else(absent)?;
            let known = known.get(store, &it.campaign)?;
            let closed = is_closed(store, &it.campaign)?;
            let used = it.stage == Stage::Answered || it.stage.is_taken_back();
            if closed || used || within(&known, &it, now).is_some() {
                return Err(Error::conflict(Problem::new("invitation.moved_on")));
            }
            if let Some((stage, draft)) = to(&known, &it, &code, random.as_ref())? {
                store.put_invitation(&digest, &Invitation { stage, draft, ..it })?;
            }
            Ok(())
        })
        .await
}

/// What keeps a ballot from being handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// The answers are not those that its respondent saw last: somebody with the same code changed them.
    Changed,
    /// The first question that keeps it from being finished.
    Missing(String),
}

/// Hands the ballot in, of which its respondent saw what tells by this: sealed as a tablet seals it, taken in by the same way; by this claim
/// its respondent finds it again.
pub async fn send(site: &Site, code: &Code, claim: &Claim, seen: &str) -> Result<Option<Unsent>, Error> {
    let Visit { known, invitation, standing, .. } = visit(site, code).await?;
    let Standing::Begun(interview) = standing else {
        return Err(Error::conflict(Problem::new("invitation.moved_on")));
    };
    let Interview { mut instance, said, started, agreed, version, .. } = *interview;
    if said.to_string() != seen {
        return Ok(Some(Unsent::Changed));
    }
    let finished = site.now().max(started);
    instance.finish(Moment { at: finished, offset: known.forms.zone().to_offset(finished) });
    if let Some(fault) = instance.faults().into_iter().next() {
        return Ok(Some(Unsent::Missing(fault.path)));
    }
    let told = instance.personal();
    let personal = match told.is_empty() {
        true => None,
        false => Some((claim.personal(site, code).await?, Told { form: invitation.form.clone(), told })),
    };
    let header = Header {
        id: claim.ballot(site, code).await?,
        campaign: invitation.campaign.clone(),
        definition: instance.definition().digest(),
        form: invitation.form,
        version,
        place: invitation.place,
        mode: Mode::Online,
        interviewer: None,
        started,
        finished,
        replaces: None,
        consented: agreed.filter(|_| known.campaign.settings.notice.is_said()),
    };
    let arrival = Arrival {
        campaign: invitation.campaign,
        id: None,
        bytes: Ballot { header, answers: instance.answers() }.seal().bytes,
        device_clock_ms: None,
        sender: Sender::Respondent(Used { code: code.digest(), draft: invitation.draft, personal }),
    };
    accept::accept(site, arrival).await?;
    Ok(None)
}
