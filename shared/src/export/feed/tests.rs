//! Filters and keys as OData has them, on rows with gaps.

use super::super::frame::{Cell, Holds};
use super::filter::filter;
use super::{Fault, Key, Page, Property, Query, Set};

fn set() -> Set {
    let property = |(name, holds): (&str, Holds)| Property {
        name: name.to_owned(),
        label: String::new(),
        holds,
        is_key: name == "số",
    };
    let columns = [
        ("số", Holds::Whole),
        ("mức", Holds::Decimal),
        ("ý_kiến", Holds::Text),
        ("ngày", Holds::Day),
        ("lúc", Holds::Moment),
    ];
    Set { name: "phiếu".into(), properties: columns.map(property).into(), links: Vec::new() }
}

fn rows() -> Vec<Vec<Cell<'static>>> {
    let text = |said: &'static str| Cell::Text(said.into());
    vec![
        vec![Cell::Number(1.0), Cell::Number(7.5), text("đúng 100%"), Cell::Day(0), Cell::Moment(0)],
        vec![
            Cell::Number(2.0),
            Cell::Number(-3.0),
            text("chậm \"hai\"\n'ba'"),
            Cell::Day(18_183),
            Cell::Missing,
        ],
        vec![Cell::Number(3.0), Cell::Missing, Cell::Missing, Cell::Missing, Cell::Moment(86_400_000)],
    ]
}

fn met(said: &str) -> Vec<usize> {
    let filter = filter(&set(), said).unwrap_or_else(|fault| panic!("{said}: {fault:?}"));
    let rows = rows();
    (1..=3).filter(|n| filter.is_met(&rows[n - 1]) == Some(true)).collect()
}

#[test]
fn a_filter_takes_the_rows_that_odata_means() {
    for (said, rows) in [
        ("số eq 2", vec![2]),
        ("mức ne 7.5", vec![2, 3]),
        ("not (mức eq 7.5)", vec![2, 3]),
        ("mức eq null", vec![3]),
        ("null ne mức", vec![1, 2]),
        ("mức ge null", vec![]),
        ("mức gt -3", vec![1]),
        ("mức ge -3.0", vec![1, 2]),
        ("mức lt 7.5e0 or số ge 3", vec![2, 3]),
        ("số eq 1 or số eq 2 and mức lt 0", vec![1, 2]),
        ("(số eq 1 or số eq 2) and mức lt 0", vec![2]),
        ("contains(ý_kiến,'100%')", vec![1]),
        ("not contains(ý_kiến,'_')", vec![1, 2]),
        ("contains(ý_kiến,'''ba''')", vec![2]),
        ("startswith(ý_kiến, 'chậm') and endswith(ý_kiến,'''')", vec![2]),
        ("contains(ý_kiến,'') eq true", vec![1, 2]),
        ("số eq 1 eq true", vec![1]),
        ("số eq 1 eq false ne true", vec![1]),
        ("true eq mức gt 0", vec![1]),
        ("số ge 2 eq mức lt 0", vec![1, 2]),
        ("ý_kiến eq 'đu\u{301}ng 100%'", vec![1]),
        ("startswith(ý_kiến,'châ\u{323}m')", vec![2]),
        ("y\u{301}_kiê\u{301}n eq null", vec![3]),
        ("ngày ge 2019-10-14", vec![2]),
        ("lúc le 1970-01-01T07:00:00+07:00", vec![1]),
        ("lúc gt 1970-01-01T00:00:00Z", vec![3]),
        ("true", vec![1, 2, 3]),
    ] {
        assert_eq!(met(said), rows, "{said}");
    }
}

