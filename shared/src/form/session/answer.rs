//! What people do in an interview: answer, choose, add and take out instances, finish.

use super::Session;
use super::point::{PointId, Shown};
use super::stored::{LONGEST, too_long};
use crate::form::engine::Engine;
use crate::problem::Problem;

/// Why something cannot be done.
pub type Refusal = Problem;

impl Session {
    /// Answers the question at a reference such as `/data/member[2]/age`. What depends on it follows.
    pub fn answer(&mut self, reference: &str, text: &str) -> Result<(), Refusal> {
        let cell = self.writable(reference)?;
        if text.len() > LONGEST {
            return Err(too_long());
        }
        let text = self.shaped(self.state.cells[cell as usize].point, text.to_owned());
        self.give(cell, text);
        self.done()
    }

    /// Answers a question with choices; those that are not offered are left out.
    pub fn choose(&mut self, reference: &str, choices: &[String]) -> Result<(), Refusal> {
        let cell = self.writable(reference)?;
        let text = self.in_order(cell, choices);
        self.give(cell, text);
        self.done()
    }

    /// Adds instances behind those of the repeat at a reference such as `/data/member`.
    pub fn add(&mut self, reference: &str, count: usize) -> Result<(), Refusal> {
        let (instance, repeat) = self.range(reference)?;
        if !self.has_room(repeat, count) {
            return self.done();
        }
        let added: Vec<u32> = (0..count).map_while(|_| self.add_instance(instance, repeat, None)).collect();
        self.seen_anew(&added);
        self.done()
    }

    /// Takes out an instance, counted from 0.
    pub fn remove(&mut self, reference: &str, index: usize) -> Result<(), Refusal> {
        let (instance, repeat) = self.range(reference)?;
        let all = self.state.instances[instance as usize].of(repeat);
        let Some(one) = all.get(index).copied() else {
            return Err(Problem::new("form.no_instance").with("name", reference).with("n", index + 1));
        };
        self.take_out(one);
        self.seen_anew(&[one]);
        self.done()
    }

    fn done(&mut self) -> Result<(), Refusal> {
        self.settle().into_iter().next().map_or(Ok(()), Err)
    }

    fn writable(&self, reference: &str) -> Result<u32, Refusal> {
        let refused = |code: &str| Problem::new(code).with("name", reference);
        let cell = self.cell_at(reference).ok_or_else(|| refused("form.no_question"))?;
        let one = &self.state.cells[cell as usize];
        if !self.plan.points.is_leaf(one.point) {
            return Err(refused("form.no_question"));
        }
        // What is computed or hidden is nobody's to answer, in ODK's engine either.
        if self.plan.points[one.point].control.is_none() {
            return Err(refused("form.nobody_asked"));
        }
        if one.holds.readonly { Err(refused("form.readonly")) } else { Ok(cell) }
    }

    /// A repeat whose instances people add and take out.
    fn range(&self, reference: &str) -> Result<(u32, PointId), Refusal> {
        let refused = |code: &str| Problem::new(code).with("name", reference);
        let cell = self.cell_at(reference).ok_or_else(|| refused("form.no_repeat"))?;
        let one = &self.state.cells[cell as usize];
        if !self.state.is_range(&self.plan.points, cell) {
            return Err(refused("form.no_repeat"));
        }
        let control = self.plan.points[one.point].control.as_ref();
        if control.is_some_and(Shown::is_controlled) {
            return Err(refused("form.controlled"));
        }
        Ok((one.instance, one.point))
    }

    /// The cell at a reference; without a place among the instances a repeat as a whole.
    pub(super) fn cell_at(&self, reference: &str) -> Option<u32> {
        let (mut path, mut instance) = (String::new(), 0);
        let mut cell = None;
        for step in reference.strip_prefix('/')?.split('/') {
            let (word, place) = match step.split_once('[') {
                Some((word, place)) => (word, Some(place.strip_suffix(']')?.parse::<usize>().ok()?)),
                None => (step, None),
            };
            path.push('/');
            path.push_str(word);
            let next = self.plan.points.at(&path)?;
            let point = &self.plan.points[next];
            let first = self.state.instances[instance as usize].first;
            match (point.range, place) {
                (Some((_, local)), None) => cell = Some(first + local),
                (Some(_), Some(place)) => {
                    instance =
                        *self.state.instances[instance as usize].of(next).get(place.checked_sub(1)?)?;
                    cell = Some(self.state.instances[instance as usize].first);
                }
                (None, _) => cell = Some(first + point.local),
            }
        }
        cell
    }

