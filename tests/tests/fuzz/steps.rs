//! Interviews: the bytes say which form, and what is done in it step by step.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::tz::{TimeZone, offset};
use shared::form::model::Form;
use shared::form::session::{Around, Plan, Seen, Session};
use shared::form::tree::Tree;
use shared::form::xform;

use crate::change;
use crate::rounds::{Target, run};
use crate::seeds;

/// What is answered.
const ANSWERS: [&str; 20] = [
    "",
    "0",
    "1",
    "2",
    "-3",
    "7.5",
    "1e2",
    "40",
    "NaN",
    "x",
    "y",
    "x y",
    " hai  ba ",
    "<&>\"'",
    "2019-02-28",
    "9999-12-31",
    "2019-01-05T08:00:00+07:00",
    "08:00",
    "21.5 105.8 0 0",
    "jr:itext('a')",
];

/// More steps than these a walk has not.
const STEPS: usize = 60;

/// An interview of more places, or in which more choices are offered, is answered no further: looking at all of it takes the time.
const LARGE: usize = 10_000;

#[test]
fn steps_of_any_kind() {
    let change = |one: &[u8], other: &[u8], dice: &mut change::Dice| change::bytes(one, other, dice);
    let count = forms(<[Form]>::len) as u8;
    // Each form once, with steps of all kinds.
    let steps = || (0..90_u32).map(|n| (n * 37 % 251) as u8);
    let seeds = (0..count).map(|form| std::iter::once(form).chain(steps()).collect::<Vec<u8>>());
    run(&Target { name: "steps", seeds: seeds.collect(), change, attempt });
}

fn forms<T>(of: impl FnOnce(&[Form]) -> T) -> T {
    thread_local! { static FORMS: OnceCell<Vec<Form>> = const { OnceCell::new() } }
    let read = || seeds::xforms().iter().filter_map(|text| xform::read(text).ok()).take(200).collect();
    FORMS.with(|forms| of(forms.get_or_init(read)))
}

/// The bytes, one after the other.
struct Script<'b>(std::slice::Iter<'b, u8>);

impl Script<'_> {
    fn below(&mut self, bound: usize) -> Option<usize> {
        Some(usize::from(*self.0.next()?) % bound.max(1))
    }
}

fn attempt(bytes: &[u8]) -> BTreeSet<String> {
    let (which, steps) = bytes.split_first().unwrap_or((&0, &[]));
    let form = forms(|forms| forms[usize::from(*which) % forms.len()].clone());
    held(form, steps)
}

/// Holds an interview on a form, and says what came of it. What is sent is XML, and can be gone on with.
pub fn held(form: Form, steps: &[u8]) -> BTreeSet<String> {
    let now = "2026-11-29T01:02:03Z".parse().expect("a time");
    let around = Around { now, zone: TimeZone::fixed(offset(7)), seed: 1 };
    let (mut said, mut script) = (BTreeSet::new(), Script(steps.iter()));
    let plan = Arc::new(Plan::of(form));
    let mut session = match Session::open(Arc::clone(&plan), around.clone()) {
        Ok(opened) => opened.session,
        Err(flaws) => return flaws.into_iter().map(|flaw| flaw.problem.code).collect(),
    };
    for _ in 0..STEPS {
        match step(&mut session, &mut script) {
            Some(word) => drop(said.insert(word)),
            None => break,
        }
    }
    session.finish();
    said.insert(format!("{} wrong", session.validate().len().min(20)));
    let sent = session.submission();
    // Nothing is sent of a form that is not relevant as a whole.
    if sent.is_empty() {
        return said;
    }
    Tree::new().read(&sent).unwrap_or_else(|problem| panic!("what is sent is no XML: {problem:?} in {sent}"));
    if let Err(flaws) = Session::resume(plan, around, &sent) {
        panic!("what was sent cannot be gone on with: {flaws:?}");
    }
    said
}

/// Does one thing, and says what became of it.
fn step(session: &mut Session, script: &mut Script) -> Option<String> {
    let what = script.below(12)?;
    let all: Vec<Seen> = session.look_within(LARGE).filter(|all| all.len() < LARGE)?;
    let wanted = |seen: &&Seen| match what {
        0..=5 => seen.choices.is_none() && !seen.kind.starts_with("repeat") && seen.kind != "group",
        6 | 7 => seen.choices.is_some(),
        8..=10 => seen.kind.starts_with("repeat-range"),
        _ => true,
    };
    let some: Vec<&Seen> = all.iter().filter(wanted).collect();
    let Some(seen) = some.get(script.below(some.len())?) else { return Some("nothing there".to_owned()) };
    let (reference, kind) = (seen.reference.clone(), seen.kind);
    let (which, more) = (script.below(256)?, script.below(256)?);
    let done = match what {
        0..=5 => session.answer(&reference, ANSWERS[which % ANSWERS.len()]),
        6 | 7 => {
            let offered = seen.choices.iter().flatten().map(|one| one.value.clone());
            let mut chosen: Vec<String> = offered
                .enumerate()
                .filter(|(at, _)| which >> (at % 8) & 1 == 1)
                .map(|(_, value)| value)
                .collect();
            chosen.extend((more % 4 == 0).then(|| "not offered".to_owned()));
            session.choose(&reference, &chosen)
        }
        8 | 9 => session.add(&reference, which % 3),
        10 => session.remove(&reference, which % 4),
        _ => {
            let language = session.languages().nth(which % 3).unwrap_or("none").to_owned();
            session.speak(&language);
            // References that no form has.
            let odd = ["", "/", "//", "/d/r[0]", "/d/r[1]/", "/d/r[", "d", "/d/r[99999999999999999999]/n"]
                [more % 8];
            session.answer(odd, "1").and(session.answer(&format!("{reference}/no"), "1"))
        }
    };
    let code = done.err().map_or("done".to_owned(), |problem| problem.code);
    Some(format!("{kind} {what} {code}"))
}
