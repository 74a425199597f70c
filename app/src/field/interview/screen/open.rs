//! Opens an interview: from the store, with what a crash of the store has left in memory.

use dioxus::prelude::*;
use shared::form::Meta;
use shared::form::expr::Moment;
use shared::problem::Problem;
use uuid::Uuid;

use super::super::course::Course;
use super::desk::{Desk, Facts, Stage};
use super::rescue;
use super::stage::StageView;
use crate::platform::{Stopwatch, offset};
use crate::store;
use crate::store::protocol::Draft;
use crate::ui::{Notice, Route, SESSION, Tone, problem_text, t};

/// An interview. Another one gets another screen with a state of its own.
#[component]
pub fn InterviewScreen(campaign: String, draft: Uuid) -> Element {
    rsx! {
        for draft in [draft] {
            Opening { key: "{draft}", campaign: campaign.clone(), draft }
        }
    }
}

/// An interview that was opened; it is the same one as long as its id is.
#[derive(Clone)]
struct Opened {
    course: Course,
    facts: Facts,
}

impl PartialEq for Opened {
    fn eq(&self, other: &Self) -> bool {
        self.course.id == other.course.id
    }
}

async fn open(id: Uuid) -> Result<Opened, Problem> {
    let draft = store::open_draft(id).await?;
    let mut course = Course::resume(&draft, meta(&draft).await?, super::way::remembered())?;
    for (path, value) in rescue::take(id) {
        let Ok(Some(write)) = course.answer(&path, &value) else { continue };
        match store::save_answer(id, &write.path, write.value.as_deref(), write.seq).await {
            Ok(_) => {
                course.confirm(&write);
            }
            Err(why) => course.lose(&write, why),
        }
    }
    let campaign = store::package(&draft.card.campaign).await.ok().map(|package| package.campaign);
    Ok(Opened { course, facts: Facts { card: draft.card, campaign } })
}

async fn meta(draft: &Draft) -> Result<Meta, Problem> {
    let started = draft.card.started;
    Ok(Meta {
        started: Moment { at: started, offset: offset(&draft.timezone, started) },
        finished: None,
        device: store::state().await?.device.to_string(),
        username: SESSION.peek().person().map(|person| person.username.clone()).unwrap_or_default(),
    })
}

#[component]
fn Opening(campaign: String, draft: Uuid) -> Element {
    let opened = use_resource(move || open(draft));
    match &*opened.read() {
        None => rsx! {
            p { class: "opening", role: "status", {t("field.opening")} }
        },
        Some(Err(problem)) => rsx! {
            Notice { tone: Tone::Error, title: t("field.not-opened"),
                p { {problem_text(problem)} }
                Link { class: "button", to: Route::BoardScreen { campaign }, {t("field.to-board")} }
                Link { class: "button", to: Route::OutboxScreen {}, {t("field.to-outbox")} }
            }
        },
        Some(Ok(opened)) => rsx! {
            Running { opened: opened.clone() }
        },
    }
}

#[component]
fn Running(opened: Opened) -> Element {
    let Opened { course, facts } = opened;
    let desk = Desk {
        course: use_signal(|| course),
        facts: use_signal(|| facts),
        stage: use_signal(|| Stage::Asking),
        trouble: use_signal(|| None),
        spent: use_signal(Stopwatch::start),
        shown: use_signal(Stopwatch::start),
        sought: use_signal(String::new),
        navigator: use_navigator(),
    };
    use_context_provider(|| desk);
    use_effect(move || desk.come_up());
    rsx! {
        StageView {}
    }
}
