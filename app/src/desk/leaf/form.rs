//! The fields of a leaf. What is typed goes to the store at once; a colleague's change comes in while nothing of one's own waits.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use shared::assessment::Task;
use shared::campaign::{Leaf, Rule};
use shared::problem::Problem;
use shared::typed::{Part, Subject, Words};
use shared::wire::Entry;

use super::beside::Beside;
use super::documents::Documents;
use super::fields::{Declared, Note, PointsField};
use super::kept::Kept;
use super::pen::write;
use super::version::Earlier;
use crate::desk::context::{Desk, use_desk};
use crate::desk::plan::{of, stand};
use crate::device::protocol::typed::Ask;
use crate::ui::{Notice, Tone, number, problem_text, steps_in_words, t, tp};

/// What is being typed of a leaf, or of a question about it.
#[derive(Clone, Copy, PartialEq)]
pub struct Typing {
    /// The fields.
    pub words: Signal<Words>,
    /// The versions that its author stands on.
    stood: Signal<Vec<i64>>,
    /// What it is typed of, as the text of a [`Subject`].
    of: Signal<String>,
    /// The leaf by whose rule it is judged and goes out as it is typed; an answer waits until a person sends it.
    leaf: Signal<Option<Leaf>>,
    desk: Desk,
}

impl Typing {
    /// What it is typed of, as the text of a [`Subject`].
    pub fn of(self) -> String {
        self.of.peek().clone()
    }

    /// The id of one of its fields; on one screen there may be those of several questions beside those of the leaf.
    pub fn id(self, field: &str) -> String {
        match Subject::of(&self.of.peek()) {
            Subject::Leaf(_) => field.to_owned(),
            Subject::Question { question, .. } => format!("answer-{question}-{field}"),
        }
    }

    /// Changes the fields, and has them kept, over the versions that one stands on.
    pub fn change(self, change: impl FnOnce(&mut Words)) {
        let mut words = self.words;
        change(&mut words.write());
        self.keep(self.stood.peek().clone(), false);
    }

    /// Takes these words over all that stands.
    pub fn choose(self, chosen: Words, over: Vec<i64>) {
        let (mut words, mut stood) = (self.words, self.stood);
        words.set(chosen);
        stood.set(over.clone());
        self.keep(over, true);
    }

    /// Shows what stands, once what was typed is given up.
    pub fn forget(self) {
        let (fresh, positions) = seed(self.desk, &self.of.peek());
        let (mut words, mut stood) = (self.words, self.stood);
        words.set(fresh);
        stood.set(positions);
    }

    /// Sends this, as a person asked for.
    pub fn send(self, entry: Entry) {
        self.tell(Some(entry), self.stood.peek().clone(), true);
    }

    fn keep(self, over: Vec<i64>, choosing: bool) {
        let entry = self.leaf.peek().as_ref().and_then(|leaf| self.words.peek().judged(leaf).ok());
        self.tell(entry, over, choosing);
    }

    fn tell(self, entry: Option<Entry>, over: Vec<i64>, choosing: bool) {
        let (key, words) = (self.desk.key(&self.of.peek()), Box::new(self.words.peek().clone()));
        write(Ask::Type { key, words, entry: entry.map(Box::new), over, choosing });
    }
}

/// What stands in the fields when nothing waits here: the one version, or one's own of several.
fn seed(desk: Desk, code: &str) -> (Words, Vec<i64>) {
    let stands = stand(of(&desk.book.read().record, code));
    let me = desk.me();
    let shown = stands.iter().rfind(|it| it.by == me).or(stands.last());
    shown.map(|it| (Words::from(&it.said), vec![it.position])).unwrap_or_default()
}

