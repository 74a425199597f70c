//! The files that the unit gave already, at whichever leaf: one of them is named again and not sent again.

use dioxus::prelude::*;
use shared::ballot::Digest;

use super::choose::name_file;
use super::form::Typing;
use crate::desk::context::{Desk, use_desk};
use crate::ui::file_view::size_text;
use crate::ui::{Button, Dialog, Glyph, t};

/// The files that are not named here yet, the last first; those that wait on this device are among them.
fn others(desk: Desk, typing: Typing) -> Vec<(Digest, String, u64)> {
    let (book, parcels, words) = (desk.book.read(), desk.parcels.read(), typing.words.read());
    let waiting = parcels.iter().map(|(it, _)| (it.key.digest, it.name.clone(), it.bytes));
    let given = book.files.files.iter().map(|it| (it.digest, it.name.clone(), it.bytes));
    let named = |digest| words.evidence.iter().any(|it| it.said.file == Some(digest));
    let mut files: Vec<_> = given.chain(waiting).filter(|it| !named(it.0)).collect();
    files.reverse();
    files
}

/// The files to choose from.
#[component]
pub fn SharedFiles(typing: Typing, onclose: EventHandler<()>) -> Element {
    let desk = use_desk();
    let files = others(desk, typing);
    rsx! {
        Dialog {
            title: t("desk.given-files"),
            onclose,
            actions: rsx! {
                Button { onclick: move |_| onclose.call(()), {t("common.cancel")} }
            },
            p { {t("desk.given-files-text")} }
            if files.is_empty() {
                p { class: "field-hint", {t("desk.no-files")} }
            }
            ul { class: "leaf-shared",
                for (digest , name , bytes) in files {
                    li { key: "{digest}",
                        Button {
                            wide: true,
                            glyph: Glyph::File,
                            "data-do": "use-file",
                            "data-digest": "{digest}",
                            onclick: {
                                let name = name.clone();
                                move |_| {
                                    name_file(typing, digest, &name);
                                    onclose.call(());
                                }
                            },
                            span { class: "leaf-shared-name", "{name}" }
                            span { class: "field-hint", {size_text(bytes)} }
                        }
                    }
                }
            }
        }
    }
}
