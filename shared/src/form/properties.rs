//! What must hold of every form and every interview, on random ones.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use super::example::*;
use super::*;

/// Answers that fit some questions and not others.
const ANSWERS: [&str; 10] = ["yes", "no", "A", "B", "3", "7", "SNV STP", "SXD", "x y z", ""];

/// Expressions on another question.
const CONDITIONS: [&str; 9] = [
    "X = 'yes'",
    "X > 3",
    "X != 'no'",
    "string-length(X) > 1",
    "selected(X, 'SXD')",
    "sum(X) > 5",
    "not(X)",
    "count(X) mod 2 = 1",
    "coalesce(X, 'yes') = 'yes'",
];

#[derive(Clone, Debug)]
struct Spec {
    kind: usize,
    relevant: Option<(Index, usize)>,
    verdict: Option<(Index, usize)>,
}

fn spec() -> impl Strategy<Value = Spec> {
    let condition = || proptest::option::of((any::<Index>(), 0..CONDITIONS.len()));
    (0..7_usize, condition(), condition()).prop_map(|(kind, relevant, verdict)| Spec {
        kind,
        relevant,
        verdict,
    })
}

/// A form of questions before, in and after two repeats, each depending on some before it.
pub(super) fn any_form() -> impl Strategy<Value = FormDefinition> {
    (vec(spec(), 1..5), vec(spec(), 1..4), vec(spec(), 1..4), vec(spec(), 1..5)).prop_map(|(a, b, c, d)| {
        let mut names = vec!["used".to_owned()];
        let mut nodes = vec![optional("used", Kind::SelectMultiple("department".to_owned()))];
        nodes.push(group("g", build(&a, &mut names)));
        nodes.push(repeat("all", "department", Scope::All, build(&b, &mut names)));
        let chosen = Scope::Used("used".to_owned());
        let inner = build(&c, &mut names);
        nodes.push(when("${used} != 'STP'", repeat("some", "department", chosen, inner)));
        nodes.extend(build(&d, &mut names));
        form(nodes)
    })
}

fn build(specs: &[Spec], names: &mut Vec<String>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for spec in specs {
        let condition =
            |(name, of): &(Index, usize)| CONDITIONS[*of].replace('X', &format!("${{{}}}", name.get(names)));
        let name = format!("q{}", names.len());
        let (relevant, verdict) =
            (spec.relevant.as_ref().map(condition), spec.verdict.as_ref().map(condition));
        let kind = match spec.kind {
            0 => one("yesno"),
            1 => one("quality"),
            2 => Kind::Integer,
            3 => Kind::SelectMultiple("department".to_owned()),
            4 => Kind::Calculate,
            5 => Kind::Decimal,
            _ => Kind::Text,
        };
        let mut question = Question { relevant, ..question(&name, kind) };
        match spec.kind {
            4 => {
                question.calculation =
                    Some(verdict.unwrap_or_else(|| format!("count-selected(${{{}}})", names[0])))
            }
            2 | 6 => question.constraint = verdict,
            _ => question.required = verdict,
        }
        nodes.push(Node::Question(question));
        names.push(name);
    }
    nodes
}

pub(super) type Edits = Vec<(Index, &'static str)>;

pub(super) fn edits() -> impl Strategy<Value = Edits> {
    vec((any::<Index>(), select(&ANSWERS[..])), 0..40)
}

/// Every path that takes answers, relevant or not.
pub(super) fn paths(instance: &Instance) -> Vec<String> {
    let open = (0..instance.plan.nodes.len()).filter(|node| instance.plan.takes_answers(*node));
    open.flat_map(|node| (0..instance.width(node)).map(move |nth| instance.path(node, nth))).collect()
}

/// What is shown, in order.
fn shape(instance: &Instance) -> Vec<String> {
    instance.walk().into_iter().map(|item| item.path).collect()
}

/// How each question that is asked stands, its own answer left out.
fn standing(instance: &Instance) -> Vec<(String, bool, Option<Defect>)> {
    let asked = |item: Item<'_>| match item.what {
        What::Question(asked) => Some((item.path, asked.required, asked.defect)),
        _ => None,
    };
    instance.walk().into_iter().filter_map(asked).collect()
}

fn edited(definition: &FormDefinition, edits: &Edits) -> Instance {
    let mut instance = begin(definition.clone());
    let paths = paths(&instance);
    for (path, text) in edits {
        instance.set(path.get::<String>(&paths), Some(text)).expect("an open question");
    }
    instance
}

fn replayed(definition: &FormDefinition, saved: &[(String, String)]) -> Instance {
    let mut instance = begin(definition.clone());
    instance.load(saved.iter().map(|(path, text)| (&**path, &**text)));
    instance
}