/// The fields of a leaf, or of a question where there is none, as one goes on with them.
pub fn use_typing(code: String, leaf: Option<Leaf>) -> Typing {
    let desk = use_desk();
    let typing = use_hook(|| {
        let (words, stood) = match desk.slips.peek().get(&code) {
            Some(slip) => (slip.words.clone(), slip.over.clone()),
            None => seed(desk, &code),
        };
        let (words, stood) = (Signal::new(words), Signal::new(stood));
        Typing { words, stood, of: Signal::new(code), leaf: Signal::new(leaf), desk }
    });
    use_effect(move || {
        let code = typing.of();
        let (mut words, mut stood) = (typing.words, typing.stood);
        if let Some(slip) = desk.slips.read().get(&code) {
            if slip.over != *stood.peek() {
                stood.set(slip.over.clone());
            }
            return;
        }
        let (fresh, positions) = seed(desk, &code);
        if positions != *stood.peek() {
            stood.set(positions);
            // What says the same stays as it is typed.
            if words.peek().read() != fresh.read() {
                words.set(fresh);
            }
        }
    });
    let key = use_hook(|| desk.key(&typing.of.peek()));
    use_drop(move || {
        spawn_forever(async move { write(Ask::Leave(key)) });
    });
    typing
}

/// What the unit says of a leaf: versions to choose from, the fields, the earlier versions.
#[component]
pub fn Said(code: String, leaf: Leaf) -> Element {
    let typing = use_typing(code.clone(), Some(leaf.clone()));
    rsx! {
        Beside { code: code.clone(), leaf: leaf.clone(), typing }
        Form { code: code.clone(), leaf: leaf.clone(), typing }
        Earlier { code, leaf }
    }
}

/// The form.
#[component]
fn Form(code: String, leaf: Leaf, typing: Typing) -> Element {
    let desk = use_desk();
    let may = desk.may(Task::Score);
    let readonly = may.is_err();
    let words = typing.words.read();
    let faults = words.judged(&leaf).err().unwrap_or_default();
    let fault = |part: Part| faults.iter().find(|it| it.0 == part).map(|it| in_words(&leaf, &it.1));
    let by_share = leaf.rule == Some(Rule::Ratio);
    rsx! {
        form { class: "leaf-form", "data-typed-form": "{code}", autocomplete: "off",
            onsubmit: move |event: FormEvent| event.prevent_default(),
            if desk.book.read().record.published.is_some() {
                Notice {
                    p { "data-barred": "true",
                        {t("desk.stage-published")}
                        ". "
                        a { href: desk.published(), {t("desk.published")} }
                    }
                }
            } else if let Err(barred) = may {
                Notice { tone: Tone::Warning,
                    p { "data-barred": "true", {desk.in_words(&barred.problem(&desk.unit()))} }
                }
            }
            if by_share {
                Declared { typing, leaf: leaf.clone(), readonly, error: fault(Part::Declared) }
                details { class: "leaf-by-hand", open: !words.points.is_empty(),
                    summary { {t("desk.by-hand")} }
                    PointsField { typing, leaf: leaf.clone(), readonly, error: fault(Part::Points) }
                }
            } else {
                PointsField { typing, leaf: leaf.clone(), readonly, error: fault(Part::Points) }
            }
            Note { typing, readonly, label: t("desk.note"), hint: t("desk.note-hint"), error: fault(Part::Note) }
            Documents {
                typing,
                readonly,
                error: fault(Part::Evidence),
                errors: of_documents(&faults),
            }
            Kept { typing, faulty: !faults.is_empty() }
        }
    }
}

/// What is refused of single pieces of evidence.
pub fn of_documents(faults: &[(Part, Problem)]) -> Vec<(usize, String)> {
    let of_one = |(part, problem): &(Part, Problem)| match part {
        Part::Document(nth) => Some((*nth, problem_text(problem))),
        _ => None,
    };
    faults.iter().filter_map(of_one).collect()
}

/// What is refused, with the rule of this leaf.
fn in_words(leaf: &Leaf, problem: &Problem) -> String {
    let max = number(&leaf.max_points);
    match problem.code.as_str() {
        "assessments.out_of_range" => tp("desk.fault-range", &[("max", &max)]),
        "assessments.off_step" => tp("desk.fault-step", &[("steps", &steps_in_words(leaf))]),
        _ => problem_text(problem),
    }
}
