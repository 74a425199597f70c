//! Opens an interview on a form.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Session;
use super::plan::{Flaw, Plan};
use crate::form::engine::{Engine, State};
use crate::form::tree::{NodeId, Tree};
use crate::problem::Problem;

/// What an interview knows of the world: the clock as it opens, the zone, and what chance follows from.
#[derive(Clone, Debug)]
pub struct Around {
    /// The clock.
    pub now: Timestamp,
    /// The zone that dates are of.
    pub zone: TimeZone,
    /// What chance follows from.
    pub seed: u64,
}

/// An interview that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The interview.
    pub session: Session,
    /// What of the form cannot be as it is written, and is left out.
    pub flaws: Vec<Flaw>,
}

impl Session {
    /// Opens an interview. A form whose expressions go around in a circle, or that never comes to rest, has none: the flaws
    /// say why.
    pub fn open(plan: impl Into<Arc<Plan>>, around: Around) -> Result<Opened, Vec<Flaw>> {
        Self::run(plan.into(), around, |_| (), None)
    }

    /// Goes on with an interview whose submission was kept: what was answered stands, and what is noted and set at the
    /// first beginning is not done again. What was not relevant was not kept. What does not come to rest, or is too much, is among
    /// the flaws, as it was told when it was answered: no answer becomes unreadable by it.
    pub fn resume(plan: impl Into<Arc<Plan>>, around: Around, submission: &str) -> Result<Opened, Vec<Flaw>> {
        Self::run(plan.into(), around, |_| (), Some(submission))
    }

    /// Opens an interview; `lay` gives it the instances that it begins with beside those of the form.
    pub(super) fn run(
        plan: Arc<Plan>,
        around: Around,
        lay: impl FnOnce(&mut Self),
        kept: Option<&str>,
    ) -> Result<Opened, Vec<Flaw>> {
        let mut flaws = plan.flaws().to_vec();
        let Some(mut session) = Self::begun(plan, around) else { return Err(flaws) };
        lay(&mut session);
        if let Some(kept) = kept {
            session.take_up(kept).map_err(|problem| vec![Flaw::of("/", problem)])?;
        }
        if kept.is_none() {
            session.preload();
        }
        session.mark_instance(0);
        let mut problems = session.settle();
        problems.extend(session.begin(kept.is_none()));
        let is_refused = !problems.is_empty() && kept.is_none();
        flaws.extend(problems.into_iter().map(|problem| Flaw::of("/", problem)));
        if is_refused {
            return Err(flaws);
        }
        session.open = true;
        Ok(Opened { session, flaws })
    }

    /// An interview of which nothing was computed; none where the form has none.
    fn begun(plan: Arc<Plan>, around: Around) -> Option<Self> {
        let blank = &plan.blank;
        let root = blank.root.filter(|_| !plan.is_none())?;
        let (tree, templates) = (Tree::from(&blank.tree), blank.templates.clone());
        let language = plan.translations.iter().position(|one| one.is_default).unwrap_or_default();
        let mut session = Self {
            tree,
            root,
            state: blank.state.clone(),
            cell_of: Default::default(),
            codes: Default::default(),
            templates,
            language,
            chance: around.seed.into(),
            around,
            plan,
            defects: Default::default(),
            met: Default::default(),
            saying: Default::default(),
            full: false,
            long: false.into(),
            open: false,
            fixed: Default::default(),
            waiting: Default::default(),
        };
        session.note_cells(0);
        session.shape(0);
        Some(session)
    }

    /// Lays the cells anew, over the answers of a submission. What new instances begin as is still the form's.
    fn take_up(&mut self, submission: &str) -> Result<(), Problem> {
        let root = self.tree.read(submission)?;
        let top = self.tree.elements(root).next();
        // What is kept of an interview on a definition is its draft.
        let first = self.plan.points.len() > 0 && self.plan.over.is_none();
        let own = |top: &NodeId| first && self.tree.name(*top) == self.plan.points[0].name;
        let top = top.filter(own).ok_or_else(|| Problem::new("form.other_submission"))?;
        self.state = State::default();
        self.root = root;
        self.lay(0, top, 0);
        Ok(())
    }

    /// What the device knows without asking: who the interview is, and when it began.
    fn preload(&mut self) {
        for cell in 0..self.state.cells.len() as u32 {
            let point = self.state.cells[cell as usize].point;
            let bind = &self.plan.points[point].bind;
            let wanted = (bind.get("jr:preload"), bind.get("jr:preloadParams"));
            let text = match wanted {
                (Some("uid"), _) if self.state.cells[cell as usize].own.is_empty() => {
                    "concat('uuid:', uuid())"
                }
                (Some("timestamp"), Some("end")) => continue,
                (Some("timestamp"), _) => "now()",
                (Some("date"), _) => "today()",
                _ => continue,
            };
            self.give_computed(cell, text);
        }
    }

