//! Two of one office on one leaf: what stands beside each other, or came in while one typed. A person chooses.

use dioxus::prelude::*;
use shared::assessment::Task;
use shared::campaign::Leaf;
use shared::typed::Words;
use shared::wire::{Edition, Entry};

use super::form::Typing;
use super::version::Version;
use crate::desk::context::{Desk, use_desk};
use crate::desk::plan::{of, stand};
use crate::ui::{Button, Glyph, Look, Notice, Tone, t, tp};

/// What there is to choose from: nothing, where one version stands that one has seen.
fn choices(desk: Desk, code: &str) -> (Vec<Edition<Entry>>, bool) {
    let stands = stand(of(&desk.book.read().record, code));
    let slips = desk.slips.read();
    let slip = slips.get(code).filter(|slip| slip.sent.is_none());
    // One has chosen already, and it is on its way.
    let chosen = slip.is_some_and(|slip| stands.iter().all(|it| slip.over.contains(&it.position)));
    let unseen = slip.is_some_and(|slip| stands.iter().any(|it| !slip.over.contains(&it.position)));
    let waits = slips.get(code).is_some_and(|slip| slip.sent.is_some());
    let to_choose = !chosen && !waits && (stands.len() > 1 || unseen);
    (if to_choose { stands } else { Vec::new() }, unseen)
}

/// The versions, each with a button that chooses it.
#[component]
pub fn Beside(code: String, leaf: Leaf, typing: Typing) -> Element {
    let desk = use_desk();
    let (stands, typed) = choices(desk, &code);
    if stands.is_empty() {
        return rsx! {};
    }
    let may = desk.may(Task::Score).is_ok();
    let over: Vec<i64> = stands.iter().map(|it| it.position).collect();
    let choose = move |words: Words| typing.choose(words, over.clone());
    let own = desk.slips.read().get(&code).map(|slip| slip.words.clone()).filter(|_| typed);
    rsx! {
        div { class: "leaf-beside", "data-beside": "{stands.len()}",
            Notice { tone: Tone::Warning, title: t(if typed { "desk.beside-typed" } else { "desk.beside" }),
                p { {t(if typed { "desk.beside-typed-text" } else { "desk.beside-text" })} }
                for version in stands.clone() {
                    div { key: "{version.position}", class: "leaf-choice",
                        Version { leaf: leaf.clone(), version: version.clone() }
                        if may {
                            Button {
                                glyph: Glyph::Check,
                                "data-do": "choose",
                                "data-by": "{version.by}",
                                onclick: {
                                    let (choose, words) = (choose.clone(), Words::from(&version.said));
                                    move |_| choose(words.clone())
                                },
                                {tp("desk.choose", &[("by", &desk.name_of(&version.by))])}
                            }
                        }
                    }
                }
                if let (Some(words), true) = (own, may) {
                    Button {
                        look: Look::Primary,
                        "data-do": "choose-typed",
                        onclick: {
                            let choose = choose.clone();
                            move |_| choose(words.clone())
                        },
                        {t("desk.choose-typed")}
                    }
                }
            }
        }
    }
}
