//! Interviews on small forms, and what follows from answers in whatever order they come.

use jiff::tz::TimeZone;

use super::*;
use crate::form::engine::MARKED;
use crate::form::model::{Control, Form, Node};
use crate::form::tree::COUNTED;
use crate::form::xform;

pub(super) fn around() -> Around {
    let zone = TimeZone::fixed(jiff::tz::offset(7));
    Around { now: "2026-11-29T01:02:03Z".parse().unwrap(), zone, seed: 7 }
}

/// A form of answers as they begin, binds, and what is shown: where nothing is said, each answer is asked for.
pub(super) fn form(data: &str, model: &str, body: &str) -> Form {
    let text = format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"><h:head><model>
        <instance><d id="f">{data}</d></instance>{model}</model></h:head><h:body>{body}</h:body></h:html>"#
    );
    let mut form = xform::read(&text).unwrap();
    if body.is_empty() {
        ask(&form.data, "", &mut form.body);
    }
    form
}

fn ask(node: &Node, above: &str, body: &mut Vec<Control>) {
    let path = format!("{above}/{}", node.name);
    node.children.iter().for_each(|child| ask(child, &path, body));
    if node.children.is_empty() {
        let attributes = [("ref", path)].into_iter().collect();
        body.push(Control { tag: "input".into(), attributes, ..Control::default() });
    }
}

pub(super) fn open(data: &str, model: &str, body: &str) -> Session {
    let opened = Session::open(form(data, model, body), around()).unwrap();
    assert_eq!(opened.flaws, []);
    opened.session
}

pub(super) fn inner(session: &Session) -> String {
    let xml = session.submission();
    let (from, to) = (xml.find('>').unwrap() + 1, xml.rfind('<').unwrap());
    xml[from..to].to_owned()
}

pub(super) fn bind(path: &str, rules: &str) -> String {
    format!("<bind nodeset=\"/d/{path}\" {rules}/>")
}

#[test]
fn what_is_not_relevant_says_nothing_and_comes_back() {
    let model = [
        bind("g", "relevant=\"/d/a = 'yes'\""),
        bind("g/b", "type=\"int\""),
        bind("c", "calculate=\"coalesce(/d/g/b, 0) + 1\""),
    ];
    let mut session = open("<a/><g><b/></g><c/>", &model.concat(), "");
    assert_eq!(inner(&session), "<a/><c>1</c>");
    session.answer("/d/a", "yes").unwrap();
    session.answer("/d/g/b", "41.7").unwrap();
    assert_eq!(inner(&session), "<a>yes</a><g><b>41</b></g><c>42</c>");
    session.answer("/d/a", "no").unwrap();
    assert_eq!(inner(&session), "<a>no</a><c>1</c>");
    session.answer("/d/a", "yes").unwrap();
    assert_eq!(inner(&session), "<a>yes</a><g><b>41</b></g><c>42</c>");
}

#[test]
fn instances_come_and_go_and_what_counts_them_follows() {
    let model = [
        bind("r/n", "type=\"int\""),
        bind("r/twice", "calculate=\"../n * 2\""),
        bind("r/at", "calculate=\"position(..)\""),
        bind("sum", "calculate=\"sum(/d/r/twice)\""),
        bind("count", "calculate=\"count(/d/r)\""),
    ];
    let body = "<repeat nodeset=\"/d/r\"><input ref=\"/d/r/n\"/></repeat>";
    let data = "<r jr:template=\"\"><n>1</n><twice/><at/></r><r><n/><twice/><at/></r><sum/><count/>";
    let mut session = open(data, &model.concat(), body);
    session.answer("/d/r[1]/n", "3").unwrap();
    session.add("/d/r", 2).unwrap();
    session.answer("/d/r[3]/n", "5").unwrap();
    let r = |n, twice, at| format!("<r><n>{n}</n><twice>{twice}</twice><at>{at}</at></r>");
    let all = [r(3, 6, 1), r(1, 2, 2), r(5, 10, 3), "<sum>18</sum><count>3</count>".to_owned()].concat();
    assert_eq!(inner(&session), all);
    session.remove("/d/r", 0).unwrap();
    assert_eq!(
        inner(&session),
        [r(1, 2, 1), r(5, 10, 2), "<sum>12</sum><count>2</count>".to_owned()].concat()
    );
    session.remove("/d/r", 1).unwrap();
    session.remove("/d/r", 0).unwrap();
    assert_eq!(inner(&session), "<sum>0</sum><count>0</count>");
    session.add("/d/r", 1).unwrap();
    assert_eq!(inner(&session), [r(1, 2, 1), "<sum>2</sum><count>1</count>".to_owned()].concat());
    assert_eq!(session.remove("/d/r", 9).unwrap_err().code, "form.no_instance");
    assert_eq!(session.answer("/d/x", "").unwrap_err().code, "form.no_question");
}

