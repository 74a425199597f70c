//! The page that says what is published, for who does not know its address.

use maud::html;
use shared::message::Language;
use shared::run::Heading;
use shared::wire::Publication;

use super::annex::{STYLE, other, whole};
use super::words::{decision, say};

/// The page.
pub fn page(all: &[(Publication, Heading)], language: Language) -> String {
    let other = other(language);
    let content = html! {
        main {
            header { h1 { (say(language, "public.list")) } }
            @if all.is_empty() { p { (say(language, "public.list_none")) } }
            ul { @for (publication, heading) in all {
                li {
                    a href={ "/p/" (heading.id) "?lang=" (language.code()) } { (heading.title.get(language.code())) } " "
                    span.with { (decision(language, publication, heading)) }
                    @if heading.simulated { " " (say(language, "public.simulated")) }
                }
            } }
            footer { p.screen lang=(other.code()) {
                a href={ "/p?lang=" (other.code()) } { (say(other, "public.language")) }
            } }
        }
    };
    whole(language, &say(language, "public.list"), STYLE, &content)
}
