//! Opens an interview: from the store, with what a crash of the store has left in memory.

use std::rc::Rc;

use dioxus::prelude::*;
use futures::join;
use shared::campaign::Campaign;
use shared::form::Meta;
use shared::form::Moment;
use shared::problem::Problem;
use uuid::Uuid;

use super::super::course::Course;
use super::interview::{DRAWN_AT_ONCE, Facts, Interview, Stage};
use super::rescue;
use super::sealed::Sealed;
use super::stage::StageView;
use crate::address::Address;
use crate::device;
use crate::device::protocol::{Draft, OutboxItem};
use crate::field::names;
use crate::platform::{Stopwatch, offset};
use crate::ui::{LANGUAGE, Notice, Opening as Waiting, SESSION, Tone, problem_text, t};

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
struct Opened {
    id: Uuid,
    course: CopyValue<Course>,
    facts: Facts,
    /// Questions, or what comes before the first.
    stage: Stage,
}

impl PartialEq for Opened {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// What an address of an interview leads to.
enum Found {
    Interview(Rc<Opened>),
    /// It is finished: its thanks are shown again.
    Sealed(OutboxItem),
}

/// All that is needed is asked for at once.
async fn find(campaign: &str, id: Uuid) -> Result<Found, Problem> {
    let (draft, state, campaign) = join!(device::open_draft(id), device::state(), device::campaign(campaign));
    match draft {
        Ok(draft) => {
            let campaign = campaign.ok().filter(|it| it.settings.id == draft.card.campaign);
            let meta = meta(&draft, state?.device);
            open(id, draft, meta, campaign).await.map(|opened| Found::Interview(Rc::new(opened)))
        }
        Err(problem) => sealed(id).await.map(Found::Sealed).ok_or(problem),
    }
}

/// A ballot of this person that was sealed here.
async fn sealed(id: Uuid) -> Option<OutboxItem> {
    let username = SESSION.peek().person().map(|person| person.username.clone());
    device::sealed(id).await.ok()?.filter(|item| item.interviewer == username && item.reason.is_none())
}

async fn open(id: Uuid, draft: Draft, meta: Meta, campaign: Option<Rc<Campaign>>) -> Result<Opened, Problem> {
    let mut course = Course::resume(&draft, meta, super::way::remembered())?;
    for (path, value) in rescue::take(id) {
        let Ok(Some(write)) = course.answer(&path, &value) else { continue };
        match device::save_answer(id, &write.path, write.value.as_deref(), write.seq).await {
            Ok(_) => {
                course.confirm(&write);
            }
            Err(why) => course.lose(&write, why),
        }
    }
    // Also what has answers already: it was begun before the campaign asked, or is done again, and who answers anew agrees anew.
    let asks = campaign.as_ref().is_some_and(|it| it.settings.notice.is_said());
    let stage = if asks && draft.consented_ms.is_none() { Stage::Consent } else { Stage::Asking };
    Ok(Opened { id, course: CopyValue::new(course), facts: Facts { card: draft.card, campaign }, stage })
}

fn meta(draft: &Draft, device: Uuid) -> Meta {
    let started = draft.card.started;
    Meta {
        started: Moment { at: started, offset: offset(&draft.timezone, started) },
        finished: None,
        device: device.to_string(),
        username: SESSION.peek().person().map(|person| person.username.clone()).unwrap_or_default(),
    }
}

#[component]
fn Opening(campaign: String, draft: Uuid) -> Element {
    let asked = campaign.clone();
    let opened = use_resource(move || {
        let campaign = asked.clone();
        async move { find(&campaign, draft).await }
    });
    match &*opened.read() {
        None => rsx! {
            Waiting { text: t("field.opening") }
        },
        Some(Err(problem)) => rsx! {
            Notice { tone: Tone::Error, heading: true, title: t("field.not-opened"),
                p { {problem_text(problem)} }
                Link { class: "button", to: Address::Board { campaign }, {t("common.to-board")} }
                Link { class: "button", to: Address::Outbox, {t("field.to-outbox")} }
            }
        },
        Some(Ok(Found::Interview(opened))) => rsx! {
            Running { opened: Rc::clone(opened) }
        },
        Some(Ok(Found::Sealed(item))) => rsx! {
            Sealed {
                ballot: item.id,
                held: item.held,
                campaign: item.campaign.clone(),
                form: item.form.clone(),
                place: item.place.clone(),
                place_name: names::of_ballot(item, LANGUAGE()),
            }
        },
    }
}

#[component]
fn Running(opened: Rc<Opened>) -> Element {
    let interview = Interview {
        course: opened.course,
        changes: use_signal(|| 0),
        taken: use_signal(|| 0),
        drawn: use_hook(CopyValue::default),
        facts: use_signal(|| opened.facts.clone()),
        stage: use_signal(|| opened.stage),
        trouble: use_signal(|| None),
        spent: use_signal(Stopwatch::start),
        shown: use_signal(Stopwatch::start),
        drawn_units: use_signal(|| DRAWN_AT_ONCE),
        sought: use_signal(String::new),
        navigator: use_navigator(),
    };
    use_context_provider(|| interview);
    use_effect(move || interview.come_up());
    rsx! {
        StageView {}
    }
}
