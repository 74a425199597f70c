//! Invitations to answer alone: how many are at which stage, forms that make them or take one back, and the codes, which are shown
//! once: to print and cut, or as CSV.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::campaign::{Campaign, Name};
use shared::export::guarded;
use shared::message::{date, problem};
use shared::problem::Problem;
use shared::sheet::csv::write_line;

use super::Reader;
use super::form_and_place::{choice, named};
use super::frame::{self, Here, Tab};
use super::picture::picture;
use crate::service::KnownCampaign;
use crate::service::flags::{Called, lies};
use crate::service::respond::{Batch, Made, Planned};
use crate::store::Stage;

const BEGINNING: &str = "\u{feff}code,address,form,place,place_name,last_day\n";

/// What the page is drawn of.
pub struct Shown<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What its codes are called.
    pub called: &'a Called,
    /// By form and place.
    pub planned: &'a BTreeMap<(String, String), Planned>,
    /// The key of this page: what is asked for twice by it is made once.
    pub key: &'a str,
    /// What was filled in, and why it was refused.
    pub refused: Option<(&'a BTreeMap<String, String>, Problem)>,
    /// Whether one was just taken back.
    pub withdrawn: bool,
}

/// The page.
pub fn page(reader: &Reader, it: &Shown) -> String {
    let was =
        |name: &str| it.refused.as_ref().and_then(|(filled, _)| filled.get(name)).map_or("", String::as_str);
    let last = it.campaign.settings.survey_closes.to_string();
    let asked = |of: &(String, String), planned: &Planned| it.called.asks(&of.0) && planned.ballots > 0;
    let asked: Vec<_> =
        it.planned.iter().filter(|(of, planned)| asked(of, planned)).map(|(of, _)| of).collect();
    let body = html! {
        p { (reader.say("invite.lead")) }
        @if it.withdrawn { p.note role="status" { (reader.say("invite.withdrawn")) } }
        @if let Some((_, why)) = &it.refused { p.error role="alert" { (problem(reader.language, why)) } }
        @if reader.is_admin {
            form method="post" action=(reader.to_newest(&["invitations"])) { fieldset {
                legend { (reader.say("invite.make")) }
                input type="hidden" name="key" value=(it.key);
                (choice(reader, it.called, &asked, was("of")))
                label for="number" { (reader.say("invite.number")) }
                input #number name="number" inputmode="numeric" maxlength="9" value=(was("number")) aria-describedby="as-planned";
                p.hint #as-planned { (reader.say("invite.as_planned")) }
                label for="day" { (reader.say("invite.last_day")) }
                input #day name="day" required maxlength="10" value=(if was("day").is_empty() { date(&last) } else { was("day").to_owned() });
                p.hint { (reader.say("invite.once")) }
                button name="as" value="page" { (reader.say("invite.as_page")) }
                button name="as" value="csv" { (reader.say("invite.as_csv")) }
            } }
        }
        @if reader.is_admin {
            form method="post" action=(reader.to_newest(&["invitations"])) { fieldset {
                legend { (reader.say("invite.withdraw")) }
                label for="code" { (reader.say("respond.code")) }
                input #code name="code" required maxlength="40" autocomplete="off" autocapitalize="none" spellcheck="false" value=(was("code"));
                p.hint { (reader.say("invite.withdraw_why")) }
                button name="as" value="withdraw" { (reader.say("invite.withdraw")) }
            } }
        }
        @let (with, without): (Vec<_>, Vec<_>) = it.planned.iter().partition(|(_, planned)| planned.stages.iter().any(|count| *count > 0));
        h2 { (reader.say("invite.stages")) }
        @if with.is_empty() { p { (reader.say("invite.none")) } } @else { (table(reader, it, &with)) }
        @if !without.is_empty() { details {
            summary { (reader.tell("invite.without", &[("n", &without.len().to_string())])) }
            (table(reader, it, &without))
        } }
    };
    frame::page(reader, &it.campaign.settings.title, Here::Tab(Tab::Invitations), &body)
}

