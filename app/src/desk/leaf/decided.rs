//! What appraisers gave for a leaf, and why: read by the unit once it may.

use dioxus::prelude::*;
use shared::assessment::settled;
use shared::campaign::Leaf;

use crate::desk::context::use_desk;
use crate::desk::plan::of;
use crate::ui::{number, t, tp};

/// The points that stand.
#[component]
pub fn Decided(code: String, leaf: Leaf) -> Element {
    let desk = use_desk();
    let book = desk.book.read();
    let found = of(&book.record, &code).and_then(|record| settled(&record.appraisals));
    let Some(appraisal) = found.filter(|it| it.said.is_decision()) else { return rsx! {} };
    let max = number(&leaf.max_points);
    let points = appraisal.said.points.as_ref().map(number).unwrap_or_default();
    rsx! {
        section { class: "leaf-question", "aria-labelledby": "decided-title", "data-decided": "true",
            h2 { id: "decided-title", {t("desk.decided")} }
            p { class: "leaf-version-points",
                if appraisal.said.excused {
                    {t("desk.excused")}
                } else {
                    {tp("desk.decided-points", &[("points", &points), ("max", &max)])}
                }
            }
            if !appraisal.said.reason.is_empty() {
                p { class: "leaf-version-note", "{appraisal.said.reason}" }
            }
            p { class: "leaf-version-by",
                {tp("desk.version-by", &[("by", &desk.name_of(&appraisal.by)), ("at", &desk.time(appraisal.at))])}
            }
        }
    }
}
