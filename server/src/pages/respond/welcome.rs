//! The first page of who comes with a code: who asks, what becomes of the data, and the two ways on. Nothing is chosen beforehand. Who
//! refused is thanked, and finds the same behind one more press.

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
    let invited = html! {
        @if it.invitation.stage == Stage::Begun { p.note role="status" { (guest.say("respond.told_anew")) } }
        p { (guest.say("respond.greeting")) }
        p { (guest.tell(lead, &[("office", office), ("campaign", title)])) }
        @if !guest.name(&place).is_empty() { p { (guest.tell("respond.place", &[("place", guest.name(&place))])) } }
        p { (guest.tell("respond.until", &[("day", &date(&last.to_string()))])) }
        p.note { (guest.say("respond.apart")) }
        (notice(guest, it))
        h2 #consent { (guest.say("consent.asked")) }
        p { (guest.say("respond.consent_why")) }
        form method="post" action=(guest.to(&[])) aria-labelledby="consent" {
            div.ways {
                button.main name="step" value="agree" { (guest.say("consent.agree")) }
                @if it.invitation.stage != Stage::Refused { button name="step" value="refuse" { (guest.say("consent.refuse")) } }
            }
        }
    };
    if it.invitation.stage != Stage::Refused {
        return frame::page(guest, settings, &guest.say("respond.title"), &invited);
    }
    let thanked = html! {
        p role="status" { (guest.say("respond.refused")) }
        details {
            summary { (guest.say("respond.after_all")) }
            (invited)
        }
    };
    frame::page(guest, settings, &guest.say("respond.thanks"), &thanked)
}

/// What the campaign says of the data: who answers for it, what for, until when, whom to ask.
fn notice(guest: &Guest, it: &Visit) -> Markup {
    let settings = &it.known.campaign.settings;
    let form = it.known.campaign.definition(&it.invitation.form);
    let said = form.map(|form| settings.notice.told(&settings.office, form, guest.language.code(), it.today));
    let said = said.unwrap_or_default();
    html! { @if !said.is_empty() {
        h2 { (guest.say("consent.data")) }
        dl { @for (key, value) in said { dt { (guest.say(key)) } dd { (value) } } }
    } }
}
