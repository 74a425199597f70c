//! Whatever is answered, the session says of a definition what the cells say.

use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::form::engine::Defect;
use crate::form::example::{commune, meta, p7};
use crate::form::instance::{Instance, Meta};
use crate::form::plan::{Part, Plan as Cells};
use crate::form::properties::{Edits, any_expression, any_form, computing, edits, paths};
use crate::form::session::Violation;
use crate::form::xform;
use crate::form::xpath::number;
use crate::form::{FormDefinition, Kind, fits};

/// An interview in both engines. Which device and account it is, a session is not told yet.
fn both(definition: FormDefinition) -> (Instance, Session) {
    let plan = Arc::new(Cells::of(definition).unwrap());
    let alone = Meta { device: String::new(), username: String::new(), ..meta() };
    let zone = TimeZone::fixed(alone.started.offset);
    let around = Around { now: alone.started.at, zone, seed: 0 };
    let opened = Session::open_at(Plan::over(&plan), around, &commune()).unwrap();
    assert_eq!(opened.flaws, []);
    (Instance::on(plan, &commune(), alone), opened.session)
}

/// Answers both, where the answer is one of the question's kind: what is none the cells keep as a fault, and an XForm not at all.
fn answer(instance: &mut Instance, session: &mut Session, path: &str, text: &str) {
    let reference = session.reference(path).expect(path);
    let cell = session.cell_at(&reference).expect("a cell");
    let word = &session.plan.points[session.state.cells[cell as usize].point].word;
    let question = instance.definition().questions().find(|one| one.name == *word).expect("a question");
    let kept = instance.kept(path, text).expect("a question");
    let options: Vec<String> = match &question.kind {
        Kind::SelectOne(list) | Kind::SelectMultiple(list) => {
            instance.definition().choices[list].iter().map(|choice| choice.name.clone()).collect()
        }
        _ => Vec::new(),
    };
    if kept.is_empty() || fits(&question.kind, &kept, &options) {
        instance.set(path, Some(text)).expect("an open question");
        session.answer(&reference, &kept).expect("an open question");
    }
}

/// The reference of a node, seen from the `nth` unit.
fn reference(plan: &Cells, node: usize, nth: usize) -> String {
    let whole = path(plan, node);
    let Some(repeat) = plan.nodes[node].scope else { return whole };
    let inside = path(plan, plan.repeats[repeat].node + 1);
    format!("{inside}[{}]{}", nth + 1, &whole[inside.len()..])
}

fn agree(instance: &Instance, session: &Session) {
    let plan = &instance.plan;
    for node in 0..plan.nodes.len() {
        for nth in 0..instance.width(node) {
            let (at, cell) = (reference(plan, node, nth), instance.cell(node, nth));
            let number_of = session.cell_at(&at).expect("a cell of the same place");
            let other = &session.state.cells[number_of as usize];
            assert_eq!(other.holds.relevant, cell.holds.relevant, "{at} relevant");
            let Part::Question(question) = &plan.nodes[node].part else { continue };
            if !cell.holds.relevant {
                continue;
            }
            let said = session.tree.text(other.node);
            let same = match question.kind {
                // 2.50 is kept as it was typed here, and as 2.5 there.
                Kind::Integer | Kind::Decimal => number(&said) == number(&cell.own),
                _ => *said == *cell.own,
            };
            assert!(same, "{at}: {said} is not {}", cell.own);
            if plan.takes_answers(node) {
                assert_eq!(other.holds.required, cell.holds.required, "{at} required");
                let wrong = instance.defect(node, nth).map(|defect| match defect {
                    Defect::Required => Violation::Required,
                    Defect::Constraint => Violation::Constraint,
                    Defect::Type => panic!("{at} takes no such answer"),
                });
                assert_eq!(session.violation(number_of), wrong, "{at}");
            }
        }
    }
}

fn held(definition: FormDefinition, edits: &Edits) {
    let (mut instance, mut session) = both(definition);
    agree(&instance, &session);
    let paths = paths(&instance);
    for (path, text) in edits {
        answer(&mut instance, &mut session, path.get::<String>(&paths), text);
        agree(&instance, &session);
    }
}

proptest! {
    #[test]
    fn both_engines_say_the_same_after_every_answer(definition in any_form(), edits in edits()) {
        held(definition, &edits);
    }

    #[test]
    fn both_say_the_same_of_a_form_with_units_that_are_chosen(edits in edits()) {
        held(p7(), &edits);
    }

    #[test]
    fn both_compute_the_same(
        expression in any_expression(),
        edits in prop::collection::vec((any::<Index>(), select(&["", "3", "-2", "2.50", "A B", "2019-11-05", "SNV STP"][..])), 0..12),
    ) {
        held(computing(&expression), &edits);
    }
}

#[test]
fn a_definition_in_the_model_is_an_xform() {
    let form = modelled(&Cells::of(p7()).unwrap());
    let written = xform::write(&form);
    assert_eq!(xform::write(&xform::read(&written).unwrap()), written);
    for said in [
        "<departments jr:template=\"\">",
        "nodeset=\"/data/departments/departments\" chosen-in=\"/data/used\"",
    ] {
        assert!(written.contains(said), "{said} is not in {written}");
    }
}
