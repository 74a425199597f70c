//! The first page of who comes with a code: who asks, what becomes of the data, and the two ways on. Nothing is chosen beforehand.

use maud::{Markup, html};
use shared::message::date;

use super::frame::{self, Guest};
use crate::service::flags::lies;
use crate::service::respond::Visit;
use crate::store::Stage;

/// The page.
pub fn page(guest: &Guest, it: &Visit) -> String {
    let campaign = &it.known.campaign;
    let settings = &campaign.settings;
    let (office, title) = (guest.name(&settings.office), guest.name(&settings.title));
    let lead = if office.is_empty() { "respond.lead" } else { "respond.lead_office" };
    let place = lies(campaign, &it.invitation.place);
    let last = it.invitation.last_day.min(settings.survey_closes);
    let body = html! {
        @if it.invitation.stage == Stage::Refused { p.note role="status" { (guest.say("respond.refused")) } }
        p { (guest.say("respond.greeting")) }
        p { (guest.tell(lead, &[("office", office), ("campaign", title)])) }
        @if !guest.name(&place).is_empty() { p { (guest.tell("respond.place", &[("place", guest.name(&place))])) } }
        p { (guest.tell("respond.until", &[("day", &date(&last.to_string()))])) }
        p.note { (guest.say("respond.apart")) }
        (notice(guest, it))
        h2 #consent { (guest.say("respond.consent")) }
        p { (guest.say("respond.consent_why")) }
        form method="post" action=(guest.to(&[])) aria-labelledby="consent" {
            div.ways {
                button.main name="step" value="agree" { (guest.say("respond.agree")) }
                @if it.invitation.stage != Stage::Refused { button name="step" value="refuse" { (guest.say("respond.refuse")) } }
            }
        }
    };
    frame::page(guest, settings, &guest.say("respond.title"), &body)
}

/// What the campaign says of the data: who answers for it, what for, until when, whom to ask.
fn notice(guest: &Guest, it: &Visit) -> Markup {
    let settings = &it.known.campaign.settings;
    let notice = &settings.notice;
    let until = notice.kept_until.map(|day| date(&day.to_string())).unwrap_or_default();
    let controller = [&notice.controller, &settings.office].map(|name| guest.name(name));
    let controller = controller.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let said = [
        ("respond.controller", controller),
        ("respond.collected", guest.name(&notice.collected)),
        ("respond.purpose", guest.name(&notice.purpose)),
        ("respond.kept_until", &*until),
        ("respond.contact", guest.name(&notice.contact)),
    ];
    let said: Vec<_> = said.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    html! { @if !said.is_empty() {
        h2 { (guest.say("respond.data")) }
        dl { @for (key, value) in said { dt { (guest.say(key)) } dd { (value) } } }
    } }
}
