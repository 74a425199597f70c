//! One line of the table of counts, with the ways to what stands behind its numbers.

use dioxus::prelude::*;
use shared::campaign::{Campaign, PROVINCE};
use shared::message::Language;
use shared::wire::{Counts, Figures, Status};

use super::line::{Key, Line, into_area};
use super::silence::Silence;
use super::table::{column_code, number_of};
use crate::address::{Address, BallotsAddress, Count, FieldworkAddress, Grouping};
use crate::office::frame::{ByPointer, Share, use_followed};
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, number, t, tp};
use crate::zone::local;

/// A line of the table.
#[component]
pub fn Row(
    campaign: String,
    counts: ByPointer<Counts>,
    view: FieldworkAddress,
    line: Line,
    marked: Vec<Count>,
) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let (head, below) = headline(&campaign, &counts, LANGUAGE(), &line.key);
    let opens = opens(&campaign, &view, &line.key);
    let (form, place) = hooks(&line.key);
    rsx! {
        tr { "data-form": form, "data-place": place, "data-line": "{line.key.code()}",
            th { scope: "row",
                match opens {
                    Some(view) => rsx! {
                        Link { to: Address::Fieldwork { campaign: id.clone(), view }, "{head}" }
                    },
                    None => rsx! {
                        span { "{head}" }
                    },
                }
                if let Some(below) = below {
                    span { class: "below", "{below}" }
                }
            }
            for column in Count::NUMBERS {
                td { key: "{column_code(column)}", class: "num", "data-count": column_code(column),
                    Number {
                        n: number_of(line.figures, column),
                        marked: marked.contains(&column),
                        to: ballots(&line.key, column)
                            .map(|view| Address::Ballots { campaign: id.clone(), view }),
                    }
                }
            }
            td { Share { percent: line.figures.share() } }
            if let Key::Interviewer(username) = &line.key {
                td { LastSent { counts: counts.clone(), username: username.clone() } }
            }
        }
    }
}

/// A number; a link to the ballots behind it where there are some; pointed out where it has just changed.
#[component]
fn Number(n: u32, marked: bool, to: Option<Address>) -> Element {
    rsx! {
        // A list of one: another number is another element, so that the highlight begins again.
        for n in [n] {
            span { key: "{n} {marked}", class: if marked { "changed" },
                match to.clone().filter(|_| n > 0) {
                    Some(to) => rsx! {
                        Link { to, "{number(n)}" }
                    },
                    None => rsx! { "{number(n)}" },
                }
            }
        }
    }
}

/// When something came last, and for how long nothing has.
#[component]
fn LastSent(counts: ByPointer<Counts>, username: String) -> Element {
    let followed = use_followed();
    let row = counts.interviewers.iter().find(|row| row.username == username);
    let last = row.and_then(|row| row.last_sent);
    let received = row.map_or(0, |row| Figures::from(row).received());
    let open = followed.summary.read().closed.is_none();
    let zone = followed.campaign.read().settings.timezone.clone();
    let silence = Silence::since(last, received, *followed.now.read());
    rsx! {
        if let Some(at) = last {
            span { class: "moment", "{local(at, &zone)}" }
        }
        match silence {
            Silence::Never => rsx! {
                span { class: "silence", {t("office.never-sent")} }
            },
            Silence::Imported => rsx! {
                span { class: "silence", {t("office.imported")} }
            },
            Silence::Days { days, long } if open => rsx! {
                span { class: "silence", class: if long { "silence-long" },
                    if long {
                        Icon { glyph: Glyph::Clock }
                    }
                    {tp("office.silent-days", &[("n", &days.to_string())])}
                }
            },
            Silence::Days { .. } | Silence::Recent => rsx! {},
        }
    }
}

/// What a line is called, and what stands below it in small.
pub fn headline(
    campaign: &Campaign,
    counts: &Counts,
    language: Language,
    key: &Key,
) -> (String, Option<String>) {
    match key {
        Key::Form(code) => (code.clone(), Some(name::form(campaign, language, code))),
        Key::Area(code) if code == PROVINCE => (t("office.provincial"), None),
        Key::Area(code) | Key::Place(code) => {
            (name::place(campaign, language, code), campaign.places.within(code))
        }
        Key::Quota { form, place } => (
            name::place_in_full(campaign, language, place),
            Some(format!("{form} · {}", name::form(campaign, language, form))),
        ),
        Key::Interviewer(username) => {
            let row = counts.interviewers.iter().find(|row| row.username == *username);
            let places = row.map(|row| {
                let shown: Vec<_> =
                    row.places.iter().map(|code| name::place(campaign, language, code)).collect();
                if shown.is_empty() { t("office.no-places") } else { shown.join(", ") }
            });
            (name::person(row.map(|row| row.name.as_str()).unwrap_or_default(), username), places)
        }
    }
}

/// What a line opens to: a form to its quotas, a place of a level to what lies in it, a place to its forms.
fn opens(campaign: &Campaign, view: &FieldworkAddress, key: &Key) -> Option<FieldworkAddress> {
    let to = |by| FieldworkAddress { by, sort: None, ..view.clone() };
    match key {
        Key::Form(code) => Some(FieldworkAddress { form: Some(code.clone()), ..to(Grouping::Quota) }),
        Key::Area(code) => Some(into_area(campaign, view, code)),
        Key::Place(code) => Some(FieldworkAddress { place: Some(code.clone()), ..to(Grouping::Quota) }),
        Key::Quota { .. } | Key::Interviewer(_) => None,
    }
}

/// The ballots behind a number; planned ones do not exist, and the list knows single places only.
fn ballots(key: &Key, column: Count) -> Option<BallotsAddress> {
    let status = match column {
        Count::Valid => Some(Status::Valid),
        Count::ScreenedOut => Some(Status::ScreenedOut),
        Count::Pending => Some(Status::Pending),
        Count::Rejected => Some(Status::Rejected),
        Count::Received => None,
        _ => return None,
    };
    let view = BallotsAddress { status, ..BallotsAddress::default() };
    match key.clone() {
        Key::Form(form) => Some(BallotsAddress { form: Some(form), ..view }),
        Key::Place(place) => Some(BallotsAddress { place: Some(place), ..view }),
        Key::Quota { form, place } => Some(BallotsAddress { form: Some(form), place: Some(place), ..view }),
        Key::Interviewer(username) => Some(BallotsAddress { interviewer: Some(username), ..view }),
        Key::Area(_) => None,
    }
}

fn hooks(key: &Key) -> (Option<String>, Option<String>) {
    match key {
        Key::Form(form) => (Some(form.clone()), None),
        Key::Place(place) | Key::Area(place) => (None, Some(place.clone())),
        Key::Quota { form, place } => (Some(form.clone()), Some(place.clone())),
        Key::Interviewer(_) => (None, None),
    }
}
