//! What is read, what is refused, and where.

use super::*;
use crate::form::xpath::fault::Span;
use crate::message::{Language, problem};

fn told(fault: &Fault) -> (String, String) {
    for language in [Language::Vi, Language::En] {
        let shown = problem(language, &fault.problem);
        assert!(!shown.replace("${", "").contains('{') && !shown.starts_with("problem."), "{shown}");
    }
    (fault.problem.code.clone(), fault.problem.params["column"].clone())
}

#[test]
fn a_fault_names_its_column_in_characters() {
    for (text, column, code) in [
        ("", "1", "ends_early"),
        ("1 +", "4", "ends_early"),
        ("'quê' = 'hương", "9", "unclosed_text"),
        ("${tuổi > 3", "1", "unclosed_reference"),
        ("1 = ${}", "5", "reference_name"),
        ("'ơ' ơ 2", "5", "unexpected"),
        ("a order 2", "9", "unexpected"),
        ("1 2", "3", "unexpected"),
        ("(1", "3", "ends_early"),
        ("1)", "2", "unexpected"),
        ("1 # 2", "3", "unexpected"),
        ("/data/[1]", "7", "unexpected"),
        ("/data/", "7", "ends_early"),
        ("a[1", "4", "ends_early"),
        ("sidewards::a", "1", "axis"),
        ("a::b::c", "1", "axis"),
        ("$x", "1", "unclosed_reference"),
    ] {
        let fault = parse(text).expect_err(text);
        assert_eq!(told(&fault), (format!("expression.{code}"), column.to_owned()), "{text}");
    }
}

#[test]
fn what_would_not_work_is_named_where_it_stands() {
    for (text, column, code) in [
        ("if(1, 2)", "1", "arguments"),
        ("1 + nowhere(., 'x')", "5", "unknown_function"),
        ("count('x')", "7", "nodes"),
        ("1 + sum(3 + 4)", "9", "nodes"),
        ("'a' | b", "1", "nodes"),
        ("format-date(today(), '%Y %q')", "22", "format"),
        ("regex(., '(')", "10", "pattern"),
        ("digest(., 'SHA-999')", "11", "algorithm"),
        ("1 + digest(., 'MD5', 'octal')", "22", "algorithm"),
    ] {
        let faults = parse(text).expect(text).faults;
        let first = faults.first().unwrap_or_else(|| panic!("{text} has no fault"));
        assert_eq!(told(first), (format!("expression.{code}"), column.to_owned()), "{text}");
    }
    assert!(
        parse("concat(digest(., 'SHA-256'), digest(., 'sha512', 'hex'), digest(., ${a}))")
            .unwrap()
            .faults
            .is_empty()
    );
    assert!(parse("count(if(true(), a, b)) + count(randomize(//a))").unwrap().faults.is_empty());
}

#[test]
fn deep_nesting_is_refused_however_it_is_written() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    for text in [
        nested("(", ")"),
        nested("not(", ")"),
        nested("a[", "]"),
        nested("1 + (2 * -(", "))"),
        nested("a[1 or 1 and 1 = 1 < 1 + 1 * -(b | f(", "))]"),
    ] {
        assert_eq!(parse(&text).unwrap_err().problem.code, "expression.too_deep");
    }
}

#[test]
fn what_is_long_but_not_nested_is_read() {
    for text in [
        format!("1{}", " + 1".repeat(20_000)),
        format!("{}1", "-".repeat(20_001)),
        format!("a = 1{}", " or a = 1".repeat(20_000)),
        format!("a{}", " | b".repeat(20_000)),
        format!("a{}", "/b".repeat(20_000)),
        format!("a{}", "[1]".repeat(20_000)),
    ] {
        assert!(parse(&text).unwrap().faults.is_empty());
    }
}

#[test]
fn spans_cut_the_text_as_it_was_written() {
    let expr = parse(" concat( ${a}, /data/b [ c = 'ơ' ]/d ) ").unwrap();
    let What::Call(_, arguments) = &expr.root.what else { panic!("a call") };
    let cut = |span: Span| &expr.text[span.range()];
    assert_eq!(cut(expr.root.span), "concat( ${a}, /data/b [ c = 'ơ' ]/d )");
    assert_eq!(cut(arguments[0].span), "${a}");
    assert_eq!(cut(arguments[1].span), "/data/b [ c = 'ơ' ]/d");
    let What::Path(path) = &arguments[1].what else { panic!("a path") };
    assert_eq!(cut(path.steps[1].span), "b [ c = 'ơ' ]");
}
