//! Survey points: a table of units and leaves for each unit type; a cell opens to what it is made of.

use dioxus::prelude::*;
use shared::wire::SurveyView;

use super::opened::Opened;
use super::table::PointsTable;
use crate::address::{Address, SurveyAddress};
use crate::net;
use crate::office::frame::{ByPointer, TypeSwitch, live_screen, use_live};
use crate::ui::{t, use_title};

/// The survey points of a campaign.
#[component]
pub fn Survey(campaign: ReadSignal<String>, view: ReadSignal<SurveyAddress>) -> Element {
    let live = use_live(move || campaign.cloned(), |id| async move { net::survey(&id).await });
    use_title(t("office.survey"));
    let above = rsx! {
        p { class: "lead", {t("office.survey-lead")} }
    };
    live_screen("office.survey", live, above, |found| {
        rsx! {
            Tables { campaign: campaign(), view: view(), found }
        }
    })
}

#[component]
fn Tables(campaign: String, view: SurveyAddress, found: ByPointer<SurveyView>) -> Element {
    let types: Vec<String> = found.tables.iter().map(|table| table.unit_type.clone()).collect();
    let chosen =
        view.unit_type.clone().filter(|code| types.contains(code)).or_else(|| types.first().cloned());
    let Some(at) = types.iter().position(|code| Some(code) == chosen.as_ref()) else {
        return rsx! {
            p { class: "empty", {t("office.no-leaves")} }
        };
    };
    let choices = types.iter().map(|code| {
        let view = SurveyAddress { unit_type: Some(code.clone()), cell: None };
        (code.clone(), Address::Survey { campaign: campaign.clone(), view })
    });
    rsx! {
        TypeSwitch { chosen: types[at].clone(), choices: choices.collect::<Vec<_>>() }
        // A list, so that another cell is another panel and takes the keyboard.
        for (unit , leaf) in view.cell.clone() {
            Opened {
                key: "{unit} {leaf}",
                campaign: campaign.clone(),
                found: found.clone(),
                unit_type: types[at].clone(),
                unit,
                leaf,
            }
        }
        PointsTable { campaign, found, at, view }
    }
}
