//! Appraisal: lists to begin with, by leaf or by unit, and a list of work.

use dioxus::prelude::*;
use shared::wire::Role;

use super::list::WorkList;
use super::overview::{LeafList, UnitList};
use super::time::Time;
use crate::address::{Address, AppraisalAddress, Work};
use crate::ui::{may, t, use_title};

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

/// By leaf or by unit; all, or without what is another appraiser's.
#[component]
pub fn Ways(campaign: String, work: Work) -> Element {
    let by = |by_unit| Work { by_unit, mine: work.mine, ..Work::default() };
    let ways = [false, true].map(|by_unit| {
        let key = if by_unit { "appraisal.by-unit" } else { "appraisal.by-leaf" };
        (key, by(by_unit), by_unit == work.by_unit)
    });
    let whose = [false, true].map(|mine| {
        let key = if mine { "appraisal.mine" } else { "appraisal.all" };
        (key, Work { mine, ..work.clone() }, mine == work.mine)
    });
    rsx! {
        Time {}
        div { class: "appraisal-ways",
            Switch { campaign: campaign.clone(), label: t("appraisal.ways"), choices: ways.to_vec() }
            if may(&[Role::Appraiser], Some(&campaign)) && (!work.by_unit || work.unit.is_some()) {
                Switch { campaign, label: t("appraisal.whose"), choices: whose.to_vec() }
            }
        }
    }
}

#[component]
fn Switch(campaign: String, label: String, choices: Vec<(&'static str, Work, bool)>) -> Element {
    rsx! {
        nav { class: "switch", "aria-label": "{label}",
            for (key , work , here) in choices {
                Link {
                    key: "{key}",
                    class: "switch-choice",
                    to: to(&campaign, &work),
                    "aria-current": if here { "true" },
                    {t(key)}
                }
            }
        }
    }
}
