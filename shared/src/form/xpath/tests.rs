//! What expressions give where ODK's engines differ, or differ from what one would guess. JR is JavaRosa 5.1.0, WF
//! @getodk/xforms-engine 0.22.0, EN openrosa-xpath-evaluator 3.1.0. Where two engines agree, they are followed.

use std::cell::{Cell, RefCell};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::*;
use crate::form::tree::{NodeId, Tree};
use crate::message::Language;

/// A document in a province seven hours before Greenwich, on the evening of 5 November 2019 there.
struct Here {
    tree: Tree,
    root: NodeId,
    zone: TimeZone,
    drawn: Cell<u64>,
    defects: RefCell<Vec<String>>,
}

impl Scope for Here {
    fn tree(&self) -> &Tree {
        &self.tree
    }

    fn root(&self) -> NodeId {
        self.root
    }

    fn instance(&self, id: &str) -> Option<NodeId> {
        self.tree.descendants(self.root).find(|node| self.tree.attribute(*node, "id") == Some(id))
    }

    fn reference(&self, name: &str) -> Vec<NodeId> {
        self.tree.descendants(self.root).filter(|node| self.tree.local(*node) == name).collect()
    }

    fn language(&self) -> Language {
        Language::Vi
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn now(&self) -> Timestamp {
        "2019-11-05T13:30:00Z".parse().unwrap()
    }

    fn random(&self) -> u64 {
        self.drawn.set(self.drawn.get() + 1);
        self.drawn.get() << 60
    }

    fn defect(&self, fault: Fault) {
        self.defects.borrow_mut().push(fault.problem.code);
    }
}

const DOCUMENT: &str = "<data><date>2019-01-05</date><blank/><r><x>1</x></r><r><x>2</x></r><r><x/></r>\
    <n>1</n><n>2</n><n>3</n><n>4</n><n>5</n>\
    <list id='l'><root><item><name>a</name><label>An</label></item><item><name>b</name><label>Bình</label></item></root></list>\
    </data>";

/// The text of the value at the first node of that name, and the defects that were heard.
fn at(node: &str, text: &str) -> (String, Vec<String>) {
    let mut tree = Tree::new();
    let root = tree.read(DOCUMENT).unwrap();
    let bound = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}")).bind(&mut tree);
    let node = tree.descendants(root).find(|one| tree.local(*one) == node).unwrap();
    let zone = TimeZone::fixed(jiff::tz::offset(7));
    let here = Here { tree, root, zone, drawn: Cell::new(0), defects: RefCell::default() };
    let value = bound.evaluate(node, &here).text(&here.tree).into_owned();
    (value, here.defects.take())
}

fn gives(text: &str) -> String {
    let (value, defects) = at("date", text);
    assert_eq!(defects, Vec::<String>::new(), "{text}");
    value
}

