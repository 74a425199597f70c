//! One version of what was said of a leaf, and all the earlier ones.

use dioxus::prelude::*;
use shared::assessment::points_of;
use shared::campaign::Leaf;
use shared::wire::{Edition, Entry};

use super::given::Given;
use crate::desk::context::use_desk;
use crate::desk::plan::{of, stand};
use crate::ui::{number, t, tp};

/// Who said what, and when.
#[component]
pub fn Version(leaf: Leaf, version: Edition<Entry>) -> Element {
    let (desk, said) = (use_desk(), &version.said);
    let points = points_of(&leaf, said);
    rsx! {
        div { class: "leaf-version", "data-version": "{version.position}",
            p { class: "leaf-version-by", {tp("desk.version-by", &[("by", &desk.name_of(&version.by)), ("at", &desk.time(version.at))])} }
            p { class: "leaf-version-points",
                match points {
                    Some(points) => tp("desk.points", &[("n", &number(&points))]),
                    None => t("desk.no-points"),
                }
                if let Some(declared) = &said.declared {
                    " "
                    {tp("desk.declared-of", &[("done", &number(&declared.done)), ("out_of", &number(&declared.out_of))])}
                }
            }
            if !said.note.is_empty() {
                p { class: "leaf-version-note", "{said.note}" }
            }
            if !said.evidence.is_empty() {
                ul { class: "leaf-version-evidence",
                    for (nth , evidence) in said.evidence.iter().enumerate() {
                        li { key: "{nth}",
                            Given { evidence: evidence.clone() }
                        }
                    }
                }
            }
        }
    }
}

/// All versions that stand no more, the latest first.
#[component]
pub fn Earlier(code: String, leaf: Leaf) -> Element {
    let desk = use_desk();
    let book = desk.book.read();
    let record = of(&book.record, &code);
    let stands: Vec<i64> = stand(record).iter().map(|it| it.position).collect();
    let mut earlier: Vec<Edition<Entry>> = record.map(|record| record.entries.clone()).unwrap_or_default();
    earlier.retain(|it| !stands.contains(&it.position));
    earlier.reverse();
    if earlier.is_empty() {
        return rsx! {};
    }
    rsx! {
        details { class: "leaf-earlier",
            summary { {tp("desk.earlier", &[("n", &earlier.len().to_string())])} }
            for version in earlier {
                Version { key: "{version.position}", leaf: leaf.clone(), version }
            }
        }
    }
}
