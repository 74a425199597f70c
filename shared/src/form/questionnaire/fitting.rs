//! Whether what an expression compares can be equal at all: `${q} = 'yess'` never is where the list has only `yes`.

use crate::form::xpath::{Comparison, Expr, Function, Term, What};

/// As deep are calculations followed that take their values from others.
const MAX_DEPTH: usize = 16;

/// What an answer can be, where that is known: an option of a list, or what a calculation chooses from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    /// The name of the question; absent for what stands in the expression itself.
    pub of: Option<String>,
    /// Each value.
    pub all: Vec<String>,
    /// Whether one is written as a number, without quotes: it then equals every text of that number.
    pub numbers: bool,
    /// Whether several may be chosen, written one after the other with a blank between them.
    pub several: bool,
}

/// Asks what a name can hold (`None` is `.`); the number is how many calculations were followed on the way.
pub(super) type Ask<'a> = dyn Fn(Option<&str>, usize) -> Option<Values> + 'a;

/// A comparison that never holds, or always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    /// What is compared.
    pub value: String,
    /// With the answers of this question.
    pub of: String,
    /// Which can be these.
    pub all: Vec<String>,
    /// Whether it always holds (`!=`), instead of never.
    pub always: bool,
    /// Whether it is certain; a part of a text may be meant otherwise.
    pub certain: bool,
}

/// What the result of an expression can be, where that is known.
pub(super) fn values(expr: &Expr, ask: &Ask, depth: usize) -> Option<Values> {
    (depth < MAX_DEPTH).then(|| of(expr, &expr.root, ask, depth)).flatten()
}

/// The comparisons that never hold, or always.
pub(super) fn misfits(expr: &Expr, ask: &Ask) -> Vec<Misfit> {
    let mut found = Vec::new();
    expr.root.each(&mut |term| look(expr, term, ask, &mut found));
    found
}

fn of(expr: &Expr, term: &Term, ask: &Ask, depth: usize) -> Option<Values> {
    let literal =
        |text: String, numbers: bool| Some(Values { all: vec![text], numbers, ..Values::default() });
    let first = |arguments: &[Term]| of(expr, arguments.first()?, ask, depth);
    match &term.what {
        What::Text(text) => literal(text.to_string(), false),
        What::Number(number) => literal(number.to_string(), true),
        What::Path(_) => ask(expr.named(term)?, depth),
        What::Call(Function::StringOf, arguments) => first(arguments),
        What::Call(Function::SelectedAt, arguments) => Some(Values { several: false, ..first(arguments)? }),
        What::Call(Function::NormalizeSpace, arguments) => {
            let mut values = first(arguments)?;
            values.all.iter_mut().for_each(|value| *value = words(value).join(" "));
            Some(values)
        }
        What::Call(Function::If, arguments) => either(expr, arguments.get(1..)?, ask, depth),
        What::Call(Function::Coalesce, arguments) => either(expr, arguments, ask, depth),
        _ => None,
    }
}

fn either(expr: &Expr, terms: &[Term], ask: &Ask, depth: usize) -> Option<Values> {
    let mut either = Values::default();
    for term in terms {
        let values = of(expr, term, ask, depth)?;
        either.of = either.of.or(values.of);
        either.all.extend(values.all);
        either.numbers |= values.numbers;
        either.several |= values.several;
    }
    Some(either)
}

fn look(expr: &Expr, term: &Term, ask: &Ask, found: &mut Vec<Misfit>) {
    let of = |term: &Term| of(expr, term, ask, 0);
    match &term.what {
        What::Compare(a, rest) => {
            let (comparison, b) = &rest[0];
            if let (Some(a), Some(b)) = (of(a), of(b)) {
                found.extend(misfit(*comparison, &a, &b));
                found.extend(misfit(*comparison, &b, &a));
            }
        }
        What::Call(function, arguments) => {
            if let [whole, part] = &arguments[..]
                && let (Some(whole), Some(part)) = (of(whole), of(part))
            {
                found.extend(missing(*function, &whole, &part));
            }
        }
        _ => {}
    }
}

/// A value of `one` that `other` never has. Where both are questions, all of them must be strange to each other.
fn misfit(comparison: Comparison, one: &Values, other: &Values) -> Option<Misfit> {
    let of = other.of.clone()?;
    // As the engine compares: texts sign by sign ('1.1' is not the option 1.10), with a number by what it is worth.
    let numbers = one.numbers || other.numbers;
    let same = |option: &String, value: &str| {
        option == value || numbers && matches!((number(option), number(value)), (Some(a), Some(b)) if a == b)
    };
    let fits = |value: &String| match comparison {
        // That nothing was answered can always be asked; of several options chosen each is one of the list.
        Comparison::Equal | Comparison::NotEqual => {
            value.is_empty()
                || other.all.iter().any(|option| same(option, value))
                || other.several
                    && words(value).join(" ") == **value
                    && words(value).iter().all(|word| other.all.iter().any(|option| same(option, word)))
        }
        // An order is one of numbers.
        _ => number(value).is_none() || other.all.iter().any(|option| number(option).is_some()),
    };
    let (certain, value) = match &one.of {
        None => (true, one.all.iter().find(|value| !fits(value))?),
        // Said once, at the first of the two.
        Some(name) if *name < of => (false, one.all.first().filter(|_| !one.all.iter().any(fits))?),
        Some(_) => return None,
    };
    let always = comparison == Comparison::NotEqual;
    Some(Misfit { value: value.clone(), of, all: other.all.clone(), always, certain })
}