#[test]
fn instances_above_a_lowered_count_come_back() {
    let model = [bind("n", "type=\"int\""), bind("r/a", "")];
    let body = "<input ref=\"/d/n\"/><group ref=\"/d/r\"><repeat nodeset=\"/d/r\" jr:count=\" /d/n \"><input ref=\"/d/r/a\"/></repeat></group>";
    let mut session = open("<n>2</n><r jr:template=\"\"><a/></r>", &model.concat(), body);
    session.answer("/d/r[2]/a", "x").unwrap();
    session.answer("/d/n", "1").unwrap();
    assert_eq!(inner(&session), "<n>1</n><r><a/></r>");
    session.answer("/d/n", "").unwrap();
    assert_eq!(inner(&session), "<n/>");
    session.answer("/d/n", "3").unwrap();
    assert_eq!(inner(&session), "<n>3</n><r><a/></r><r><a>x</a></r><r><a/></r>");
}

#[test]
fn instances_within_instances_see_their_own() {
    let model = [
        bind("r/k", "type=\"int\""),
        bind("r/s/v", "calculate=\"/d/r/k + position(..)\""),
        bind("r/t", "calculate=\"sum(../s/v)\""),
    ];
    let body = "<repeat nodeset=\"/d/r\"><input ref=\"/d/r/k\"/><repeat nodeset=\"/d/r/s\"/></repeat>";
    let mut session = open("<r><k/><s><v/></s><t/></r>", &model.concat(), body);
    session.add("/d/r", 1).unwrap();
    session.add("/d/r[2]/s", 1).unwrap();
    session.answer("/d/r[1]/k", "10").unwrap();
    session.answer("/d/r[2]/k", "20").unwrap();
    let first = "<r><k>10</k><s><v>11</v></s><t>11</t></r>";
    assert_eq!(inner(&session), format!("{first}<r><k>20</k><s><v>21</v></s><s><v>22</v></s><t>43</t></r>"));
}

#[test]
fn a_running_total_over_instances_settles() {
    let model = [
        bind("r/n", "type=\"int\""),
        bind("r/t", "calculate=\"../n + coalesce(/d/r[position() = position(current()/..) - 1]/t, 0)\""),
    ];
    let body = "<repeat nodeset=\"/d/r\"><input ref=\"/d/r/n\"/></repeat>";
    let data = "<r jr:template=\"\"><n>1</n><t/></r><r><n>1</n><t/></r>";
    let mut session = open(data, &model.concat(), body);
    session.add("/d/r", 2).unwrap();
    session.answer("/d/r[1]/n", "5").unwrap();
    let totals: Vec<_> = session.look().into_iter().filter(|it| it.reference.ends_with("/t")).collect();
    assert_eq!(
        totals.iter().map(|it| it.value.clone()).collect::<Vec<_>>(),
        ["5", "6", "7"].map(|it| Said::Text(it.into()))
    );
}

#[test]
fn circles_are_refused_and_name_their_members() {
    let cases = [
        (
            [
                bind("a", "calculate=\"/d/b\""),
                bind("b", "calculate=\"/d/c\""),
                bind("c", "relevant=\"/d/a = 1\""),
            ],
            4,
        ),
        ([bind("a", "relevant=\". = 1\""), String::new(), String::new()], 2),
    ];
    for (model, names) in cases {
        let flaws = Session::open(form("<a/><b/><c/>", &model.concat(), ""), around()).unwrap_err();
        let problem = &flaws.iter().find(|flaw| flaw.problem.code == "form.cycle").unwrap().problem;
        assert_eq!(problem.params["questions"].split(" → ").count(), names, "{problem}");
    }
}

