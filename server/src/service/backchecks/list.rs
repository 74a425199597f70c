//! What was chosen to be asked again, as far as who asks sees it, and a page of those that are asked for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::wire::Status;

use super::super::flags::Called;
use super::super::oversight::Oversight;
use super::super::session::Caller;
use super::super::{Error, KnownCampaign, Site};
use super::draw::forms;
use super::{askers, people};
use crate::store::{BackcheckDraw, BackcheckRow, Repositories, StoreError};

/// Rows on one page.
const PAGE: usize = 50;

/// How far one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody is to ask it yet.
    Open,
    /// Somebody is, and noted nothing.
    Given,
    /// What came of it is noted.
    Noted,
}

impl State {
    /// All of them, in the order in which one follows the other.
    pub const ALL: [Self; 3] = [Self::Open, Self::Given, Self::Noted];

    /// What stands for it in addresses and keys of texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Given => "given",
            Self::Noted => "noted",
        }
    }

    fn of(row: &BackcheckRow) -> Self {
        match (&row.noted, &row.account) {
            (Some(_), _) => Self::Noted,
            (None, Some(_)) => Self::Given,
            (None, None) => Self::Open,
        }
    }
}

/// Which are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Of this form.
    pub form: Option<String>,
    /// First asked by this account.
    pub interviewer: Option<String>,
    /// From this place, or below it.
    pub place: Option<String>,
    /// As far as this.
    pub state: Option<State>,
    /// Only those that stand behind the one with this number.
    pub after: Option<i64>,
}

impl Asked {
    fn is_met(&self, known: &KnownCampaign, row: &BackcheckRow) -> bool {
        let is = |asked: &Option<String>, said: &str| asked.as_ref().is_none_or(|asked| asked == said);
        is(&self.form, &row.form)
            && is(&self.interviewer, &row.interviewer)
            && self.state.is_none_or(|state| state == State::of(row))
            && self.place.as_ref().is_none_or(|place| known.campaign.places.covers(place, &row.place))
    }
}

/// What was chosen in a campaign, as far as who asks sees it.
pub struct Backchecks {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// The draws, the first first; what each took of whom is told to who sees all.
    pub draws: Vec<BackcheckDraw>,
    /// How many more a draw would choose now.
    pub missing: usize,
    /// The forms that have none of the questions, of which no ballot is chosen.
    pub left_out: Vec<String>,
    /// The ballots that were chosen, the first first.
    pub rows: Vec<BackcheckRow>,
    /// Those that were asked for and are shown: what is noted stands last, else the newest first.
    pub listed: Vec<BackcheckRow>,
    /// The last of these, where more follow.
    pub next: Option<i64>,
    /// What the codes of all rows are called.
    pub called: Called,
    /// Who may ask again, by name: account and what its person is called.
    pub people: Vec<(String, String)>,
    /// Those of who asks again that may read the first answers, as far as their roles of now go.
    pub knowing: BTreeSet<String>,
    /// What the people of all accounts are called.
    pub names: BTreeMap<String, String>,
}

/// What was chosen, and what a draw would choose.
pub async fn list(site: &Site, caller: Caller, campaign: String, asked: Asked) -> Result<Backchecks, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::of(store, &caller, &campaign)?;
            let forms = forms(&known);
            let all = known.campaign.forms.iter().map(|row| &row.form);
            let left_out = all.filter(|form| !forms.contains(&***form)).cloned().collect();
            let mut draws = store.draws(&campaign)?;
            if !oversight.is_whole() {
                draws.iter_mut().for_each(|draw| draw.shares.clear());
            }
            let mut rows = store.backchecks(&campaign)?;
            let missing = missing(store, &known, &rows)?;
            rows.retain(|row| oversight.sees(&known.campaign, &row.place));
            let (asking, knowing) = askers(store, &campaign)?;
            // What nobody can ask again any more waits to be given to another.
            for row in rows.iter_mut().filter(|row| row.noted.is_none()) {
                row.account = row.account.take().filter(|account| asking.contains(account));
            }
            let (listed, next) = listed(&known, &rows, &asked);
            let interviewers = rows.iter().map(|row| row.interviewer.clone()).collect();
            let places = rows.iter().map(|row| row.place.clone()).collect();
            let called = Called::of(store, &known, &interviewers, &places)?;
            let led = Oversight::led(store, &caller, &campaign)?;
            let people = people(store, &known, &led, &caller)?;
            let names = store.accounts()?.into_iter().map(|it| (it.username, it.name)).collect();
            Ok(Backchecks {
                known,
                draws,
                missing,
                left_out,
                rows,
                listed,
                next,
                called,
                people,
                knowing,
                names,
            })
        })
        .await
}

/// How many a draw would choose: of each interviewer what is missing to the share of their valid ballots.
fn missing(
    store: &dyn Repositories,
    known: &KnownCampaign,
    rows: &[BackcheckRow],
) -> Result<usize, StoreError> {
    let Some(rule) = &known.campaign.settings.backcheck else { return Ok(0) };
    let forms = forms(known);
    let mut of = BTreeMap::<String, [usize; 2]>::new();
    for it in store.counted(&known.campaign.settings.id)? {
        if it.status == Status::Valid && !it.interviewer.is_empty() && forms.contains(&*it.form) {
            of.entry(it.interviewer).or_default()[0] += it.ballots as usize;
        }
    }
    for row in rows.iter().filter(|row| row.stands == Some(Status::Valid) && forms.contains(&*row.form)) {
        of.entry(row.interviewer.clone()).or_default()[1] += 1;
    }
    Ok(of.values().map(|[valid, chosen]| rule.share_of(*valid).saturating_sub(*chosen)).sum())
}

/// A page of what is asked for, and the last of it where more follow.
fn listed(known: &KnownCampaign, rows: &[BackcheckRow], asked: &Asked) -> (Vec<BackcheckRow>, Option<i64>) {
    let place = |row: &BackcheckRow| (row.noted.is_some(), Reverse(row.position));
    let after = asked.after.and_then(|after| rows.iter().find(|row| row.position == after)).map(place);
    let is_behind = |row: &&BackcheckRow| after.is_none_or(|after| place(row) > after);
    let mut found: Vec<_> = rows.iter().filter(is_behind).filter(|row| asked.is_met(known, row)).collect();
    found.sort_by_key(|row| place(row));
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|row| row.position);
    (found.into_iter().cloned().collect(), next)
}
