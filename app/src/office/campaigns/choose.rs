//! The package is chosen: a .zip or the workbooks together, by the browser's own dialog or dropped; or the sample.

use dioxus::html::{FileData, HasFileData as _};
use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::CheckedPackage;

use super::gather::{gathered, is_small};
use crate::net;
use crate::ui::drop::{Drop, forget};
use crate::ui::{Button, Glyph, Notice, Progress, Tone, problem_text, t, tp};

/// The id of the browser's own control.
const FILE: &str = "package-file";

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    /// Nothing was chosen.
    #[default]
    Idle,
    /// So many KB of so many have gone.
    Going(String, u32, u32),
    /// It is here, and is read.
    Read(String),
    /// It was not.
    Failed(Problem),
}

async fn check(files: Vec<FileData>, mut state: Signal<State>) -> Result<CheckedPackage, Problem> {
    is_small(files.iter().map(FileData::size))?;
    let mut read = Vec::new();
    for file in files {
        let unreadable = |_| Problem::new("file.unreadable");
        read.push((file.name(), file.read_bytes().await.map_err(unreadable)?.to_vec()));
    }
    let chosen = gathered(read)?;
    let (name, total) = (chosen.name.clone(), kb(chosen.zip.len() as u64));
    state.set(State::Going(name.clone(), 0, total));
    let progress = move |gone| {
        let gone = kb(gone);
        state.set(if gone < total {
            State::Going(name.clone(), gone, total)
        } else {
            State::Read(name.clone())
        });
    };
    net::check_package(&chosen.name, &chosen.zip, progress).await
}

fn kb(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX)
}

/// The field; `oncheck` gets what the server says, and nothing as soon as something else is chosen: what was said of the
/// choice before is of that one alone.
#[component]
pub fn Choose(oncheck: EventHandler<Option<CheckedPackage>>) -> Element {
    let mut state = use_signal(State::default);
    let is_busy = move || matches!(*state.peek(), State::Going(..) | State::Read(_));
    let mut answered = move |answer: Result<CheckedPackage, Problem>| match answer {
        Ok(checked) => {
            state.set(State::Idle);
            oncheck.call(Some(checked));
        }
        Err(problem) => state.set(State::Failed(problem)),
    };
    let take = move |files: Vec<FileData>| {
        if files.is_empty() || is_busy() {
            return;
        }
        oncheck.call(None);
        spawn(async move { answered(check(files, state).await) });
    };
    let sample = move |_| async move {
        if is_busy() {
            return;
        }
        oncheck.call(None);
        state.set(State::Read(t("packages.sample")));
        answered(net::check_sample().await);
    };
    rsx! {
        section { class: "panel", "aria-labelledby": "package-choose",
            h2 { id: "package-choose", {t("packages.choose")} }
            Drop { ondrop: move |event: DragEvent| take(event.files()),
                p { {t("packages.drop")} }
                div { class: "card-actions",
                    // The browser's own control speaks the browser's language; it lies unseen over ours.
                    label { class: "button button-primary file-choice", r#for: FILE,
                        {t("packages.file")}
                        input {
                            id: FILE,
                            r#type: "file",
                            multiple: true,
                            accept: ".zip,.xlsx",
                            onchange: move |event: FormEvent| {
                                let files = event.files();
                                forget(&event);
                                take(files);
                            },
                        }
                    }
                    Button { glyph: Glyph::List, "data-do": "sample", onclick: sample, {t("packages.load-sample")} }
                }
            }
            match state() {
                State::Idle => rsx! {},
                State::Going(name, gone, total) => rsx! {
                    Progress { done: gone, total, label: tp("packages.going", &[("name", &name), ("gone", &gone.to_string()), ("total", &total.to_string())]) }
                },
                State::Read(name) => rsx! {
                    p { role: "status", {tp("packages.reading", &[("name", &name)])} }
                },
                State::Failed(problem) => rsx! {
                    div { "data-refused": "{problem.code}",
                        Notice { tone: Tone::Error, title: t("packages.not-checked"),
                            p { {problem_text(&problem)} }
                        }
                    }
                },
            }
        }
    }
}
