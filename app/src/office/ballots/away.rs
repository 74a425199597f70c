//! Taking ballots away as files: links that the browser follows as downloads, with its own progress. What breaks off is shown
//! there as failed, and leaves no file.

use dioxus::prelude::*;
use shared::export::repeats;
use shared::form::FormDefinition;

use crate::office::frame::use_followed;
use crate::office::name;
use crate::ui::{LANGUAGE, t, tp};

/// The files that there are.
#[component]
pub fn TakeAway(campaign: String) -> Element {
    let followed = use_followed();
    let known = followed.campaign.read();
    let judged = |repeat: &str| {
        let of = known.definitions.iter().flat_map(FormDefinition::repeats).find(|it| it.name == repeat);
        of.map(|it| name::unit_type(&known, LANGUAGE(), &it.target.unit_type)).unwrap_or_default()
    };
    let language = LANGUAGE().code();
    let table = format!("/api/campaigns/{campaign}/ballots.csv?language={language}");
    rsx! {
        details { class: "legend take-away",
            summary { {t("office.take")} }
            p { class: "field-hint", {t("office.take-hint")} }
            ul {
                File { kind: "csv", href: table.clone(), words: t("office.take-csv") }
                for repeat in repeats(&known.definitions) {
                    File {
                        key: "{repeat}",
                        kind: "repeat",
                        href: "{table}&repeat={repeat}",
                        words: tp("office.take-repeat", &[("name", &judged(&repeat))]),
                    }
                }
                for (kind, words) in [
                    ("xlsx", t("office.take-xlsx")),
                    ("sav", t("office.take-sav")),
                    ("dta", t("office.take-dta")),
                ] {
                    File {
                        key: "{kind}",
                        kind,
                        href: "/api/campaigns/{campaign}/ballots.{kind}?language={language}",
                        words,
                    }
                }
                File {
                    kind: "jsonl",
                    href: "/api/campaigns/{campaign}/ballots.jsonl",
                    words: t("office.take-jsonl"),
                }
            }
            p { class: "field-hint",
                {tp("office.take-feed", &[("address", &format!("/odata/{campaign}"))])}
                " "
                a { href: "/api/docs", "data-take": "docs", {t("office.take-docs")} }
            }
        }
    }
}

#[component]
fn File(kind: String, href: String, words: String) -> Element {
    rsx! {
        li {
            a { href, download: "", "data-take": kind, "{words}" }
        }
    }
}
