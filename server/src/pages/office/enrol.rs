//! What a tablet shows that opened the link by which it is enrolled: for whom it is, that it is done, or why not.

use maud::{Markup, PreEscaped, html};
use shared::message::{Language, problem, text};
use shared::problem::Problem;

use super::frame::STYLE;
use crate::pages::address::escaped;
use crate::pages::annex::whole;
use crate::pages::words::say;
use crate::service::enrol::Opened;

/// Leads to the app, once the browser is signed in; the answer's policy names its digest.
pub const SCRIPT: &str = include_str!("enrolled.js");

/// A link that may be used.
pub struct Offer {
    /// Its code, as the address has it.
    pub code: String,
    /// What it is for.
    pub opened: Opened,
}

/// Asks whether this is to be that person's tablet: what looks at links by itself presses no button.
pub fn offer(language: Language, it: &Offer) -> String {
    let person = [("person", &*it.opened.name), ("account", &*it.opened.account)];
    page(
        language,
        &html! {
            p.of { (it.opened.title.get(language.code())) }
            h1 { (say(language, "enrol.title")) }
            p { (text(language, "enrol.whose", &person)) }
            p { (say(language, "enrol.others")) }
            form method="post" action=(format!("/e/{}", escaped(&it.code))) { button { (say(language, "enrol.now")) } }
        },
    )
}

/// Leads to the app.
pub fn enrolled(language: Language) -> String {
    page(
        language,
        &html! {
            h1 { (say(language, "enrol.title")) }
            p role="status" { (say(language, "enrol.done")) }
            p { a href="/" { (say(language, "enrol.open")) } }
            script { (PreEscaped(SCRIPT)) }
        },
    )
}

/// Says why it enrols nothing.
pub fn shut(language: Language, why: &Problem) -> String {
    page(
        language,
        &html! {
            h1 { (say(language, "enrol.title")) }
            p role="alert" { (problem(language, why)) }
            p { a href="/" { (say(language, "results.home")) } }
        },
    )
}

fn page(language: Language, body: &Markup) -> String {
    whole(language, &say(language, "enrol.title"), STYLE, &html! { main { (body) } })
}