    /// Gives a cell what an expression of ours computes there.
    pub(super) fn give_computed(&mut self, cell: u32, text: &str) {
        if let Ok(expr) = crate::form::xpath::parse(text) {
            let bound = expr.bind(&mut self.tree);
            let text = self.text_of(&bound, self.state.cells[cell as usize].node);
            self.give(cell, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{around, bind, form, inner};
    use super::*;

    #[test]
    fn what_does_not_come_to_rest_can_be_gone_on_with() {
        let counted =
            "<input ref=\"/d/a\"/><input ref=\"/d/n\"/><repeat nodeset=\"/d/r\" jr:count=\"/d/n\"/>";
        let inside: String = (0..40).map(|n| format!("<q{n}/>")).collect();
        let long = "if(string-length(/d/a) &gt; 3, concat(.., .., .., ../x, ../x), /d/a)";
        for (calculation, path, text, code, told) in [
            ("if(/d/a = 'go', ../x + 1, 0)", "/d/a", "go", "form.never_settles", 1),
            // Without a text to go on from it rests.
            (long, "/d/a", "tall", "form.text_too_long", 0),
            ("1", "/d/n", "9999", "form.too_many_answers", 1),
        ] {
            let data = format!("<a/><n/><g><x/></g><r jr:template=\"\">{inside}</r>");
            let rules = [bind("n", "type=\"int\""), bind("g/x", &format!("calculate=\"{calculation}\""))];
            let plan = Arc::new(Plan::of(form(&data, &rules.concat(), counted)));
            let mut session = Session::open(Arc::clone(&plan), around()).unwrap().session;
            session.answer("/d/a", "t").unwrap();
            assert_eq!(session.answer(path, text).unwrap_err().code, code, "{calculation}");
            let again = Session::resume(Arc::clone(&plan), around(), &session.submission()).unwrap();
            let codes: Vec<&str> = again.flaws.iter().map(|flaw| &*flaw.problem.code).collect();
            assert_eq!(codes, vec![code; told], "{calculation}");
            let mut again = again.session;
            again.answer(path, "1").unwrap();
            assert!(inner(&again).contains(">1<"), "{calculation}");
        }
    }

    #[test]
    fn answers_that_have_a_namespace_begin_as_the_form_says() {
        let mut form = form("<a>5</a>", "", "");
        form.data.attributes.set("xmlns", "urn:d");
        assert_eq!(inner(&Session::open(form, around()).unwrap().session), "<a>5</a>");
    }

    #[test]
    fn who_looks_at_other_instances_by_any_step_sees_them_go() {
        let rules = [
            bind("r/v", "calculate=\"concat(../preceding-sibling::r[1]/t, '-')\""),
            bind("x", "calculate=\"join('', //t)\""),
        ];
        let asked = "<repeat nodeset=\"/d/r\"><input ref=\"/d/r/t\"/></repeat>";
        let data = "<r jr:template=\"\"><t/><v/></r><r><t/><v/></r><x/>";
        let mut session = Session::open(form(data, &rules.concat(), asked), around()).unwrap().session;
        session.answer("/d/r[1]/t", "p").unwrap();
        session.add("/d/r", 1).unwrap();
        session.answer("/d/r[2]/t", "q").unwrap();
        assert_eq!(inner(&session), "<r><t>p</t><v>-</v></r><r><t>q</t><v>p-</v></r><x>pq</x>");
        session.remove("/d/r", 0).unwrap();
        assert_eq!(inner(&session), "<r><t>q</t><v>-</v></r><x>q</x>");
    }

    /// As @getodk/xforms-engine 0.22.0 has it.
    #[test]
    fn the_text_of_a_group_follows_what_is_answered_in_it() {
        let rules = [bind("t", "calculate=\"concat(/d/g, /d/r)\""), bind("g/n", "calculate=\"count(..)\"")];
        let asked = "<input ref=\"/d/g/b\"/><repeat nodeset=\"/d/r\"><input ref=\"/d/r/c\"/></repeat>";
        let data = "<g><b/><n/></g><r jr:template=\"\"><c/></r><t/>";
        let mut session = Session::open(form(data, &rules.concat(), asked), around()).unwrap().session;
        session.answer("/d/g/b", "x").unwrap();
        session.add("/d/r", 1).unwrap();
        session.answer("/d/r[1]/c", "y").unwrap();
        assert_eq!(inner(&session), "<g><b>x</b><n>1</n></g><r><c>y</c></r><t>x1y</t>");
        session.remove("/d/r", 0).unwrap();
        assert_eq!(inner(&session), "<g><b>x</b><n>1</n></g><t>x1</t>");
    }
}
