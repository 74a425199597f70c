//! Appraisal: lists to begin with, by leaf or by unit, and a list of work.

use dioxus::prelude::*;

use super::list::WorkList;
use super::overview::{LeafList, UnitList};
use crate::address::{Address, AppraisalAddress, Work};
use crate::ui::{t, use_title};

/// The address of a view.
pub fn to(campaign: &str, work: &Work) -> Address {
    Address::Appraisal { campaign: campaign.to_owned(), view: AppraisalAddress::from(work) }
}

/// Appraisal.
#[component]
pub fn Appraisal(campaign: ReadSignal<String>, view: ReadSignal<AppraisalAddress>) -> Element {
    let work = use_memo(move || view.read().work());
    use_title(t("appraisal.title"));
    let (by_unit, chosen) = {
        let work = work.read();
        (work.by_unit, if work.by_unit { work.unit.is_some() } else { work.leaf.is_some() })
    };
    match (by_unit, chosen) {
        (_, true) => rsx! {
            WorkList { campaign, work }
        },
        (false, false) => rsx! {
            LeafList { campaign, work }
        },
        (true, false) => rsx! {
            UnitList { campaign, work }
        },
    }
}

/// By leaf or by unit.
#[component]
pub fn Ways(campaign: String, by_unit: bool) -> Element {
    rsx! {
        nav { class: "switch", "aria-label": t("appraisal.ways"),
            for by in [false, true] {
                Link {
                    key: "{by}",
                    class: "switch-choice",
                    to: to(&campaign, &Work { by_unit: by, ..Work::default() }),
                    "aria-current": if by == by_unit { "true" },
                    {t(if by { "appraisal.by-unit" } else { "appraisal.by-leaf" })}
                }
            }
        }
    }
}
