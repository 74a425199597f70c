//! The index: rank, points, total and class of each unit; who is incomplete and why.

use dioxus::prelude::*;
use shared::wire::IndexView;

use super::opened::Opened;
use super::ranking::ranking;
use super::table::RankingTable;
use crate::address::{Address, IndexAddress};
use crate::net;
use crate::office::frame::{ByPointer, Further, TypeSwitch, live_screen, use_followed, use_live};
use crate::office::name;
use crate::platform::name_key;
use crate::ui::{LANGUAGE, t, use_title};

/// The index of a campaign.
#[component]
pub fn Index(campaign: ReadSignal<String>, view: ReadSignal<IndexAddress>) -> Element {
    let live = use_live(move || campaign.cloned(), |id| async move { net::index(&id).await });
    use_title(t("office.index"));
    let above = rsx! {
        Further { campaign: campaign(), page: "", text: "office.results" }
    };
    live_screen("office.index", live, above, |found| {
        rsx! {
            Tables { campaign: campaign(), view: view(), found }
        }
    })
}

#[component]
fn Tables(campaign: String, view: IndexAddress, found: ByPointer<IndexView>) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let tables = &found.tables;
    let chosen = view.unit_type.as_ref();
    let table = tables.iter().find(|table| Some(&table.unit_type) == chosen).or_else(|| tables.first());
    let Some(table) = table else {
        return rsx! {
            p { class: "empty", {t("office.no-leaves")} }
        };
    };
    let choices = tables.iter().map(|table| {
        let view = IndexAddress { unit_type: Some(table.unit_type.clone()), ..IndexAddress::default() };
        (table.unit_type.clone(), Address::Index { campaign: id.clone(), view })
    });
    let ranking = ranking(table, view.sort, |code| name_key(&name::unit(&campaign, LANGUAGE(), code)));
    let at = view.unit.as_ref().and_then(|code| table.units.iter().position(|unit| unit.unit == *code));
    let open = at.map(|at| (&table.units[at], table.sums.get(at).cloned().unwrap_or_default()));
    rsx! {
        TypeSwitch { chosen: table.unit_type.clone(), choices: choices.collect::<Vec<_>>() }
        // A list, so that another unit is another panel and takes the keyboard.
        for (unit , sums) in open {
            Opened {
                key: "{unit.unit}",
                campaign: id.clone(),
                view: view.clone(),
                unit_type: table.unit_type.clone(),
                unit: unit.clone(),
                sums,
            }
        }
        RankingTable {
            campaign: id.clone(),
            view: view.clone(),
            unit_type: table.unit_type.clone(),
            ranking,
        }
    }
}