#[test]
fn engines_differ_and_ours_gives_what_its_line_says() {
    for (text, value) in [
        // JR and EN 0, WF nothing (web-forms issue 878).
        ("sum(/data/none)", "0"),
        // JR and EN NaN, WF nothing: as the vectors.
        ("sum(/data/r/x)", "NaN"),
        // JR -2, WF -3: as the vectors, which round -1.5 to -2.
        ("round(-2.5)", "-3"),
        // JR 1.5 and 1.5, WF and EN NaN.
        ("number('1,5')", "NaN"),
        ("number('1,500')", "NaN"),
        // JR 3, WF NaN: as the vectors.
        ("min('', 3)", "NaN"),
        // JR and WF alike.
        ("selected('', '')", "true"),
        ("selected-at('a b', -1)", ""),
        // JR the first instance, WF nothing.
        ("indexed-repeat(/data/r/x, /data/r, 0)", ""),
        ("indexed-repeat(/data/r/x, /data/r, 2)", "2"),
        ("indexed-repeat(../r/x, ../r, 2)", "2"),
        // JR and WF alike.
        ("date('2019-1-5')", "2019-01-05"),
        // WF and EN alike, as the vectors; what a question of a date keeps of it is the day.
        ("date(17901)", "2019-01-05T07:00:00.000+07:00"),
        // JR counts days of the calendar; WF and EN one less east of Greenwich.
        ("int(.)", "17901"),
        ("int(${date})", "17901"),
        // JR writes a date, WF nothing.
        ("format-date(. + 30, '%d/%m/%Y')", "04/02/2019"),
        ("format-date(${date} + 30, '%e %b %Y')", "4 thg 2 2019"),
        // JR refuses every date, WF compares.
        (". >= '2019-01-01'", "true"),
        (". >= '2019-01-06'", "false"),
        // JR the whole text, WF and EN any part.
        ("regex('1234', '[0-9]{3}')", "false"),
        ("regex('123', '[0-9]{3}')", "true"),
        // JR and WF alike: the generator of Park and Miller.
        ("join(' ', randomize(/data/n, 42))", "1 5 3 2 4"),
        // JR writes 1, WF true.
        (". = '2019-01-05'", "true"),
        // JR writes 5.0, WF 5; JR 1.0E8, WF digits.
        ("10 div 2", "5"),
        ("100000000 * 1", "100000000"),
        ("'1.0E8' + 1", "100000001"),
        // JR and WF hash UTF-8, EN something else.
        ("digest('quê', 'MD5', 'hex')", "ac4144d38883b22f2a6d0a25adeb5ca5"),
        // JR 0; WF raises, and the form does not open.
        ("distance(/data/blank)", "0"),
        // The clock is that of the zone, not of Greenwich.
        ("today()", "2019-11-05"),
        ("now()", "2019-11-05T20:30:00.000+07:00"),
        ("pulldata('l', 'label', 'name', 'b')", "Bình"),
        ("instance('l')/root/item[name = 'a']/label", "An"),
        ("count(${x}[. != ''])", "2"),
        ("position(/data/r[3])", "3"),
        ("count(//x[1])", "3"),
        ("(//x)[2]", "2"),
        ("/data/r[position() = last() - 1]/x", "2"),
        ("string(//item[2]/preceding::x[2])", "2"),
        ("boolean-from-string('true') and not(false())", "true"),
    ] {
        assert_eq!(gives(text), value, "{text}");
    }
}

#[test]
fn what_cannot_be_computed_gives_nothing_and_is_told() {
    for (text, code) in [
        // JR raises; WF gives the text Invalid Date and raises; EN gives Invalid Date and rolls over to 2 March.
        ("date('abc')", "no_date"),
        ("date('2019-02-30')", "no_date"),
        ("date(true())", "no_date"),
        ("format-date('abc', '%Y')", "no_date"),
        // JR and EN raise, WF leaves the letter as text.
        ("format-date(., concat('%', 'q'))", "format"),
        ("instance('none')/root/item", "no_instance"),
        ("pulldata('none', 'a', 'b', 'c')", "no_instance"),
        ("jr:itext('none')", "no_text"),
        ("digest('a', 'MD4')", "algorithm"),
        ("nothing()", "unknown_function"),
        ("concat(if(1, 2), '')", "arguments"),
    ] {
        assert_eq!(at("date", text), (String::new(), vec![format!("expression.{code}")]), "{text}");
    }
    assert_eq!(at("date", "regex('(', concat('(', ''))").1, ["expression.pattern"]);
    assert_eq!(at("date", "distance('a b')").1, ["expression.no_place"]);
    // What is empty is no date either, and nobody need hear of it.
    assert_eq!(gives("date('')"), "");
}

#[test]
fn chance_is_what_the_scope_draws() {
    assert_eq!(gives("random()"), "0.0625");
    assert_eq!(gives("uuid()"), "10000000-0000-4000-a000-000000000000");
    assert_eq!(gives("string-length(uuid(40))"), "40");
    assert_eq!(gives("count(randomize(//n))"), "5");
}

#[test]
fn paths_that_are_walked_meet_what_paths_that_are_gathered_meet() {
    for (walked, gathered) in [
        ("/data/r/x", "(/data/r)/x"),
        ("//item/name", "/descendant-or-self::node()/child::item/child::name"),
        ("../r/x", "(..)/r/x"),
        ("//x", "(/)/descendant::x"),
        ("/data//@id", "(/data)/descendant-or-self::node()/@id"),
        ("following-sibling::n", "(.)/following-sibling::n"),
    ] {
        let nodes = |text: &str| gives(&format!("concat(count({text}), ': ', join(' ', {text}))"));
        assert!(!nodes(walked).starts_with('0'), "{walked} meets something");
        assert_eq!(nodes(walked), nodes(gathered), "{walked}");
    }
}
