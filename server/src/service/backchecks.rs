//! Back-checks (phúc tra): of each interviewer a share of the ballots, drawn by lot, is asked again by another person with a few of the same
//! questions, and how often both answers agree is shown. It is counted nowhere.
//!
//! The rule is the campaign's (`Backcheck`).

mod assign;
mod draw;
mod list;
pub mod table;
mod take_back;
mod way;

pub use assign::{assign, waiting};
pub use draw::draw;
pub use list::{Asked, Backchecks, State, list};
pub use take_back::take_back;
pub use way::{Entered, Ways, enter, entered, way};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::ballot::{Ballot, NoAnswer};
use shared::campaign::question_again;
use shared::collate::sort_by_name;
use shared::draw::order;
use shared::form::{FormDefinition, Question};
use shared::problem::Problem;
use shared::wire::{ActKind, AnswerRow, Fact, Grant, Role, holds};

use super::log::{self, Actor};
use super::oversight::Oversight;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, ballots, reading};
use crate::store::{AnsweredAgain, BackcheckRow, Repositories, StoreError};

/// A question that is asked again.
pub struct Again<'a> {
    /// The question.
    pub question: &'a Question,
    /// The unit that it is about: of those that the ballot judged, one by lot.
    pub unit: Option<String>,
    /// What was answered first.
    first: String,
}

/// A ballot that is asked again, opened.
pub struct Opened {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// As it was chosen.
    pub row: BackcheckRow,
    /// What was answered first.
    ballot: Ballot,
    /// What its draw began with.
    seed: String,
    /// Whether who asks leads the place, and may compare the answers.
    pub leads: bool,
    /// What the people of all accounts are called.
    pub names: BTreeMap<String, String>,
}

impl Opened {
    /// The form that was asked.
    pub fn definition(&self) -> Option<&FormDefinition> {
        let header = &self.ballot.header;
        Some(&self.known.version(&header.form, &header.version)?.definition)
    }

    /// What is asked again: of the campaign's questions those that the ballot answers, one unit of several.
    pub fn again(&self) -> Vec<Again<'_>> {
        let (Some(rule), Some(definition)) = (&self.known.campaign.settings.backcheck, self.definition())
        else {
            return Vec::new();
        };
        let answers = reading::answers(Some(&self.known), &self.ballot);
        let one = |name: &String| {
            let question = question_again(definition, name)?;
            let found: Vec<&AnswerRow> = answers.iter().filter(|it| it.question == *name).collect();
            let nth = order(&format!("{} {}", self.seed, self.row.ballot), found.len(), 1);
            let it = found[*nth.first()?];
            Some(Again { question, unit: it.unit.clone(), first: it.value.clone() })
        };
        rule.questions.iter().filter_map(one).collect()
    }

    /// What was answered first to a question that was asked again.
    pub fn first(&self, it: &AnsweredAgain) -> String {
        let answers = reading::answers(Some(&self.known), &self.ballot);
        let found = answers.into_iter().find(|row| row.question == it.question && row.unit == it.unit);
        found.map_or_else(String::new, |row| row.value)
    }
}

fn absent() -> Error {
    Error::Refused(Kind::Absent, Problem::new("backchecks.absent"))
}

/// Whether somebody may ask again what was given to them: who interviews or leads in the campaign.
fn may_ask(
    store: &dyn Repositories,
    account: &str,
    roles: &[Grant],
    campaign: &str,
) -> Result<bool, StoreError> {
    Ok(holds(roles, &Role::LEADING, Some(campaign)) || !store.assigned(account, campaign)?.is_empty())
}

/// The accounts that may ask again, and those that may read ballots.
fn askers(
    store: &dyn Repositories,
    campaign: &str,
) -> Result<(BTreeSet<String>, BTreeSet<String>), StoreError> {
    let (mut asking, mut knowing) = (BTreeSet::new(), BTreeSet::new());
    for account in store.accounts()? {
        let roles = store.roles(&account.username)?;
        if !account.disabled && may_ask(store, &account.username, &roles, campaign)? {
            asking.insert(account.username.clone());
        }
        if holds(&roles, &Role::FIELDWORK, Some(campaign)) {
            knowing.insert(account.username);
        }
    }
    Ok((asking, knowing))
}

/// Whom somebody who leads may ask to ask again: who interviews at their places, themselves, and for the office whoever interviews or leads
/// here.
fn people(
    store: &dyn Repositories,
    known: &KnownCampaign,
    led: &Oversight,
    caller: &Caller,
) -> Result<Vec<(String, String)>, StoreError> {
    let campaign = &known.campaign.settings.id;
    let assigned = store.assignees(campaign)?;
    let mut people = Vec::new();
    for account in store.accounts()?.into_iter().filter(|account| !account.disabled) {
        let roles = store.roles(&account.username)?;
        let places = assigned.get(&account.username).map_or(&[][..], Vec::as_slice);
        let interviews = !led.met(&known.campaign, places).is_empty();
        let leads = holds(&roles, &Role::LEADING, Some(campaign));
        if interviews || (leads && (led.is_whole() || account.username == caller.username)) {
            let name = if account.name.is_empty() { account.username.clone() } else { account.name };
            people.push((account.username, name));
        }
    }
    sort_by_name(&mut people, |(_, name)| name);
    Ok(people)
}