    pub(super) fn add_instance(&mut self, around: u32, repeat: PointId, back: Option<u32>) -> Option<u32> {
        let number = self.grow(around, repeat, back)?;
        self.inherit(self.state.instances[number as usize].first);
        self.mark_instance(number);
        for one in self.waiting_to_begin(number) {
            self.begin_instance(one);
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{around, bind, form, inner, open};
    use super::*;

    #[test]
    fn what_grows_without_end_is_refused() {
        let acts = |value: &str| {
            format!(
                "<input ref=\"/d/a\"><setvalue ref=\"/d/a\" event=\"xforms-value-changed\" value=\"{value}\"/></input>"
            )
        };
        for (value, code) in
            [("/d/a + 1", "form.never_settles"), ("concat(/d/a, /d/a)", "form.text_too_long")]
        {
            let form = form("<a/>", &bind("a", "type=\"string\""), &acts(value));
            let opened = Session::open(form, around()).unwrap();
            assert_eq!(opened.flaws[0].problem.code, "form.actions_circle");
            let mut session = opened.session;
            assert_eq!(session.answer("/d/a", "1").unwrap_err().code, code, "{value}");
        }
        let mut session = open("<a/>", &bind("a", "type=\"string\""), "<input ref=\"/d/a\"/>");
        session.answer("/d/a", "stays").unwrap();
        assert_eq!(session.answer("/d/a", &"x".repeat(1 << 21)).unwrap_err().code, "form.text_too_long");
        assert_eq!(inner(&session), "<a>stays</a>");
    }

    #[test]
    fn what_there_is_no_room_for_is_refused_whole() {
        let inside: String = (0..40).map(|n| format!("<q{n}/>")).collect();
        let data = format!("<n/><r jr:template=\"\">{inside}</r><s><t/></s>");
        let counted =
            "<input ref=\"/d/n\"/><repeat nodeset=\"/d/r\" jr:count=\"/d/n\"/><repeat nodeset=\"/d/s\"/>";
        let mut session = open(&data, &bind("n", "type=\"int\""), counted);
        let refusal = session.answer("/d/n", "9999").unwrap_err();
        assert_eq!(
            (&*refusal.code, inner(&session)),
            ("form.too_many_answers", "<n>9999</n><s><t/></s>".to_owned())
        );
        assert_eq!(session.add("/d/s", usize::MAX).unwrap_err().code, "form.too_many_answers");
        session.answer("/d/n", "0").unwrap();
        session.add("/d/s", 1).unwrap();
        assert_eq!(inner(&session), "<n>0</n><s><t/></s><s><t/></s>");
    }

    #[test]
    fn nobody_adds_to_what_the_form_counts() {
        for said in ["jr:count=\"2\"", "jr:noAddRemove=\"true()\""] {
            let body = format!("<repeat nodeset=\"/d/r\" {said}/>");
            let mut session = open("<r><a/></r><r><a/></r>", "", &body);
            for refusal in [session.add("/d/r", 1), session.remove("/d/r", 0)] {
                assert_eq!(refusal.unwrap_err().code, "form.controlled", "{said}");
            }
            assert_eq!(inner(&session), "<r><a/></r><r><a/></r>");
        }
        let mut session = open("<r><a/></r>", "", "<repeat nodeset=\"/d/r\" jr:noAddRemove=\"false()\"/>");
        session.add("/d/r", 1).unwrap();
    }

    #[test]
    fn instances_that_all_look_at_each_other_are_refused() {
        let data = "<n/><r jr:template=\"\"><q jr:template=\"\"><x/><c/></q></r>";
        let repeats = "<input ref=\"/d/n\"/><repeat nodeset=\"/d/r\" jr:count=\"/d/n\">\
            <repeat nodeset=\"/d/r/q\" jr:count=\"/d/n\"/></repeat>";
        let mut session = open(data, &bind("r/q/c", "calculate=\"count(//x)\""), repeats);
        session.answer("/d/n", "3").unwrap();
        assert!(inner(&session).contains("<c>9</c>"));
        assert_eq!(session.answer("/d/n", "80").unwrap_err().code, "form.looks_at_too_much");
        assert_eq!(session.answer("/d/n", "1000000000").unwrap_err().code, "form.too_many_answers");
    }

    #[test]
    fn nobody_answers_what_is_computed_hidden_or_locked() {
        let model = [
            bind("c", "calculate=\"1 + 1\""),
            bind("i", "calculate=\"1 + 1\""),
            bind("l", "readonly=\"/d/i = 2\""),
        ];
        let body = ["i", "l"].map(|name| format!("<input ref=\"/d/{name}\"/>")).concat();
        let mut session = open("<c/><h/><i/><l/><g><x/></g>", &model.concat(), &body);
        for (path, code) in [
            ("/d/c", "form.nobody_asked"),
            ("/d/h", "form.nobody_asked"),
            ("/d/l", "form.readonly"),
            ("/d/g", "form.no_question"),
        ] {
            assert_eq!(session.answer(path, "9").unwrap_err().code, code, "{path}");
        }
        // What is computed and shown is overwritten when it is computed again.
        session.answer("/d/i", "9").unwrap();
        assert_eq!(inner(&session), "<c>2</c><h/><i>9</i><l/><g><x/></g>");
    }
}
