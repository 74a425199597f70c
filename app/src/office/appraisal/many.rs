//! Accepting all that carries no flag, and what became of it.

use dioxus::prelude::*;
use shared::assessment::is_open;
use shared::problem::Problem;
use shared::wire::{Accepted, Accepting, MOST_ACCEPTED, Phase, Role, Round, WorkRow};

use super::line::is_plain;
use super::list::TITLE;
use crate::office::frame::{ByPointer, use_followed};
use crate::office::name;
use crate::ui::{Button, Dialog, Glyph, LANGUAGE, Look, Notice, Tone, focus_on, may, problem_text, t, tp};
use crate::{net, platform};

/// What became of it: how many were accepted, and why others were not.
type Outcome = Result<(usize, Vec<Problem>), Problem>;

async fn accept(campaign: &str, leaves: Vec<Accepted>) -> Outcome {
    let calendar = net::calendar(campaign).await?;
    let second = is_open(&calendar, Phase::SecondAppraisal, None, platform::now());
    let round = if second { Round::Second } else { Round::First };
    let (mut accepted, mut refused) = (0, Vec::new());
    for leaves in leaves.chunks(MOST_ACCEPTED) {
        for answer in net::accept(campaign, &Accepting { round, leaves: leaves.to_vec() }).await? {
            match answer.refused {
                Some(problem) => refused.push(problem),
                None => accepted += 1,
            }
        }
    }
    Ok((accepted, refused))
}

/// The button, what it asks before, and what became of it.
#[component]
pub fn AcceptMany(campaign: String, rows: ByPointer<Vec<WorkRow>>, onchange: EventHandler<()>) -> Element {
    let followed = use_followed();
    let mut asking = use_signal(|| false);
    let mut busy = use_signal(|| false);
    let mut outcome = use_signal(|| None::<Outcome>);
    let plain = rows.iter().filter(|row| is_plain(row)).count();
    if !may(&[Role::Appraiser], Some(&campaign)) {
        return rsx! {};
    }
    let begin = move |_| {
        if busy() {
            return;
        }
        busy.set(true);
        asking.set(false);
        let campaign = campaign.clone();
        let leaves = rows.iter().filter(|row| is_plain(row)).filter_map(|row| {
            let (unit, leaf) = (row.unit.clone(), row.leaf.clone());
            Some(Accepted { id: platform::new_id(), unit, leaf, entry: row.entry? })
        });
        let leaves: Vec<Accepted> = leaves.collect();
        spawn(async move {
            outcome.set(Some(accept(&campaign, leaves).await));
            busy.set(false);
            onchange.call(());
            // The button may be gone.
            focus_on(TITLE);
        });
    };
    rsx! {
        if plain > 0 {
            div { class: "card-actions",
                Button { glyph: Glyph::Check, "data-do": "accept-many", onclick: move |_| asking.set(true),
                    {tp("appraisal.accept-many", &[("n", &plain.to_string())])}
                }
            }
        }
        match outcome() {
            None => rsx! {},
            Some(Ok((n, refused))) => rsx! {
                div { "data-accepted": "{n}",
                    Notice { tone: if refused.is_empty() { Tone::Good } else { Tone::Warning },
                        p { {tp("appraisal.accepted", &[("n", &n.to_string())])} }
                        for (nth , problem) in refused.iter().enumerate() {
                            p { key: "{nth}", {problem_text(&name::of_units(&followed.campaign.read(), LANGUAGE(), problem))} }
                        }
                    }
                }
            },
            Some(Err(problem)) => rsx! {
                Notice { tone: Tone::Error, p { {problem_text(&problem)} } }
            },
        }
        if asking() {
            Dialog {
                title: tp("appraisal.accept-many", &[("n", &plain.to_string())]),
                onclose: move |()| asking.set(false),
                actions: rsx! {
                    Button { onclick: move |_| asking.set(false), {t("office.cancel")} }
                    Button { look: Look::Primary, "data-do": "accept-these", onclick: begin, {t("appraisal.accept")} }
                },
                p { {t("appraisal.accept-many-text")} }
            }
        }
    }
}
