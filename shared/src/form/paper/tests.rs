//! Forms on paper: numbers, conditions, fields, tables, and the sheet of its own.

use std::collections::BTreeMap;

use super::*;
use crate::form::example::{form, group, question, repeat};

fn asked(name: &str, kind: Kind, relevant: Option<&str>) -> Node {
    Node::Question(Question { relevant: relevant.map(str::to_owned), ..question(name, kind) })
}

fn definition(relevant: &str) -> FormDefinition {
    let list = || Kind::SelectOne("yesno".to_owned());
    let mut form = form(vec![
        asked("start", Kind::Start, None),
        group("about", vec![asked("did", list(), None), asked("age", Kind::Integer, None)]),
        asked("told", Kind::Note, None),
        repeat(
            "units",
            "department",
            Scope::All,
            vec![asked(UNIT, Kind::Text, None), asked("rate", list(), Some(relevant))],
        ),
        asked("why", Kind::Text, None),
    ]);
    let option = |name: &str| Choice { name: name.to_owned(), label: Text::new(), percent: None };
    form.choices.insert("yesno".to_owned(), vec![option("yes"), option("no"), option("dk")]);
    form
}

#[test]
fn questions_are_counted_through_the_form_and_what_nobody_asks_has_no_number() {
    fn numbers(pieces: &[Piece<'_>]) -> Vec<(usize, String, usize)> {
        pieces
            .iter()
            .flat_map(|piece| match piece {
                Piece::Asked(it) => vec![(it.number, it.question.name.clone(), it.options.len())],
                Piece::Judged(_, inner) => numbers(inner),
                _ => Vec::new(),
            })
            .collect()
    }
    let form = definition("true()");
    let all = [(1, "did", 3), (2, "age", 0), (3, "rate", 3), (4, "why", 0)];
    assert_eq!(numbers(&form.on_paper()), all.map(|(n, name, options)| (n, name.to_owned(), options)));
}

#[test]
fn what_tells_who_somebody_is_stands_on_a_sheet_of_its_own() {
    let told = |name: &str, relevant: Option<&str>| {
        let Node::Question(it) = asked(name, Kind::Text, relevant) else { unreachable!("a question") };
        Node::Question(Question { personal: true, ..it })
    };
    let mut form = definition("true()");
    form.nodes.insert(1, told("name", None));
    let note = asked("thanks", Kind::Note, None);
    let own = group("own", vec![note, told("phone", Some("${name} != ''"))]);
    form.nodes.insert(0, group("mixed", vec![asked("first", Kind::Text, None), own, told("street", None)]));
    let numbers = |pieces: Vec<Piece<'_>>| -> Vec<String> {
        let said = pieces.iter().filter_map(|piece| match piece {
            Piece::Asked(it) => Some(format!("{} {}", it.number, it.question.name)),
            Piece::Note(_) => Some("note".to_owned()),
            Piece::Only(Condition::Depends(of)) => Some(format!("only {of:?}")),
            _ => None,
        });
        said.collect()
    };
    assert_eq!(numbers(form.on_its_own_paper()), ["note", "1 phone", "2 street", "3 name"]);
    assert_eq!(numbers(form.on_paper()), ["1 first", "2 did", "3 age", "note", "5 why"]);
    let fields = form.fields(&Surroundings::default());
    assert!(fields.iter().all(|field| !field.asked.question.personal), "nobody keys it");
    assert!(definition("true()").on_its_own_paper().is_empty());
}

#[test]
fn a_condition_is_said_in_digits_where_it_asks_one_question_for_options() {
    let only = |relevant: &str| {
        let form = definition(relevant);
        let pieces = form.on_paper();
        let judged = pieces.iter().find_map(|piece| match piece {
            Piece::Judged(_, inner) => Some(inner.clone()),
            _ => None,
        });
        judged.unwrap().iter().find_map(|piece| match piece {
            Piece::Only(Condition::Chosen(of, options)) => Some((vec![of.number], options.clone())),
            Piece::Only(Condition::Depends(of)) => Some((of.clone(), Vec::new())),
            _ => None,
        })
    };
    assert_eq!(only("${did} = 'yes'"), Some((vec![1], vec![1])));
    assert_eq!(only("selected(${did}, 'no')"), Some((vec![1], vec![2])));
    assert_eq!(only("${did} = 'yes' or ${did} = 'dk'"), Some((vec![1], vec![1, 3])));
    assert_eq!(only("${did} != 'yes'"), Some((vec![1], vec![2, 3])));
    assert_eq!(only("${age} > 17 and ${did} = 'yes'"), Some((vec![2, 1], vec![])));
    assert_eq!(only("${did} = 'nothing'"), Some((vec![1], vec![])), "an option that is not there");
    assert_eq!(only("true()"), None);
}

#[test]
fn fields_are_read_row_by_row_and_know_what_they_hang_on() {
    let form = definition("${did} = 'yes'");
    let units = [("department".to_owned(), vec!["A".to_owned(), "B".to_owned()].into())];
    let fields = form.fields(&Surroundings::new(units.into(), BTreeMap::new()));
    let paths: Vec<_> = fields.iter().map(|field| &*field.path).collect();
    assert_eq!(paths, ["/did", "/age", "/units[A]/rate", "/units[B]/rate", "/why"]);
    let did = vec![("/did".to_owned(), vec!["yes".to_owned()])];
    let hangs: Vec<_> = fields.iter().map(|field| &field.only).collect();
    assert_eq!(hangs, [&vec![], &vec![], &did, &did, &vec![]]);
}

#[test]
fn what_has_no_room_beside_the_others_begins_another_table() {
    let options: Vec<Choice> =
        (0..5).map(|n| Choice { name: n.to_string(), label: Text::new(), percent: None }).collect();
    let asked = question("q", Kind::Text);
    let piece = |number| Piece::Asked(Numbered { number, question: &asked, options: &options, only: vec![] });
    let pieces: Vec<_> = (1..=14).map(piece).collect();
    let numbers: Vec<Vec<_>> =
        tables(&pieces).iter().map(|table| table.iter().map(|it| it.number).collect()).collect();
    assert_eq!(numbers, [(1..=6).collect::<Vec<_>>(), (7..=12).collect(), vec![13, 14]]);
}