/// What is planned and invited, a row for each form and place.
fn table(reader: &Reader, it: &Shown, rows: &[(&(String, String), &Planned)]) -> Markup {
    html! { div.scroll { table {
        thead { tr {
            th scope="col" { (reader.say("invite.of")) }
            th.n scope="col" { (reader.say("invite.planned")) }
            @for stage in Stage::ALL { th.n scope="col" { (reader.say(stage_key(stage))) } }
        } }
        tbody { @for (of, planned) in rows { tr {
            th scope="row" { (named(reader, it.called, of)) }
            td.n { (reader.number(planned.ballots)) }
            @for count in planned.stages { td.n { (reader.number(count)) } }
        } } }
    } } }
}

pub(super) fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Issued => "invite.issued",
        Stage::Begun => "invite.begun",
        Stage::Answered => "invite.answered",
        Stage::Refused | Stage::Declined => "invite.refused",
        Stage::Withdrawn => "invite.withdrawn_n",
    }
}

/// The codes, to print: each on a slip of its own, below `site`, the address of this server. `filled` is what asked for them.
pub fn slips(
    reader: &Reader,
    known: &KnownCampaign,
    made: &[(Made, Batch)],
    filled: &BTreeMap<String, String>,
    site: &str,
) -> String {
    let settings = &known.campaign.settings;
    let language = reader.language.code();
    let (title, contact) = (settings.title.get(language), settings.notice.contact.get(language));
    let slip = |code: &str, place: &Name, batch: &Batch| -> Markup {
        html! { article.slip {
            @let address = format!("{site}/a/{code}");
            @if let Some(picture) = picture(&address) { (picture) }
            p { strong { (title) } }
            @if !place.get(language).is_empty() { p { (reader.tell("respond.place", &[("place", place.get(language))])) } }
            p { (reader.tell("invite.slip", &[("site", &format!("{site}/a"))])) }
            p.main { (code) }
            p { (reader.say("invite.slip_link")) " " span { (address) } }
            p { (reader.tell("respond.until", &[("day", &date(&batch.last_day.to_string()))])) " " (reader.say("respond.apart"))
                @if !contact.is_empty() { " " (reader.tell("respond.ask", &[("contact", contact)])) } }
        } }
    };
    let made_n = if made.iter().any(|(it, _)| it.again) { "invite.again" } else { "invite.made" };
    let n: usize = made.iter().map(|(it, _)| it.codes.len()).sum();
    let body = html! {
        p.note.screen role="status" { (reader.tell(made_n, &[("n", &n.to_string())])) }
        @if made.iter().all(|(_, batch)| batch.key.is_some()) {
            form method="post" action=(reader.to_newest(&["invitations"])) {
                @for (name, value) in filled.iter().filter(|(name, _)| ["key", "of", "number", "day"].contains(&&***name)) {
                    input type="hidden" name=(name) value=(value);
                }
                button name="as" value="again" { (reader.say("invite.same_as_csv")) }
            }
        }
        @for (made, batch) in made {
            @let place = lies(&known.campaign, &batch.place);
            @for code in &made.codes { (slip(&code.to_string(), &place, batch)) }
        }
    };
    frame::page(reader, &settings.title, Here::Codes, &body)
}

/// The same as CSV, none of whose cells is run.
pub fn csv(known: &KnownCampaign, made: &[(Made, Batch)], site: &str) -> String {
    let mut text = BEGINNING.to_owned();
    for (made, batch) in made {
        let (place, last_day) = (lies(&known.campaign, &batch.place).vi, batch.last_day.to_string());
        for code in &made.codes {
            let code = code.to_string();
            let address = format!("{site}/a/{code}");
            let cells = [&*code, &address, &batch.form, &batch.place, &place, &last_day];
            write_line(&mut text, cells.map(|cell| guarded(cell).into_owned()));
        }
    }
    text
}
