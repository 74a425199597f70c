//! The list: each leaf with its points and how it stands.

use dioxus::prelude::*;

use crate::address::DeskAddress;
use crate::desk::context::use_desk;
use crate::desk::plan::{Domain, Line, State, sum};
use crate::ui::{Glyph, Icon, LANGUAGE, focus_on, number, t, tp, use_title};

/// The domain that was pressed on another screen: the list begins there.
pub static SOUGHT: GlobalSignal<Option<String>> = Signal::global(|| None);

/// All leaves.
#[component]
pub fn Leaves() -> Element {
    let desk = use_desk();
    let mut only_open = use_signal(|| false);
    use_title(t("desk.leaves"));
    use_effect(|| {
        let sought = SOUGHT.write().take();
        if let Some(code) = sought {
            focus_on(&head(&code));
        }
    });
    let plan = desk.plan();
    let open = plan.iter().flat_map(Domain::lines).filter(|line| line.state.is_open()).count();
    let shown = move |line: &&Line| !only_open() || line.state.is_open();
    let language = LANGUAGE().code();
    rsx! {
        h1 { {t("desk.leaves")} }
        label { class: "check leaves-only",
            input {
                r#type: "checkbox",
                name: "only-open",
                checked: only_open(),
                onchange: move |event| only_open.set(event.checked()),
            }
            span { {tp("desk.only-open", &[("n", &open.to_string())])} }
        }
        if only_open() && open == 0 {
            p { class: "lead", {t("desk.none-open")} }
        }
        for domain in &plan {
            if domain.lines().any(|line| shown(&line)) {
                section { key: "{domain.node.code}", class: "leaves-domain",
                    header { class: "leaves-domain-head",
                        h2 { id: head(&domain.node.code), tabindex: "-1", "{domain.node.code}. {domain.node.name.get(language)}" }
                        {
                            let sum = sum(domain.lines());
                            rsx! {
                                p { class: "leaves-sum",
                                    strong { "{number(&sum.points)}" }
                                    {tp("desk.of-points", &[("max", &number(&sum.maximum))])}
                                }
                            }
                        }
                    }
                    for section in &domain.sections {
                        if section.lines.iter().any(|line| shown(&line)) {
                            if section.lines.len() > 1 || section.lines[0].node.code != section.node.code {
                                h3 { class: "leaves-criterion",
                                    "{section.node.code}. {section.node.name.get(language)}"
                                }
                            }
                            ul { class: "leaves-list",
                                for line in section.lines.iter().filter(shown) {
                                    Row { key: "{line.node.code}", line: line.clone() }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The id of a domain's heading.
fn head(code: &str) -> String {
    format!("domain-{code}")
}

/// A leaf in the list.
#[component]
fn Row(line: Line) -> Element {
    let desk = use_desk();
    let (code, tone, glyph, key) = in_words(line.state);
    rsx! {
        li { class: "leaves-row", "data-leaf": "{line.node.code}", "data-state": code,
            Link { class: "desk-leaf", to: desk.at(DeskAddress::Leaf(line.node.code.clone())),
                span { class: "desk-leaf-code", "{line.node.code}" }
                span { class: "desk-leaf-name", {line.node.name.get(LANGUAGE().code())} }
            }
            span { class: "leaves-points",
                if line.is_scored() {
                    strong { {line.points.as_ref().map_or_else(|| "–".to_owned(), number)} }
                }
                {tp("desk.of-points", &[("max", &number(&line.leaf.max_points))])}
            }
            span { class: "leaves-state {tone}",
                Icon { glyph }
                span { {t(key)} }
            }
        }
    }
}

/// How a leaf stands: its name, colour, icon, words.
fn in_words(state: State) -> (&'static str, &'static str, Glyph, &'static str) {
    match state {
        State::Survey => ("survey", "is-plain", Glyph::Person, "desk.state-survey"),
        State::Asked => ("asked", "is-warning", Glyph::Flag, "desk.state-asked"),
        State::Missing => ("missing", "is-plain", Glyph::Pencil, "desk.state-missing"),
        State::Several => ("several", "is-warning", Glyph::Flag, "desk.state-several"),
        State::Faulty => ("faulty", "is-warning", Glyph::Warning, "desk.state-faulty"),
        State::Unsent => ("unsent", "is-info", Glyph::Tablet, "desk.state-unsent"),
        State::Done => ("done", "is-good", Glyph::Check, "desk.state-done"),
    }
}
