//! What a clerk is given: the fields of a batch, the papers that are open to them, what they keyed themselves; and two entries that differ
//! to who keyed neither.

use std::collections::BTreeMap;

use shared::form::{Field, FormDefinition, Kind};
use shared::problem::Problem;
use shared::wire::{
    FieldCondition, FieldKind, FieldOption, PaperDifference, PaperEntry, PaperField, PaperWork,
};

use super::batch::{find, live, shown};
use super::filled::{composed, surroundings};
use super::state::{State, begun, by_paper, of_paper, standing, state, twice};
use crate::service::session::Caller;
use crate::service::{Error, Kind as Refused, KnownCampaign, Site};
use crate::store::{BatchRow, KeyedRow};

/// What this person keys of a batch.
pub async fn work(site: &Site, caller: Caller, campaign: String, batch: i64) -> Result<PaperWork, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let row = live(store, &campaign, batch)?;
            let papers = by_paper(store.keyed(&campaign, batch)?);
            let twice = twice(&campaign, &row);
            let keyed = |paper: &u32| papers.get(paper).map_or(&[][..], Vec::as_slice);
            let own = |paper: &u32| standing(keyed(paper)).into_iter().find(|row| row.by == caller.username);
            // No more were keyed than came back.
            let returned = row.back.as_ref().map_or(0, |back| back.returned);
            let any_left = begun(&papers) < returned;
            let is_open = |paper: &u32| match state(keyed(paper)) {
                State::Open => any_left,
                State::Waiting => own(paper).is_none() && twice.contains(paper),
                _ => false,
            };
            let of_others = |paper: &u32| state(keyed(paper)) == State::Differing && own(paper).is_none();
            let mut own_rows: Vec<_> = papers.keys().filter_map(own).collect();
            own_rows.sort_by_key(|row| row.position);
            // Of two that differ neither is corrected: a third person decides.
            let can_be_corrected = |row: &&&KeyedRow| state(keyed(&row.paper)) == State::Waiting;
            let issued = if row.back.is_some() { row.what.issued } else { 0 };
            let form = definition(&known, &row)?;
            Ok(PaperWork {
                fields: fields(&known, form, &row),
                form: form.clone(),
                surroundings: surroundings(&known, &row),
                open: (1..=issued).filter(is_open).collect(),
                differing: papers.keys().copied().filter(of_others).collect(),
                last: own_rows.last().filter(can_be_corrected).map(|row| row.paper),
                batch: shown(store, &known, row)?,
            })
        })
        .await
}

/// What this person keyed last of a paper.
pub async fn own(
    site: &Site,
    caller: Caller,
    campaign: String,
    (batch, paper): (i64, u32),
) -> Result<PaperEntry, Error> {
    site.store
        .read(move |store| {
            find(store, &campaign, batch)?;
            let rows = of_paper(store, &campaign, batch, paper)?;
            let own = standing(&rows).into_iter().find(|row| row.by == caller.username);
            let entry = own.map(|row| store.keyed_entry(&campaign, row.position)).transpose()?.flatten();
            let absent = || Problem::new("papers.not_keyed").with("paper", paper).with("batch", batch);
            entry.ok_or_else(|| Error::Refused(Refused::Absent, absent()))
        })
        .await
}

/// Two entries that differ, for who keyed neither.
pub async fn difference(
    site: &Site,
    caller: Caller,
    campaign: String,
    (batch, paper): (i64, u32),
) -> Result<PaperDifference, Error> {
    site.store
        .read(move |store| {
            find(store, &campaign, batch)?;
            let rows = of_paper(store, &campaign, batch, paper)?;
            let about = |code: &str| Problem::new(code).with("paper", paper).with("batch", batch);
            if state(&rows) != State::Differing {
                return Err(Error::conflict(about("papers.no_difference")));
            }
            let standing = standing(&rows);
            if standing.iter().any(|row| row.by == caller.username) {
                return Err(Error::Refused(Refused::Forbidden, about("papers.own_entry")));
            }
            let mut entries = Vec::new();
            for row in standing {
                entries.extend(store.keyed_entry(&campaign, row.position)?);
            }
            let mut said = BTreeMap::<&str, Vec<&str>>::new();
            let alike: Vec<_> = entries.iter().map(composed).collect();
            for answer in alike.iter().flat_map(|entry| &entry.answers) {
                said.entry(&answer.path).or_default().push(&answer.answer);
            }
            let differs =
                |said: &Vec<&str>| said.len() < entries.len() || said.iter().any(|it| *it != said[0]);
            let paths: Vec<String> =
                said.iter().filter(|(_, said)| differs(said)).map(|(path, _)| (*path).to_owned()).collect();
            Ok(PaperDifference { paths, entries })
        })
        .await
}

/// The form in the version in which the batch was handed out.
fn definition<'k>(known: &'k KnownCampaign, batch: &BatchRow) -> Result<&'k FormDefinition, Error> {
    let form = &batch.what.form;
    let version = known.version(form, &batch.version);
    let absent = || Error::conflict(Problem::new("papers.no_form").with("form", form));
    Ok(&version.ok_or_else(absent)?.definition)
}

fn fields(known: &KnownCampaign, definition: &FormDefinition, batch: &BatchRow) -> Vec<PaperField> {
    let surroundings = surroundings(known, batch);
    definition.fields(&surroundings).into_iter().map(|field| told(known, definition, field)).collect()
}

fn told(known: &KnownCampaign, definition: &FormDefinition, field: Field<'_>) -> PaperField {
    let language = known.campaign.settings.default_language.as_str();
    let Field { path, asked, unit, only } = field;
    let option = |option: &shared::form::Choice| FieldOption {
        code: option.name.clone(),
        label: definition.text(&option.label, language).to_owned(),
    };
    let named = |code: String| {
        let unit = known.campaign.unit(&code).map(|unit| unit.name.get(language).to_owned());
        unit.unwrap_or(code)
    };
    PaperField {
        path,
        number: asked.number,
        label: definition.text(&asked.question.label, language).to_owned(),
        unit: unit.map(named).unwrap_or_default(),
        kind: match asked.question.kind {
            Kind::SelectOne(_) => FieldKind::One,
            Kind::SelectMultiple(_) => FieldKind::Several,
            Kind::Integer | Kind::Decimal => FieldKind::Number,
            Kind::Date => FieldKind::Day,
            _ => FieldKind::Text,
        },
        options: asked.options.iter().map(option).collect(),
        only: only.into_iter().map(|(path, codes)| FieldCondition { path, codes }).collect(),
    }
}