#[test]
fn what_leads_nowhere_is_told_with_its_place() {
    let model =
        [bind("a", "relevant=\"/d/nobody = 1\" constraint=\"1 +\""), bind("b", "calculate=\"nothing(1)\"")];
    let opened = Session::open(form("<a/><b/>", &model.concat(), ""), around()).unwrap();
    let mut told: Vec<_> = opened
        .flaws
        .iter()
        .map(|it| (&*it.path, &*it.part, &*it.problem.code, &*it.problem.params["column"]))
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("/d/a", "constraint", "expression.ends_early", "4"),
            ("/d/a", "relevant", "expression.no_such_node", "4"),
            ("/d/b", "calculate", "expression.unknown_function", "1"),
        ]
    );
}

#[test]
fn what_is_wrong_is_wrong_only_where_it_is_asked() {
    let model = [
        bind("a", "type=\"int\" required=\"true()\" constraint=\". &gt; 5\""),
        bind("h", "required=\"true()\""),
        bind("g", "relevant=\"/d/a &gt; 8\""),
        bind("g/b", "required=\"/d/a = 9\""),
    ];
    let body = "<input ref=\"/d/a\"/><group ref=\"/d/g\"><input ref=\"/d/g/b\"/></group>";
    let mut session = open("<a/><h/><g><b/></g>", &model.concat(), body);
    let wrong = |session: &Session| session.validate();
    assert_eq!(wrong(&session), [("/d/a".to_owned(), Violation::Required)]);
    session.answer("/d/a", "4").unwrap();
    assert_eq!(wrong(&session), [("/d/a".to_owned(), Violation::Constraint)]);
    session.answer("/d/a", "9").unwrap();
    assert_eq!(wrong(&session), [("/d/g/b".to_owned(), Violation::Required)]);
    session.answer("/d/a", "10").unwrap();
    assert_eq!(wrong(&session), []);
}

const LISTS: &str = "<instance id=\"l\"><root><item><name>x</name><of>1</of></item><item><name>y</name><of>2</of></item>\
    <item><name>z</name><of>2</of></item></root></instance>";

#[test]
fn a_choice_that_is_not_offered_any_more_goes_and_comes_back() {
    let body = "<input ref=\"/d/k\"/><select1 ref=\"/d/c\"><itemset nodeset=\"instance('l')/root/item[of = /d/k]\">\
        <value ref=\"name\"/><label ref=\"name\"/></itemset></select1>\
        <select ref=\"/d/m\"><item><label>P</label><value>p</value></item><item><label>Q</label><value>q</value></item></select>";
    let model = [LISTS.to_owned(), bind("said", "calculate=\"/d/c\"")];
    let mut session = open("<k/><c/><m/><said/>", &model.concat(), body);
    session.answer("/d/k", "2").unwrap();
    session.choose("/d/c", &["z".to_owned()]).unwrap();
    session.choose("/d/m", &["q".to_owned(), "no".to_owned(), "p".to_owned()]).unwrap();
    assert_eq!(inner(&session), "<k>2</k><c>z</c><m>p q</m><said>z</said>");
    session.answer("/d/k", "1").unwrap();
    assert_eq!(inner(&session), "<k>1</k><c/><m>p q</m><said/>");
    session.answer("/d/k", "2").unwrap();
    assert_eq!(inner(&session), "<k>2</k><c>z</c><m>p q</m><said>z</said>");
    let seen = session.look().into_iter().find(|it| it.reference == "/d/c").unwrap();
    assert_eq!(seen.choices.unwrap().into_iter().map(|it| it.value).collect::<Vec<_>>(), ["y", "z"]);
}

#[test]
fn actions_are_done_at_the_beginning_at_changes_and_in_new_instances() {
    let model = "<setvalue ref=\"/d/a\" event=\"odk-instance-first-load\" value=\"1 + 1\"/>";
    let body = "<input ref=\"/d/q\"><setvalue ref=\"/d/b\" event=\"xforms-value-changed\" value=\"concat(/d/q, '!')\"/></input>\
        <input ref=\"/d/b\"/><repeat nodeset=\"/d/r\"><input ref=\"/d/r/c\"/><setvalue ref=\"/d/r/c\" event=\"odk-new-repeat\" value=\"position(..)\"/></repeat>";
    let mut session = open("<a/><q/><b/><r><c/></r>", model, body);
    assert_eq!(inner(&session), "<a>2</a><q/><b/><r><c/></r>");
    session.answer("/d/q", "x").unwrap();
    session.add("/d/r", 1).unwrap();
    assert_eq!(inner(&session), "<a>2</a><q>x</q><b>x!</b><r><c/></r><r><c>2</c></r>");
    session.answer("/d/b", "mine").unwrap();
    assert!(inner(&session).contains("<b>mine</b>"));
}

