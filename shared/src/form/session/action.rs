//! Actions: values that are set when an interview or an instance begins, or when another answer changes.

use super::Session;
use super::point::PointId;
use crate::form::engine::{Engine, around, within};
use crate::form::model::{Action, Control, Form, Rule};
use crate::form::xpath::Bound;
use crate::problem::Problem;

/// A value that is set when something happens.
#[derive(Debug)]
pub(super) struct Act {
    pub target: PointId,
    pub events: Vec<String>,
    /// None empties the target.
    pub value: Result<Bound, String>,
}

/// An action of the form as it is written, and the question that it stands in.
pub(super) struct Written<'f> {
    pub action: &'f Action,
    pub source: Option<&'f str>,
}

/// All actions of a form.
pub(super) fn written(form: &Form) -> Vec<Written<'_>> {
    let of_model = form.rules.iter().filter_map(|rule| match rule {
        Rule::Action(action) => Some(Written { action, source: None }),
        Rule::Bind(_) => None,
    });
    let mut all: Vec<Written<'_>> = of_model.collect();
    let mut open: Vec<&Control> = form.body.iter().rev().collect();
    while let Some(control) = open.pop() {
        let source = control.attributes.get("ref").or(control.attributes.get("nodeset"));
        all.extend(control.actions.iter().map(|action| Written { action, source }));
        open.extend(control.children.iter().rev());
    }
    all.retain(|one| one.action.tag == "setvalue");
    all
}

impl Session {
    /// Does what is to be done when the interview begins, for the first time or again.
    pub(super) fn begin(&mut self, first: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for act in 0..self.plan.acts.len() {
            let events = &self.plan.acts[act].events;
            let comes = |event: &String| match event.as_str() {
                "odk-instance-first-load" => first,
                "odk-instance-load" => true,
                _ => false,
            };
            if !events.iter().any(comes) {
                continue;
            }
            let home = self.plan.points[self.plan.acts[act].target].home;
            let mut instances = Vec::new();
            within(&self.plan.points, &self.state.instances, 0, home, &mut |one| instances.push(one));
            instances.into_iter().for_each(|instance| self.act(act, instance));
            problems.extend(self.settle());
        }
        self.waiting_to_begin(0);
        problems
    }

    /// An instance and those inside it of which nothing was set yet as they began; from now on they have begun.
    pub(super) fn waiting_to_begin(&mut self, instance: u32) -> Vec<u32> {
        let (mut waiting, mut open) = (Vec::new(), vec![instance]);
        while let Some(at) = open.pop() {
            let one = &mut self.state.instances[at as usize];
            if !std::mem::replace(&mut one.begun, true) {
                waiting.push(at);
            }
            open.extend(one.inside.iter().flat_map(|(_, all)| all));
        }
        waiting
    }

    /// Does what is to be done when an instance was added.
    pub(super) fn begin_instance(&mut self, instance: u32) {
        let home = self.state.instances[instance as usize].point;
        for act in 0..self.plan.acts.len() {
            let one = &self.plan.acts[act];
            let its = self.plan.points[one.target].home == home;
            if its && one.events.iter().any(|event| event == "odk-new-repeat") {
                self.act(act, instance);
            }
        }
    }

    /// Does what is to be done when an answer changed: in its own instance, where the target is in the same repeat.
    pub(super) fn act_on_change(&mut self, act: usize, source: u32) {
        if !self.state.is_live(source) {
            return;
        }
        let home = self.plan.points[self.plan.acts[act].target].home;
        let instance = self.state.cells[source as usize].instance;
        let mut top = self.state.instances[instance as usize].point;
        while !self.plan.points.is_within(home, top) {
            top = self.plan.points.around(top);
        }
        let (mut found, from) = (Vec::new(), around(&self.state.instances, instance, top));
        within(&self.plan.points, &self.state.instances, from, home, &mut |one| found.push(one));
        found.into_iter().for_each(|instance| self.act(act, instance));
    }

    fn act(&mut self, act: usize, instance: u32) {
        let one = &self.plan.acts[act];
        let (target, first) = (one.target, self.state.instances[instance as usize].first);
        let cell = first + self.plan.points[target].local;
        let text = match &one.value {
            Ok(bound) => self.text_of(bound, self.state.cells[cell as usize].node),
            Err(literal) => literal.clone(),
        };
        self.give(cell, self.shaped(target, text));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::tests::{around, bind, form, inner, open};
    use super::super::{Plan, Session};

    /// What pyxform writes of a counted repeat with a dynamic default.
    const DATA: &str = "<n/><r jr:template=\"\"><b/><s><c/></s></r><r><b/><s><c/></s></r>";

    fn body() -> String {
        let both = "odk-instance-first-load odk-new-repeat";
        let set = |path: &str| {
            format!("<setvalue event=\"{both}\" ref=\"/d/r/{path}\" value=\"concat('v', /d/n)\"/>")
        };
        let inside = format!(
            "<group ref=\"/d/r/s\"><repeat nodeset=\"/d/r/s\">{}<input ref=\"/d/r/s/c\"/></repeat></group>",
            set("s/c")
        );
        format!(
            "<input ref=\"/d/n\"/><group ref=\"/d/r\"><repeat nodeset=\"/d/r\" jr:count=\"/d/n\">{}<input ref=\"/d/r/b\"/>{inside}</repeat></group>",
            set("b")
        )
    }

    #[test]
    fn an_instance_that_was_counted_out_before_anything_began_begins_when_it_comes() {
        let begun = |n: u32| format!("<r><b>v{n}</b><s><c>v{n}</c></s></r>");
        let model = bind("n", "type=\"int\"");
        let mut session = open(DATA, &model, &body());
        assert_eq!(inner(&session), "<n/>");
        session.answer("/d/n", "2").unwrap();
        assert_eq!(inner(&session), format!("<n>2</n>{}{}", begun(2), begun(2)));
        session.answer("/d/r[1]/b", "said").unwrap();
        session.answer("/d/n", "0").unwrap();
        session.answer("/d/n", "1").unwrap();
        let kept = inner(&session);
        assert_eq!(
            kept,
            begun(2).replacen("v2", "said", 1).replacen("<r>", "<n>1</n><r>", 1),
            "it comes back as it went"
        );
        let plan = Arc::new(Plan::of(form(DATA, &model, &body())));
        let mut again = Session::resume(plan, around(), &session.submission()).unwrap().session;
        assert_eq!(inner(&again), kept);
        again.answer("/d/n", "2").unwrap();
        assert_eq!(inner(&again), format!("{}{}", kept.replacen('1', "2", 1), begun(2)));
    }
}
