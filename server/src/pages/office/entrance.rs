//! The form for signing in where a page of the office was asked for: it needs no script, and leads to that page.

use maud::html;
use shared::message::Language;

use super::frame::STYLE;
use crate::pages::annex::whole;
use crate::pages::words::say;

/// Where the form stands, and what was filled in.
#[derive(Clone, Debug)]
pub struct Entrance {
    /// The address of the page that was asked for.
    pub to: String,
    /// The name of the account; empty where none was given yet.
    pub username: String,
}

impl Entrance {
    /// The language that the page's address names.
    pub fn language(&self) -> Option<&str> {
        let (_, query) = self.to.split_once('?')?;
        query.split('&').find_map(|pair| pair.strip_prefix("lang="))
    }
}

/// The page; `why` says what keeps the other one shut.
pub fn page(language: Language, it: &Entrance, why: &str) -> String {
    let content = html! {
        main {
            h1 { (say(language, "common.sign-in")) }
            p role="alert" { (why) }
            form method="post" action="/r" {
                input type="hidden" name="to" value=(it.to);
                label for="username" { (say(language, "common.username")) }
                input #username name="username" required maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false" value=(it.username);
                label for="password" { (say(language, "common.password")) }
                input #password name="password" type="password" required autocomplete="current-password";
                button type="submit" { (say(language, "common.sign-in")) }
            }
            p { a href="/" { (say(language, "results.home")) } }
        }
    };
    whole(language, &say(language, "common.sign-in"), STYLE, &content)
}
