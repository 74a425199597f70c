//! How the fieldwork stands, by group, place, interviewer and day, as far as who asks leads it; how fast it goes, what tablets say they
//! hold, and of whom nothing was heard for long. Counts come from counters and from what is followed in memory.

mod pace;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use shared::ballot::Mode;
use shared::problem::Problem;
use shared::wire::Figures;

pub use pace::Pace;

use super::close::is_closed;
use super::counts::{interviewers, rows};
use super::oversight::Oversight;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, flags};
use crate::store::{Counted, Repositories};

/// How the fieldwork stands.
pub struct Board {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// When this was so.
    pub now: Timestamp,
    /// The place that is looked at; none at the top.
    pub at: Option<String>,
    /// All of it together.
    pub sum: Figures,
    /// By form, in the campaign's order.
    pub forms: Vec<(String, Figures)>,
    /// By place, in the campaign's order: the places right below the one that is looked at, with what lies below each.
    pub places: Vec<(String, Figures)>,
    /// By who interviews.
    pub people: Vec<Person>,
    /// Of ballots for which nobody interviewed: by how they came.
    pub alone: BTreeMap<Mode, Figures>,
    /// By day.
    pub days: BTreeMap<Date, Figures>,
    /// How many ballots are missing, more at one place making up for no other.
    pub missing: u32,
    /// How fast it goes.
    pub pace: Pace,
    /// Whether the campaign is closed: then nothing more comes, whatever the pace.
    pub closed: bool,
    /// Today, where the campaign is.
    pub today: Date,
}

/// Somebody who interviews.
pub struct Person {
    /// The account.
    pub username: String,
    /// What they are called.
    pub name: String,
    /// The places where they interview.
    pub places: Vec<String>,
    /// Whether their account is locked.
    pub locked: bool,
    /// Their ballots.
    pub figures: Figures,
    /// When something was last heard of them: a ballot, or what a tablet told. None where nothing ever was, and of whom works elsewhere too.
    pub heard: Option<Timestamp>,
    /// What their tablets said they hold: finished ballots that were not sent, and drafts.
    pub held: Option<(u32, u32)>,
}

/// Reads it, at a place or of all.
pub async fn board(
    site: &Site,
    caller: Caller,
    campaign: String,
    at: Option<String>,
) -> Result<Board, Error> {
    let known = flags::follow(site, &campaign).await?;
    let now = site.now();
    site.store
        .read(move |store| {
            let campaign = &known.campaign;
            let oversight = Oversight::of(store, &caller, &campaign.settings.id)?;
            if let Some(at) = at.as_ref().filter(|at| campaign.place(at).is_none()) {
                let absent = Problem::new("board.no_place").with("place", at);
                return Err(Error::Refused(Kind::Absent, absent));
            }
            let within = |place: &str| at.as_ref().is_none_or(|at| campaign.places.covers(at, place));
            let sees = |place: &str| within(place) && oversight.sees(campaign, place);
            let mut counted = store.counted(&campaign.settings.id)?;
            counted.retain(|row| sees(&row.place));
            let days = flags::days(store, &known, sees)?;
            let alone = flags::ways(store, &known, sees)?;
            let zone = known.forms.zone();
            let (today, settings) = (now.to_zoned(zone.clone()).date(), &campaign.settings);
            let (mut forms, mut places) = (BTreeMap::<_, Figures>::new(), BTreeMap::<_, Figures>::new());
            let (mut sum, mut missing) = (Figures::default(), 0);
            for row in rows(campaign, &counted).into_iter().filter(|row| sees(&row.place)) {
                let figures = Figures::from(&row);
                let nearest = campaign.places.right_below(at.as_deref(), &row.place).to_owned();
                *places.entry((campaign.place_order(&nearest), nearest)).or_default() += figures;
                let nth = campaign.forms.iter().position(|form| form.form == row.form);
                *forms.entry((nth.unwrap_or(usize::MAX), row.form)).or_default() += figures;
                missing += figures.missing();
                sum += figures;
            }
            let (opens, closes) = (settings.survey_opens.date(), settings.survey_closes.date());
            let pace = pace::pace(pace::Known { opens, closes, today, missing }, |day| {
                days.get(&day).map_or(0, |figures| figures.valid)
            });
            let people = people(store, &known, &oversight, &counted, sees)?;
            Ok(Board {
                now,
                at,
                sum,
                forms: forms.into_iter().map(|((_, form), figures)| (form, figures)).collect(),
                places: places.into_iter().map(|((_, place), figures)| (place, figures)).collect(),
                people,
                alone,
                days,
                missing,
                pace,
                closed: is_closed(store, &campaign.settings.id)?,
                today,
                known: Arc::clone(&known),
            })
        })
        .await
}

/// Those who interview at places that are looked at, or did.
fn people(
    store: &dyn Repositories,
    known: &KnownCampaign,
    oversight: &Oversight,
    counted: &[Counted],
    sees: impl Fn(&str) -> bool,
) -> Result<Vec<Person>, Error> {
    let campaign = &known.campaign;
    let mut told = BTreeMap::<String, (Timestamp, u32, u32)>::new();
    for (device, session) in store.devices()? {
        let (at, unsent, drafts) = told.entry(session.username).or_insert((device.at, 0, 0));
        *at = device.at.max(*at);
        if session.revoked.is_none() {
            let held = device.held_of(&campaign.settings.id);
            *unsent = unsent.saturating_add(held.0);
            *drafts = drafts.saturating_add(held.1);
        }
    }
    let locked: BTreeSet<String> =
        store.accounts()?.into_iter().filter(|it| it.disabled).map(|it| it.username).collect();
    let mut people = Vec::new();
    for row in interviewers(store, campaign, counted, &sees)? {
        let figures = Figures::from(&row);
        if figures.received() == 0 && !row.places.iter().any(|place| sees(place)) {
            continue;
        }
        let (mut heard, mut held) = (None, None);
        if oversight.leads(campaign, &row.places, &store.roles(&row.username)?) {
            let told = told.get(&row.username);
            heard = row.last_sent.max(told.map(|(at, ..)| *at));
            held = told.map(|(_, unsent, drafts)| (*unsent, *drafts));
        }
        let places = row.places.into_iter().filter(|place| oversight.sees(campaign, place)).collect();
        let locked = locked.contains(&row.username);
        people.push(Person { username: row.username, name: row.name, places, locked, figures, heard, held });
    }
    Ok(people)
}