/// A value that is never part of the answers of `whole`.
fn missing(function: Function, whole: &Values, part: &Values) -> Option<Misfit> {
    let of = whole.of.clone()?;
    let holds = |option: &String, value: &str| match function {
        Function::Selected => option == value,
        Function::Contains => option.contains(value),
        Function::StartsWith => option.starts_with(value),
        Function::EndsWith => option.ends_with(value),
        _ => true,
    };
    let strange = |value: &&String| {
        !value.is_empty() && !whole.all.iter().any(|option| holds(option, value)) && part.of.is_none()
    };
    let value = part.all.iter().find(strange)?;
    let certain = function == Function::Selected;
    Some(Misfit { value: value.clone(), of, all: whole.all.clone(), always: false, certain })
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::parse;

    fn ask(name: Option<&str>, depth: usize) -> Option<Values> {
        let list = |options: &[&str]| {
            let all = options.iter().map(|option| (*option).to_owned()).collect();
            let several = name == Some("many");
            Some(Values { of: name.or(Some("q")).map(str::to_owned), all, numbers: false, several })
        };
        match name {
            None | Some("q" | "many") => list(&["yes", "no"]),
            Some("n") => list(&["1", "2"]),
            Some("code") => list(&["1.10", "001"]),
            Some("c") => {
                let found = values(&parse("if(${q} = 'yes', 'A', 'B')").unwrap(), &ask, depth + 1)?;
                Some(Values { of: Some("c".to_owned()), numbers: false, ..found })
            }
            Some("same") => values(&parse("${q}").unwrap(), &ask, depth + 1),
            Some("round") => values(&parse("${round}").unwrap(), &ask, depth + 1),
            _ => None,
        }
    }

    fn found(text: &str) -> Vec<(String, bool)> {
        let misfits = misfits(&parse(text).unwrap(), &ask);
        misfits.into_iter().map(|misfit| (misfit.value, misfit.certain)).collect()
    }

    #[test]
    fn a_literal_that_is_no_option_is_found_wherever_it_stands() {
        for (text, value) in [
            ("${q} = 'yess'", "yess"),
            ("'yess' = ${q}", "yess"),
            ("${q} != 'yess'", "yess"),
            (". = 'yess'", "yess"),
            ("${q} = 'Yes'", "Yes"),
            ("${q} = ' yes'", " yes"),
            ("${q} != 'yes '", "yes "),
            ("${q} = 'yes no'", "yes no"),
            ("${many} = 'yes  no'", "yes  no"),
            ("${many} = ' yes'", " yes"),
            ("${many} = 'yes nö'", "yes nö"),
            ("selected-at(${many}, 0) = 'yes no'", "yes no"),
            ("selected(${q}, ' yes')", " yes"),
            ("not(selected(${q}, 'x'))", "x"),
            ("selected(., 'x') and true()", "x"),
            ("if(${q} = 'x', 1, 2)", "x"),
            ("${q} = 1", "1"),
            ("${n} = 3", "3"),
            ("${q} > 5", "5"),
            ("-(${q} = 'x')", "x"),
            ("${c} = 'C'", "C"),
            ("${same} = 'x'", "x"),
            ("selected-at(${q}, 0) = 'x'", "x"),
            ("${q} = if(1 = 1, 'yes', 'x')", "x"),
            ("coalesce(${q}, '') = 'x'", "x"),
            ("${code} = '1.1'", "1.1"),
            ("${code} = '1'", "1"),
            ("selected(${code}, '1')", "1"),
        ] {
            assert_eq!(found(text), [(value.to_owned(), true)], "{text}");
        }
    }

    #[test]
    fn what_is_denied_of_no_option_always_holds() {
        for (text, always) in
            [("${q} != 'x'", true), ("'x' != .", true), ("${q} = 'x'", false), ("selected(${q}, 'x')", false)]
        {
            assert_eq!(misfits(&parse(text).unwrap(), &ask)[0].always, always, "{text}");
        }
    }

    #[test]
    fn what_may_hold_is_left_alone() {
        for text in [
            "${q} = 'yes'",
            "${q} = ''",
            "${many} = 'yes no'",
            "${many} = 'yes'",
            "${q} = normalize-space(' yes ')",
            "${n} = 1",
            "${n} = '1'",
            "${code} = 1.1",
            "${code} = '1.10'",
            "${n} >= 2",
            "${unknown} = 'x'",
            "${c} = 'A'",
            "'a' = 'b'",
            "concat(${q}, 'x') = 'yesx'",
            "contains(${q}, 'ye')",
            "${round} = 'x'",
            "${q} = ${same}",
            "count-selected(${q}) > 5",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn where_it_cannot_be_known_it_is_not_certain() {
        for text in ["contains(${q}, 'x')", "starts-with(${q}, 'es')", "${n} = ${q}", "${q} = ${n}"] {
            let found = found(text);
            assert!(matches!(&found[..], [(_, false)]), "{text}: {found:?}");
        }
    }
}
