//! Whatever is answered: a submission that is read again is the same interview.

use proptest::prelude::*;

use super::tests::{around, bind, form};
use super::*;
use crate::form::model::Form;

/// Questions that others hide, repeats within repeats and by a count, choices that answers filter, and values that are set.
fn everything() -> Form {
    let model = [
        "<instance id=\"l\"><root><item><name>x</name><of>1</of></item><item><name>y</name><of>2</of></item></root></instance>"
            .to_owned(),
        "<setvalue ref=\"/d/s\" event=\"odk-instance-first-load\" value=\"concat('begun ', uuid())\"/>".to_owned(),
        bind("a", "type=\"int\" constraint=\". &lt; 5\""),
        bind("g", "relevant=\"/d/a &gt; 1\""),
        bind("g/b", "type=\"decimal\" required=\"true()\""),
        bind("t", "calculate=\"sum(/d/r/n) + coalesce(/d/g/b, 0)\""),
        bind("r/n", "type=\"int\" relevant=\"/d/a != 3\""),
        bind("r/q/v", "calculate=\"concat(../../n, '-', position(..))\""),
        bind("m/instanceID", "jr:preload=\"uid\""),
    ];
    let body = "<input ref=\"/d/a\"/><group ref=\"/d/g\"><input ref=\"/d/g/b\"/></group>\
        <select1 ref=\"/d/c\"><itemset nodeset=\"instance('l')/root/item[of = /d/a]\"><value ref=\"name\"/><label ref=\"name\"/>\
        </itemset></select1><repeat nodeset=\"/d/r\"><input ref=\"/d/r/n\"/><repeat nodeset=\"/d/r/q\"><input ref=\"/d/r/q/w\"/>\
        </repeat></repeat><repeat nodeset=\"/d/k\" jr:count=\"/d/a\"><input ref=\"/d/k/o\"/></repeat>";
    let data = "<a/><g><b/></g><c/><s/><t/><r><n>1</n><q><w>new</w><v/></q></r><k jr:template=\"\"><o/></k><m><instanceID/></m>";
    form(data, &model.concat(), body)
}

#[derive(Clone, Debug)]
enum Step {
    Answer(usize, &'static str),
    Add(usize),
    Remove(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::sample::select(vec!["", "1", "2", "3", "7", "1.5", " <&> ", "hai ba"]);
    prop_oneof![
        6 => (any::<prop::sample::Index>(), text).prop_map(|(at, text)| Step::Answer(at.index(1000), text)),
        2 => any::<prop::sample::Index>().prop_map(|at| Step::Add(at.index(1000))),
        1 => (any::<prop::sample::Index>(), 0..3usize).prop_map(|(at, index)| Step::Remove(at.index(1000), index)),
    ]
}

/// All that counts.
fn relevant(session: &Session) -> Vec<Seen> {
    session.look().into_iter().filter(|seen| seen.relevant).collect()
}

fn one_of(session: &Session, at: usize, kinds: &[&str]) -> Option<String> {
    let all: Vec<Seen> = relevant(session).into_iter().filter(|seen| kinds.contains(&seen.kind)).collect();
    all.get(at.checked_rem(all.len())?).map(|seen| seen.reference.clone())
}

proptest! {
    #[test]
    fn a_submission_that_is_read_again_is_the_same_interview(steps in prop::collection::vec(step(), 0..25)) {
        let mut session = Session::open(everything(), around()).unwrap().session;
        for step in steps {
            let done = match step {
                Step::Answer(at, "x" | "1") if at % 3 == 0 => session.choose("/d/c", &["x".to_owned()]),
                Step::Answer(at, text) => match one_of(&session, at, &["input"]) {
                    Some(reference) => session.answer(&reference, text),
                    None => continue,
                },
                Step::Add(at) => match one_of(&session, at, &["repeat-range:uncontrolled"]) {
                    Some(reference) => session.add(&reference, 1),
                    None => continue,
                },
                // An instance that is not there is refused, and nothing changes.
                Step::Remove(at, index) => match one_of(&session, at, &["repeat-range:uncontrolled"]) {
                    Some(reference) => session.remove(&reference, index).or(Ok(())),
                    None => continue,
                },
            };
            prop_assert!(done.is_ok(), "{done:?}");
        }
        let kept = session.submission();
        let mut again = Session::resume(everything(), Around { seed: 8, ..around() }, &kept).unwrap().session;
        prop_assert_eq!(again.submission(), kept);
        prop_assert_eq!(relevant(&again), relevant(&session));
        // And it goes on as it would have: new instances begin as the form has it.
        if let Some(reference) = one_of(&session, 0, &["repeat-range:uncontrolled"]) {
            session.add(&reference, 1).unwrap();
            again.add(&reference, 1).unwrap();
            prop_assert_eq!(again.submission(), session.submission());
        }
    }
}

#[test]
fn a_submission_of_another_form_is_refused() {
    for other in ["<e id=\"f\"/>", "<d", ""] {
        assert_eq!(Session::resume(everything(), around(), other).unwrap_err().len(), 1, "{other}");
    }
}