#[test]
fn what_is_not_done_is_named_and_what_is_wrong_is_refused() {
    let code = |said: &str| match filter(&set(), said) {
        Err(Fault::Unsupported(problem)) => format!("501 {}", problem.params["what"]),
        Err(Fault::Wrong(problem)) => format!("400 {}", problem.code),
        Ok(condition) => panic!("{said}: {condition:?}"),
    };
    for (said, refused) in [
        ("tolower(ý_kiến) eq 'a'", "501 tolower()"),
        ("số add 1 eq 2", "501 add"),
        ("số in (1,2)", "501 in"),
        ("đơn_vị/tên eq 'a'", "501 đơn_vị/tên"),
        ("khác eq 1", "400 feed.property"),
        ("số eq '1'", "400 feed.types"),
        ("số gt 1 gt 0", "400 feed.types"),
        ("số eq 1 eq 1", "400 feed.types"),
        ("ngày eq 1970-01-01T00:00:00Z", "400 feed.types"),
        ("contains(số,'1')", "400 feed.types"),
        ("số eq", "400 feed.filter"),
        ("số", "400 feed.filter"),
        ("'mở", "400 feed.filter"),
        ("số eq 1)", "400 feed.filter"),
        ("số eq 1e999", "400 feed.filter"),
        ("", "400 feed.filter"),
    ] {
        assert_eq!(code(said), refused, "{said}");
    }
    let deep = "(".repeat(100_000);
    assert_eq!(code(&deep), "400 feed.deep");
    assert_eq!(code(&"not ".repeat(100_000)), "400 feed.deep");
    let long = vec!["số eq 1"; 10_000].join(" or ");
    assert!(filter(&set(), &long).is_ok(), "width is no depth");
}

#[test]
fn a_key_names_every_part_once() {
    let set = set();
    assert_eq!(Key::of_address("phiếu(12)"), ("phiếu", Some("12")));
    assert_eq!(Key::of_address("phiếu"), ("phiếu", None));
    for said in ["12", "số=12"] {
        assert_eq!(Key::read(&set, said).unwrap().first(), 12, "{said}");
    }
    for said in ["", "12,13", "mức=1", "số=12,số=12", "số", "=12"] {
        assert!(Key::read(&set, said).is_err(), "{said}");
    }
}

#[test]
fn rows_are_written_ordered_and_passed_over_as_asked() {
    let set = set();
    let read = |options: &[(&str, &str)], accepted: &str| {
        let options: Vec<_> =
            options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Query::read(&set, &options, accepted)
    };
    let written = |options: &[(&str, &str)], accepted: &str| {
        let query = read(options, accepted).unwrap();
        let mut page = Page::begin(&query);
        page.take_all(&set, &query, rows());
        page.rows
    };
    assert_eq!(
        written(&[("$select", "ý_kiến,số"), ("$orderby", "mức desc"), ("$top", "2")], ""),
        r#"{"số":1,"ý_kiến":"đúng 100%"},{"số":2,"ý_kiến":"chậm \"hai\"\n'ba'"}"#
    );
    assert_eq!(written(&[("$orderby", "mức"), ("$skip", "2"), ("select", "số")], ""), r#"{"số":1}"#);
    let accepted = "text/plain, application/json;odata.metadata=full;IEEE754Compatible=true;q=0.9";
    assert_eq!(
        written(&[("$filter", "số eq 1")], accepted),
        r##"{"@odata.type":"#Parindex.phiếu","@odata.id":"phiếu(1)","số@odata.type":"#Int64","số":"1","mức@odata.type":"#Decimal","mức":"7.5","ý_kiến":"đúng 100%","ngày@odata.type":"#Date","ngày":"1970-01-01","lúc@odata.type":"#DateTimeOffset","lúc":"1970-01-01T00:00:00Z"}"##
    );
    let refused = |options: &[(&str, &str)]| match read(options, "").unwrap_err() {
        Fault::Unsupported(problem) | Fault::Wrong(problem) => problem.code,
    };
    for (options, code) in [
        (&[("$expand", "a")][..], "feed.unsupported"),
        (&[("$format", "atom")], "feed.unsupported"),
        (&[("$top", "-1")], "feed.value"),
        (&[("$count", "yes")], "feed.value"),
        (&[("$top", "1"), ("top", "2")], "feed.twice"),
        (&[("$orderby", "số up")], "feed.value"),
    ] {
        assert_eq!(refused(options), code, "{options:?}");
    }
    assert!(read(&[("số", "1"), ("api-version", "1")], "").is_ok(), "options of its own are nobody's");
}