/// @getodk/xforms-engine 0.22.0 loses the value of a question that begins hidden; JavaRosa 5.1.0 keeps it.
#[test]
fn what_is_set_in_a_question_that_begins_hidden_is_there_when_it_is_shown() {
    let model = [
        bind("g", "relevant=\"/d/a = 1\""),
        "<setvalue ref=\"/d/g/b\" event=\"odk-instance-first-load\" value=\"concat('x', 1)\"/>".to_owned(),
    ];
    let mut session = open("<a/><g><b/></g>", &model.concat(), "");
    assert_eq!(inner(&session), "<a/>");
    session.answer("/d/a", "1").unwrap();
    assert_eq!(inner(&session), "<a>1</a><g><b>x1</b></g>");
}

#[test]
fn words_are_those_of_the_language_with_answers_in_them() {
    let itext = "<itext><translation lang=\"en\"><text id=\"t\"><value>Hello <output value=\"/d/a\"/></value></text></translation>\
        <translation lang=\"vi\"><text id=\"t\"><value>Chào <output value=\"/d/a\"/></value></text></translation></itext>";
    let model = [itext.to_owned(), bind("c", "calculate=\"jr:itext('t')\"")];
    let mut session =
        open("<a/><c/>", &model.concat(), "<input ref=\"/d/a\"><label ref=\"jr:itext('t')\"/></input>");
    session.answer("/d/a", "An").unwrap();
    let label = |session: &Session| session.look()[1].label.clone().unwrap();
    assert_eq!(label(&session), "Hello An");
    assert!(session.speak("vi") && !session.speak("fr"));
    assert_eq!(label(&session), "Chào An");
    assert!(inner(&session).contains("Chào"));
}

#[test]
fn the_order_of_answers_makes_no_difference() {
    let model = [
        bind("b", "relevant=\"/d/a &gt; 1\""),
        bind("c", "calculate=\"/d/a + coalesce(/d/b, 0)\""),
        bind("e", "relevant=\"/d/c &gt; 3\" calculate=\"/d/c * 2\""),
    ];
    let answers = [("/d/a", "2"), ("/d/b", "3"), ("/d/f", "x")];
    let mut results = std::collections::BTreeSet::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut session = open("<a/><b/><c/><e/><f/>", &model.concat(), "");
        order.iter().for_each(|at| session.answer(answers[*at].0, answers[*at].1).unwrap());
        results.insert(inner(&session));
    }
    assert_eq!(results.into_iter().collect::<Vec<_>>(), ["<a>2</a><b>3</b><c>5</c><e>10</e><f>x</f>"]);
}

#[test]
fn a_choice_is_called_by_a_path_from_within_its_repeat() {
    let select = |path: &str| {
        format!(
            "<select1 ref=\"{path}\"><item><label>P</label><value>p</value></item>\
             <item><label>Q <output value=\"../n\"/></label><value>q</value></item></select1>"
        )
    };
    let model = [
        bind("r/near", "calculate=\"jr:choice-name(../c, ' ../c ')\""),
        bind("r/far", "calculate=\"jr:choice-name(/d/r/c, '/d/r/c')\""),
        bind("r/none", "calculate=\"jr:choice-name(../c, '../nobody')\""),
    ];
    let body = format!("<repeat nodeset=\"/d/r\">{}<input ref=\"/d/r/n\"/></repeat>", select("/d/r/c"));
    let data = "<r><n/><c/><near/><far/><none/></r>";
    let mut session = open(data, &model.concat(), &body);
    session.add("/d/r", 1).unwrap();
    session.choose("/d/r[1]/c", &["p".to_owned()]).unwrap();
    session.choose("/d/r[2]/c", &["q".to_owned()]).unwrap();
    session.answer("/d/r[2]/n", "7").unwrap();
    let first = "<r><n/><c>p</c><near>P</near><far>P</far><none/></r>";
    assert_eq!(
        inner(&session),
        format!("{first}<r><n>7</n><c>q</c><near>Q 7</near><far>Q 7</far><none/></r>")
    );
}

