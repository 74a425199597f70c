//! The interface as a page to read: by noun, with who may, what is asked for, and how a script calls.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::message::{Language, text};

use super::endpoint::Endpoint;
use crate::http::Access;
use crate::pages::office::STYLE;
use crate::pages::{other, whole};

/// Draws it.
pub fn page(routes: &[Access], language: Language) -> String {
    let say = |key: &str| text(language, key, &[]);
    let mut nouns: BTreeMap<&str, Vec<Endpoint>> = BTreeMap::new();
    for access in routes {
        let endpoint = Endpoint { access: *access };
        nouns.entry(endpoint.noun()).or_default().push(endpoint);
    }
    let (other, title) = (other(language), say("api.title"));
    let content = html! {
        header {
            a.skip href="#content" { (say("common.skip")) }
            p.of { "Parindex" }
            h1 { (title) }
            nav aria-label=(say("api.ways")) {
                a href="/api/openapi.json" { (say("api.openapi")) }
                a href="/" { (say("results.home")) }
                a lang=(other.code()) href=(format!("?lang={}", other.code())) { (text(other, "public.language", &[])) }
            }
        }
        main #content tabindex="-1" {
            p { (say("api.about")) }
            p { (say("api.token")) }
            p { (say("api.password")) }
            h2 #nouns { (say("api.nouns")) }
            ul { @for noun in nouns.keys() { li { a href=(format!("#{noun}")) { (noun) } } } }
            @for (noun, endpoints) in &nouns {
                h2 id=(noun) { (noun) }
                @for endpoint in endpoints { (told(*endpoint, language)) }
            }
        }
    };
    whole(language, &format!("{title} – Parindex"), STYLE, &content)
}

fn told(endpoint: Endpoint, language: Language) -> Markup {
    let say = |key: &str| text(language, key, &[]);
    let asked: Vec<&str> = endpoint.in_path().chain(endpoint.access.asks.iter().copied()).collect();
    html! {
        article id=(endpoint.name()) {
            h3 { (endpoint.summary(language)) }
            p { code { (endpoint.access.method) " " wbr; (endpoint.access.path) } }
            p { (text(language, "api.may", &[("who", &endpoint.who(language))])) }
            @if !asked.is_empty() {
                dl.made {
                    @for name in asked {
                        div { dt { code { (name) } } dd { (Endpoint::about(language, name)) } }
                    }
                }
            }
            p { (say("api.gives")) " " code { (endpoint.gives()) } }
            p { code { (endpoint.curl()) } }
        }
    }
}