/// What was noted is not noted otherwise: who knew the first answers by now could make them agree.
fn refuse_noted(row: &BackcheckRow) -> Result<(), Error> {
    let problem = || Problem::new("backchecks.noted").with("key", row.position);
    if row.noted.is_some() { Err(Error::conflict(problem())) } else { Ok(()) }
}

/// Whoever is to ask again does not read what was answered first, until what came of it is noted.
pub fn refuse_asker(
    store: &dyn Repositories,
    campaign: &str,
    ballot: i64,
    caller: &Caller,
) -> Result<(), Error> {
    let waits = store.backcheck_of(campaign, ballot)?.filter(|row| row.noted.is_none());
    match waits.filter(|row| row.account.as_ref() == Some(&caller.username)) {
        Some(row) => {
            let problem = Problem::new("backchecks.blind").with("key", row.position);
            Err(Error::Refused(Kind::Forbidden, problem))
        }
        None => Ok(()),
    }
}

/// Opens one, for who is to ask again and for who leads its place; for nobody else it is there.
pub async fn open(site: &Site, caller: Caller, campaign: String, number: i64) -> Result<Opened, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            opened(store, known, &caller, number)
        })
        .await
}

fn opened(
    store: &dyn Repositories,
    known: Arc<KnownCampaign>,
    caller: &Caller,
    number: i64,
) -> Result<Opened, Error> {
    let campaign = &known.campaign.settings.id;
    let row = store.backcheck(campaign, number)?.ok_or_else(absent)?;
    let may_lead = caller.may(&Role::LEADING, Some(campaign));
    let leads = may_lead && Oversight::led(store, caller, campaign)?.sees(&known.campaign, &row.place);
    let is_given = row.account.as_ref() == Some(&caller.username);
    let may_ask = leads || (is_given && may_ask(store, &caller.username, &caller.roles, campaign)?);
    if !may_ask || row.interviewer == caller.username {
        return Err(absent());
    }
    let ballot = ballots::told(Some(&known), &ballots::find(store, campaign, row.ballot)?)?;
    let draw = store.draws(campaign)?.into_iter().find(|draw| draw.position == row.draw);
    let seed = draw.map(|draw| format!("{} {}", draw.seed, draw.position)).ok_or_else(absent)?;
    let names = store.accounts()?.into_iter().map(|it| (it.username, it.name)).collect();
    Ok(Opened { known, row, ballot, seed, leads, names })
}

/// What came of asking again.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nobody was asked again.
    Missed(NoAnswer),
    /// The answers, by question; an empty one where nothing is chosen, or the question does not apply to who was asked.
    Asked(BTreeMap<String, String>),
}

/// Notes what came of it, once. Whoever notes it of nobody's has asked themselves.
pub async fn note(
    site: &Site,
    caller: Caller,
    campaign: String,
    number: i64,
    outcome: Outcome,
) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let opened = opened(store, known, &caller, number)?;
            refuse_noted(&opened.row)?;
            let (missed, answers) = match &outcome {
                Outcome::Missed(reason) => (Some(*reason), Vec::new()),
                Outcome::Asked(said) => (None, compared(&opened, said)?),
            };
            let account = opened.row.account.clone().unwrap_or_else(|| caller.username.clone());
            let noted = Some((caller.username.clone(), now));
            let row = BackcheckRow { account: Some(account), missed, answers, noted, ..opened.row.clone() };
            store.set_backcheck(&campaign, &row)?;
            log::act(ActKind::BackcheckNoted, row.ballot.to_string())
                .within(Some(&campaign))
                .after(Fact::Reason, missed.map_or("", NoAnswer::code))
                .write(store, &Actor::from(&caller), now)?;
            Ok(())
        })
        .await
}

/// The answers beside the first ones; refused where one is missing, or is none of those that the question has.
fn compared(opened: &Opened, said: &BTreeMap<String, String>) -> Result<Vec<AnsweredAgain>, Error> {
    let again = opened.again();
    let missing = again.iter().filter(|it| !said.contains_key(&it.question.name)).count();
    if again.len() == missing {
        return Err(Error::invalid(Problem::new("backchecks.no_answer")));
    }
    if missing > 0 {
        return Err(Error::invalid(Problem::new("backchecks.missing").with("n", missing)));
    }
    let chosen = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let answer = |Again { question, unit, first }: Again| {
        let said = said[&question.name].clone();
        let options = opened.definition().map_or(&[][..], |definition| definition.options(&question.kind));
        let is_odd = |name: &String| options.iter().all(|option| option.name != *name);
        if let Some(odd) = chosen(&said).into_iter().find(is_odd) {
            let problem = Problem::new("backchecks.no_option").with("question", &question.name);
            return Err(Error::invalid(problem.with("option", odd)));
        }
        let same = chosen(&said) == chosen(&first);
        Ok(AnsweredAgain { question: question.name.clone(), unit, said, same })
    };
    again.into_iter().map(answer).collect()
}
