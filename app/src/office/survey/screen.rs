//! Survey points: a table of units and leaves for each unit type; a cell opens to what it is made of.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::wire::SurveyView;

use super::opened::Opened;
use super::table::PointsTable;
use super::view::SurveyPlace;
use crate::net;
use crate::office::fieldwork::By;
use crate::office::frame::{Absent, Freshness, TypeSwitch, use_desk, use_live};
use crate::ui::{Route, t, use_title};

/// The survey points of a campaign.
#[component]
pub fn Survey(campaign: ReadSignal<String>, view: ReadSignal<SurveyPlace>) -> Element {
    let desk = use_desk();
    let live = use_live(
        move || (desk.beat)(),
        move || campaign.cloned(),
        |id| async move { net::survey(&id).await.map(Rc::new) },
    );
    use_title(t("office.survey"));
    let shown = live.shown();
    rsx! {
        section { class: "office-screen", "aria-labelledby": "survey-title",
            div { class: "office-line",
                h1 { id: "survey-title", {t("office.survey")} }
                Freshness { at: shown.at, problem: shown.problem.clone() }
            }
            p { class: "lead", {t("office.survey-lead")} }
            match shown.value {
                Some(found) => rsx! {
                    Tables { campaign: campaign(), view: view(), found: By(found) }
                },
                None => rsx! {
                    Absent { problem: shown.problem, onagain: move |()| live.ask() }
                },
            }
        }
    }
}

#[component]
fn Tables(campaign: String, view: SurveyPlace, found: By<SurveyView>) -> Element {
    let types: Vec<String> = found.0.tables.iter().map(|table| table.unit_type.clone()).collect();
    let chosen =
        view.unit_type.clone().filter(|code| types.contains(code)).or_else(|| types.first().cloned());
    let Some(at) = types.iter().position(|code| Some(code) == chosen.as_ref()) else {
        return rsx! {
            p { class: "empty", {t("office.no-leaves")} }
        };
    };
    let choices = types.iter().map(|code| {
        let view = SurveyPlace { unit_type: Some(code.clone()), cell: None };
        (code.clone(), Route::Survey { campaign: campaign.clone(), view })
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
