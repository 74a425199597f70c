//! What an import would change, sheet by sheet.

use dioxus::prelude::*;
use shared::campaign::{RowChange, RowChangeKind, SheetChange};

use crate::office::frame::TableFrame;
use crate::ui::{LANGUAGE, number, t, tp};

/// The list. Of a campaign that is new, rows are only counted.
#[component]
pub fn Changes(changes: Vec<SheetChange>) -> Element {
    rsx! {
        ul { class: "package-sheets",
            for change in changes {
                Sheet { key: "{change.sheet}", change }
            }
        }
    }
}

fn counted(change: &SheetChange) -> String {
    let counts = [
        ("packages.added", change.added),
        ("packages.changed", change.changed),
        ("packages.removed", change.removed),
    ];
    let counts = counts.into_iter().filter(|(_, n)| *n > 0);
    let mut parts: Vec<String> = counts.map(|(key, n)| tp(key, &[("n", &number(n))])).collect();
    if change.reordered {
        parts.push(t("packages.reordered"));
    }
    parts.join(", ")
}

#[component]
fn Sheet(change: SheetChange) -> Element {
    let all = change.added + change.changed + change.removed;
    let head = rsx! {
        strong { {t(&format!("packages.sheet.{}", change.sheet))} }
        " "
        span { {counted(&change)} }
    };
    if change.rows.is_empty() {
        return rsx! {
            li { class: "package-sheet", "data-sheet": "{change.sheet}", p { {head} } }
        };
    }
    rsx! {
        li { class: "package-sheet", "data-sheet": "{change.sheet}",
            details { open: change.rows.len() <= 12,
                summary { {head} }
                TableFrame { label: t(&format!("packages.sheet.{}", change.sheet)),
                    table { class: "office-table package-table",
                        thead {
                            tr {
                                th { scope: "col", {t("packages.row")} }
                                th { scope: "col", {t("packages.what")} }
                                th { scope: "col", {t("packages.cells")} }
                            }
                        }
                        tbody {
                            for (i , row) in change.rows.iter().enumerate() {
                                Row { key: "{i}", row: row.clone() }
                            }
                        }
                    }
                }
                if all > change.rows.len() {
                    p { {tp("packages.more-rows", &[("n", &number(all - change.rows.len()))])} }
                }
            }
        }
    }
}

#[component]
fn Row(row: RowChange) -> Element {
    let (key, class) = match row.kind {
        RowChangeKind::Added => ("packages.row-added", "tag tag-open"),
        RowChangeKind::Changed => ("packages.row-changed", "tag"),
        RowChangeKind::Removed => ("packages.row-removed", "tag tag-practice"),
    };
    let name = row.name.get(LANGUAGE().code());
    let nothing = |text: &str| if text.is_empty() { t("packages.nothing") } else { text.to_owned() };
    rsx! {
        tr { "data-row": "{row.key}",
            th { scope: "row",
                code { "{row.key}" }
                if !name.is_empty() {
                    span { class: "package-name", "{name}" }
                }
            }
            td { span { class, {t(key)} } }
            td {
                for cell in &row.cells {
                    p { key: "{cell.column}", class: "package-cell",
                        code { "{cell.column}" }
                        span { {tp("packages.from-to", &[("before", &nothing(&cell.before)), ("after", &nothing(&cell.after))])} }
                    }
                }
            }
        }
    }
}