#[test]
fn an_answer_inside_a_text_is_read_by_who_says_the_text() {
    let itext = "<itext><translation lang=\"en\"><text id=\"t\"><value>Hello <output value=\"/d/a\"/></value></text>\
        <text id=\"s\"><value>No <output value=\"../n\"/></value></text>\
        <text id=\"l-0\"><value>House of <output value=\"/d/a\"/></value></text></translation></itext>\
        <instance id=\"l\"><root><item><name>h</name><itextId>l-0</itextId></item></root></instance>";
    let model = [
        itext.to_owned(),
        bind("c", "calculate=\"jr:itext('t')\""),
        bind("r/c", "calculate=\"jr:itext('s')\""),
        bind("h", "calculate=\"jr:choice-name(/d/k, '/d/k')\""),
    ];
    let body = "<input ref=\"/d/a\"/><select1 ref=\"/d/k\"><itemset nodeset=\"instance('l')/root/item\"><value ref=\"name\"/>\
        <label ref=\"jr:itext(itextId)\"/></itemset></select1><repeat nodeset=\"/d/r\"><input ref=\"/d/r/n\"/></repeat>";
    let mut session = open("<a/><c/><k>h</k><h/><r><n/><c/></r>", &model.concat(), body);
    session.add("/d/r", 1).unwrap();
    session.answer("/d/a", "An").unwrap();
    session.answer("/d/r[2]/n", "2").unwrap();
    assert_eq!(
        inner(&session),
        "<a>An</a><c>Hello An</c><k>h</k><h>House of An</h><r><n/><c>No </c></r><r><n>2</n><c>No 2</c></r>"
    );
}

#[test]
fn instances_that_come_together_are_seen_and_counted_once() {
    let worked = |n: usize| {
        let before = COUNTED.get() + MARKED.get();
        let model = [bind("n", "type=\"int\""), bind("r/at", "calculate=\"position(..)\"")].concat();
        let begin = "<setvalue event=\"odk-new-repeat\" ref=\"/d/r/b\" value=\"position(..)\"/>";
        let body = format!(
            "<input ref=\"/d/n\"/><group ref=\"/d/r\"><repeat nodeset=\"/d/r\" jr:count=\"/d/n\">{begin}</repeat></group>"
        );
        let mut session = open("<n>1</n><r jr:template=\"\"><at/><b/></r><z/>", &model, &body);
        for count in [n, n - 1, n / 2, n] {
            session.answer("/d/n", &count.to_string()).unwrap();
            assert!(inner(&session).ends_with(&format!("<r><at>{count}</at><b>{count}</b></r><z/>")));
        }
        COUNTED.get() + MARKED.get() - before
    };
    let (some, twice) = (worked(500), worked(1_000));
    assert!(some >= 500 && twice <= 2 * some, "{some} steps for 500 instances, {twice} for 1,000");
    worked(10_000);
}

#[test]
fn repeats_ten_deep_of_ten_thousand_end_in_an_error() {
    let (mut data, mut body, mut path) = (String::new(), String::new(), "/d".to_owned());
    for depth in 0..10 {
        path += &format!("/r{depth}");
        data += &format!("<r{depth}>");
        body += &format!("<repeat nodeset=\"{path}\" jr:count=\"10000\">");
    }
    data += "<a/>";
    (0..10).rev().for_each(|depth| data += &format!("</r{depth}>"));
    body += &"</repeat>".repeat(10);
    let flaws = Session::open(form(&data, "", &body), around()).unwrap_err();
    assert_eq!(flaws.last().unwrap().problem.code, "form.too_many_answers");
    // What people may add is bounded as well, and said.
    let one = "<repeat nodeset=\"/d/r\"><input ref=\"/d/r/a\"/></repeat>";
    let mut session = open("<r><a/></r>", "", one);
    assert_eq!(session.add("/d/r", 1_000_000).unwrap_err().code, "form.too_many_answers");
    assert_eq!(session.answer("/d/r[1]/a", "x"), Ok(()));
}
