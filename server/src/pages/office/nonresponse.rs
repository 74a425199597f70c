//! Who did not answer, and why: sums by form and place, and what interviewers noted last.

use maud::{Markup, html};
use shared::ballot::NoAnswer;
use shared::message::problem;

use super::Reader;
use super::form_and_place::named;
use super::frame::{self, Here, Tab};
use crate::service::flags::Called;
use crate::service::nonresponses::Nonresponses;
use crate::store::NonresponseRow;

/// What a reason is called.
fn said(reader: &Reader, reason: NoAnswer) -> String {
    reader.say(&format!("missed.{}", reason.code()))
}

/// The page.
pub fn page(reader: &Reader, it: &Nonresponses) -> String {
    let body = html! {
        p { (reader.say("missed.lead")) }
        div.scroll { table {
            thead { tr {
                th scope="col" { (reader.say("invite.of")) }
                th.n scope="col" { (reader.say("invite.planned")) }
                @for reason in NoAnswer::ALL { th.n scope="col" { (said(reader, reason)) } }
                th.n scope="col" { (reader.say("missed.by_code")) }
            } }
            tbody { @for (of, sums) in &it.sums { tr data-of=(format!("{} {}", of.0, of.1)) {
                th scope="row" { (named(reader, &it.called, of)) }
                td.n { (reader.number(sums.planned)) }
                @for count in sums.reasons { td.n { (reader.number(count)) } }
                td.n { (reader.number(sums.by_code)) }
            } } }
        } }
        h2 { (reader.say("missed.noted")) }
        @if it.noted.is_empty() { p { (reader.say("missed.none")) } } @else {
            div.scroll { table {
                thead { tr { @for key in ["missed.when", "missed.who", "invite.of", "missed.why"] { th scope="col" { (reader.say(key)) } } } }
                tbody { @for noted in &it.noted { (row(reader, it, noted)) } }
            } }
            p { a href=(format!("{}?as=csv", reader.bare(&["nonresponse"]))) download { (reader.say("missed.table")) } }
        }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Nonresponse), &body)
}

fn row(reader: &Reader, it: &Nonresponses, noted: &NonresponseRow) -> Markup {
    let zone = &it.known.campaign.settings.timezone;
    let who = Called::name(&it.called.interviewers, &noted.interviewer, reader.language.code());
    html! { tr data-reason=(noted.reason.code()) {
        td { (reader.at(noted.noted, zone)) }
        td { (if who.is_empty() { &noted.interviewer } else { who }) }
        td { (named(reader, &it.called, &(noted.form.clone(), noted.place.clone()))) }
        td {
            (said(reader, noted.reason))
            @if !noted.doubts.is_empty() {
                p.hint { (reader.say("missed.doubted")) @for why in &noted.doubts { " " (problem(reader.language, why)) } }
            }
        }
    } }
}