/// Answers what is open until nothing is missing.
fn mended(mut instance: Instance) -> Option<Instance> {
    for _ in 0..50 {
        let Some(fault) = instance.faults().into_iter().next() else {
            instance.finish(moment("2019-11-05T16:10:00+07:00"));
            return Some(instance);
        };
        let mends = |text: &&str| {
            let mut tried = instance.clone();
            tried.set(&fault.path, Some(text)).expect("an open question");
            tried.faults().first().is_none_or(|next| next.path != fault.path)
        };
        let text = ANSWERS.into_iter().find(mends)?;
        instance.set(&fault.path, Some(text)).expect("an open question");
    }
    None
}

fn any_json() -> impl Strategy<Value = Value> {
    let names =
        ["done", "month", "job", "used", "districts", "departments", "unit", "P7A", "P7B", "why", "zz"];
    let texts = ["yes", "no", "TPBK", "SNV", "SXD", "A", "B", "", " ", "2019-11-05"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..20_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(texts.to_vec()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 60, 6, move |inner| {
        let object = vec((select(names.to_vec()), inner.clone()), 0..10);
        let object = object.prop_map(|entries| {
            Value::Object(
                entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
            )
        });
        prop_oneof![vec(inner, 0..4).prop_map(Value::Array), object]
    })
}

/// An expression as people write them, of questions before, in and after a repeat.
pub(super) fn any_expression() -> impl Strategy<Value = String> {
    const LEAVES: [&str; 20] = [
        "1",
        "0.5",
        "-2.5",
        "99999999999",
        "''",
        "'a'",
        "'5'",
        "'A B'",
        "\"2019-11-05\"",
        ".",
        "${text}",
        "${whole}",
        "${part}",
        "${day}",
        "${many}",
        "${inside}",
        "${each}",
        "today()",
        "true()",
        "position(..)",
    ];
    const CALLS: [&str; 42] = [
        "X + Y",
        "X - Y",
        "X * Y",
        "X div Y",
        "X mod Y",
        "-X",
        "X = Y",
        "X != Y",
        "X < Y",
        "X >= Y",
        "X and Y",
        "X or Y",
        "X = Y != Z",
        "abs(X)",
        "boolean(X)",
        "boolean-from-string(X)",
        "ceiling(X)",
        "coalesce(X, concat('a', Y))",
        "concat(X, Y, Z)",
        "contains(X, Y)",
        "count(X)",
        "count-non-empty(X)",
        "count-selected(X)",
        "ends-with(X, Y)",
        "floor(X)",
        "if(X, Y, Z)",
        "int(X + 0)",
        "join(X, Y, Z)",
        "max(X, Y)",
        "min(X, Y)",
        "normalize-space(X)",
        "not(X)",
        "number(X)",
        "pow(X, Y)",
        "round(X, Y)",
        "selected(X, concat('S', Y))",
        "selected-at(X, Y)",
        "starts-with(X, Y)",
        "string-length(X)",
        "substr(X, Y, Z)",
        "substring(X, Y)",
        "sum(X)",
    ];
    select(&LEAVES[..]).prop_map(str::to_owned).prop_recursive(4, 24, 3, |inner| {
        (select(&CALLS[..]), inner.clone(), inner.clone(), inner).prop_map(|(call, x, y, z)| {
            let put = |sign: char| match sign {
                'X' => format!("({x})"),
                'Y' => format!("({y})"),
                'Z' => format!("({z})"),
                other => other.to_string(),
            };
            call.chars().map(put).collect()
        })
    })
}

/// A form in which an expression is computed outside of a repeat, in it, and as a condition of an answer, which alone reads `.`.
pub(super) fn computing(expression: &str) -> FormDefinition {
    let outside = expression.replace("position(..)", "1");
    let of_others = |text: &str| format!("({text})").replace("(.)", "(${text})");
    let calculated = |name: &str, text: &str| {
        Node::Question(Question { calculation: Some(of_others(text)), ..question(name, Kind::Calculate) })
    };
    let repeated =
        vec![optional("inside", Kind::Integer), optional("each", Kind::Text), calculated("d", expression)];
    form(vec![
        Node::Question(Question { constraint: Some(outside.clone()), ..question("text", Kind::Text) }),
        optional("whole", Kind::Integer),
        optional("part", Kind::Decimal),
        optional("day", Kind::Date),
        optional("many", Kind::SelectMultiple("department".to_owned())),
        repeat("all", "department", Scope::All, repeated),
        calculated("c", &outside),
    ])
}

proptest! {
    #[test]
    fn computing_only_what_changed_gives_what_computing_all_gives(definition in any_form(), edits in edits()) {
        let mut instance = begin(definition);
        let paths = paths(&instance);
        for (path, text) in &edits {
            let (path, before, stood) = (path.get::<String>(&paths), shape(&instance), standing(&instance));
            let reshaped = instance.set(path, Some(text)).expect("an open question");
            prop_assert!(reshaped || shape(&instance) == before);
            let other = standing(&instance).iter().zip(&stood).any(|(now, then)| now != then && now.0 != *path);
            prop_assert!(reshaped || instance.is_spread() || !other);
            prop_assert_eq!(instance.is_complete(), instance.faults().is_empty());
            let mut whole = instance.clone();
            whole.settle_all();
            prop_assert_eq!(&instance.state.cells, &whole.state.cells);
            prop_assert!(!instance.state.waits());
        }
    }

    #[test]
    fn a_draft_opened_again_is_the_same_interview(definition in any_form(), edits in edits()) {
        let instance = edited(&definition, &edits);
        let again = replayed(&definition, &instance.saved());
        prop_assert_eq!(&again.state.cells, &instance.state.cells);
        prop_assert_eq!(again.answers(), instance.answers());
        prop_assert_eq!(again.saved(), instance.saved());
    }

    #[test]
    fn the_answers_are_the_same_whoever_somebody_is(
        definition in any_form(), edits in edits(), told in vec("[a-z0-9]{1,20}", 2),
    ) {
        let personal = |name: &str| Node::Question(Question { personal: true, ..question(name, Kind::Text) });
        let mut asks = definition;
        asks.nodes.insert(0, personal("who"));
        asks.nodes.push(group("reach", vec![personal("phone")]));
        let mut instance = edited(&asks, &edits);
        let answers = instance.answers();
        prop_assert!(!answers.contains_key("who") && !answers.contains_key("phone"));
        answer(&mut instance, &[("/who", &told[0]), ("/phone", &told[1])]);
        prop_assert_eq!(instance.answers(), answers, "nor does it show in what is asked");
        let apart: Vec<(String, String)> = instance.personal().into_iter().collect();
        prop_assert_eq!(apart, vec![("phone".to_owned(), told[1].clone()), ("who".to_owned(), told[0].clone())]);
    }

    #[test]
    fn a_filter_flipped_and_back_changes_nothing(edits in edits()) {
        let mut instance = edited(&p7(), &edits);
        answer(&mut instance, &[("/done", "yes")]);
        let (saved, answers) = (instance.saved(), instance.answers());
        answer(&mut instance, &[("/done", "no")]);
        let left = instance.answers();
        for gone in ["month", "districts", "used", "departments"] {
            prop_assert!(!left.contains_key(gone));
        }
        answer(&mut instance, &[("/done", "yes")]);
        prop_assert_eq!((instance.saved(), instance.answers()), (saved, answers));
    }

    #[test]
    fn an_interview_without_faults_is_judged_to_have_none(definition in any_form(), edits in edits()) {
        if let Some(instance) = mended(edited(&definition, &edits)) {
            let meta = Meta { finished: Some(moment("2019-11-05T16:10:00+07:00")), ..meta() };
            // As it comes out of a sealed ballot.
            let answers: crate::ballot::Answers = serde_json::from_str(&json!(instance.answers()).to_string()).unwrap();
            let outcome = check(&definition, &commune(), &meta, &answers);
            prop_assert_eq!(outcome.faults, vec![]);
            prop_assert_eq!(outcome.screened_out, instance.screened_out());
        }
    }

    #[test]
    fn an_unfinished_interview_is_judged_as_it_judges_itself(edits in edits()) {
        let instance = edited(&p7(), &edits);
        let outcome = check(&p7(), &commune(), &meta(), &instance.answers());
        let of = |code: &str| outcome.faults.iter().filter(|fault| fault.code == code).count();
        let by = |defect| instance.faults().iter().filter(|fault| fault.kind == FaultKind::Answer(defect)).count();
        prop_assert_eq!(of("ballot.required"), by(Defect::Required));
        if by(Defect::Type) == 0 {
            prop_assert_eq!(of("ballot.constraint"), by(Defect::Constraint));
            prop_assert_eq!(outcome.faults.len(), instance.faults().len());
        }
    }

    #[test]
    fn judging_never_panics(answers in any_json()) {
        let answers = answers.as_object().cloned().unwrap_or_else(|| Map::from_iter([("done".to_owned(), answers)]));
        for surroundings in [commune(), surroundings(None)] {
            let plan = Arc::new(Plan::of(p7()).unwrap());
            prop_assert_eq!(plan.check(&surroundings, &meta(), &answers), check(&p7(), &surroundings, &meta(), &answers));
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".*") {
        let _ = parse(&text);
    }

    #[test]
    fn whatever_is_computed_is_computed_again_alike(
        expression in any_expression(),
        answers in vec((any::<Index>(), prop_oneof![
            select(&ANSWERS[..]).prop_map(str::to_owned), ".{0,12}", "-?[0-9]{0,20}", "[0-9]{1,3}[.][0-9]{1,3}",
            "20[0-2][0-9]-[01][0-9]-[0-3][0-9]", "(SNV ?){0,3}",
        ]), 0..12),
    ) {
        let mut instance = begin(computing(&expression));
        let paths = paths(&instance);
        for (path, text) in &answers {
            instance.set(path.get::<String>(&paths), Some(text)).expect("an open question");
        }
        prop_assert_eq!(replayed(&computing(&expression), &instance.saved()).answers(), instance.answers());
    }
}
