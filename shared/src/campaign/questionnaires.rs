//! The questionnaires against the campaign: whom they judge, which leaves they feed, and that no leaf is left without.

use std::collections::BTreeSet;

use super::rows::{Item, Rows};
use super::{
    CampaignForm, Criterion, Method, Notice, PROVINCE, Place, Quota, Settings, Unit, UnitType, references,
};
use crate::form::questionnaire::{self, Compiled};
use crate::form::{Kind, Repeat, Scope, UNIT};
use crate::message::{Language, text};
use crate::problem::{Location, Problem};
use crate::sheet::{Book, Faults};

/// What the questionnaires are held against.
pub(super) struct Against<'a> {
    pub unit_types: &'a Rows<UnitType>,
    pub units: &'a Rows<Unit>,
    pub places: &'a Rows<Place>,
    pub quotas: &'a Rows<Quota>,
    pub criteria: &'a Rows<Criterion>,
}

/// A row of the forms sheet with what its workbook says; `None` for one that could not be read.
pub(super) type Questionnaire = (Item<CampaignForm>, Option<Compiled>);

/// Reads each workbook that the forms sheet names, in its order.
pub(super) fn read(forms: &Rows<CampaignForm>, books: &[Book], faults: &mut Faults) -> Vec<Questionnaire> {
    let mut read = Vec::new();
    for item in &forms.items {
        let form = &item.value;
        let Some(book) = books.iter().find(|book| book.file == form.file) else {
            item.fault("file", Problem::new("forms.file_missing").with("file", &form.file), faults);
            read.push((item.clone(), None));
            continue;
        };
        let (compiled, found) = questionnaire::compile(book);
        faults.extend(found);
        if let Some(compiled) = &compiled
            && compiled.definition.id != form.form
        {
            let problem = Problem::new("forms.id_differs")
                .with("form", &form.form)
                .with("form_id", &compiled.definition.id);
            faults.note(compiled.form_id.clone(), problem);
        }
        read.push((item.clone(), compiled));
    }
    for book in books.iter().filter(|book| !forms.may_have(|form| form.file == book.file)) {
        let at = Location { file: book.file.clone(), ..Location::default() };
        faults.note(at, Problem::new("forms.unlisted"));
    }
    read
}

/// Whoever asks who somebody is says what for, until when that is kept, and that it is collected.
pub(super) fn check_personal(read: &[Questionnaire], settings: Option<&Settings>, faults: &mut Faults) {
    let Some(notice) = settings.map(|settings| &settings.notice) else { return };
    let Notice { purpose, kept_until, collected, .. } = notice;
    let denied = text(Language::Vi, "package.not_collected", &[]);
    let is_silent = collected.vi.is_empty() || collected.vi.to_lowercase().contains(&denied);
    let lacks = [("data_purpose_vi", purpose.vi.is_empty()), ("data_kept_until", kept_until.is_none())];
    let keys: Vec<&str> = lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key).collect();
    let whole = read.iter().filter_map(|(_, compiled)| compiled.as_ref()).filter(|compiled| compiled.whole);
    for compiled in whole {
        let Some(first) = compiled.definition.personal().next() else { continue };
        let at = compiled.nodes.at(None, &first.name, "personal");
        if !keys.is_empty() {
            faults.note(at, Problem::new("form.personal_unsaid").with("key", keys.join(", ")));
        } else if is_silent {
            faults.warn(at, Problem::new("form.personal_silent").with("question", &first.name));
        }
    }
}

/// Checks them all.
pub(super) fn check(
    forms: &Rows<CampaignForm>,
    read: &[Questionnaire],
    against: &Against,
    faults: &mut Faults,
) {
    let mut fed = BTreeSet::new();
    let mut judges_unknown = false;
    for (item, compiled) in read {
        let Some(compiled) = compiled else { continue };
        for repeat in compiled.definition.repeats() {
            let form = Form { compiled, repeat, against };
            if !form.judges_known_units(faults) {
                judges_unknown = true;
                continue;
            }
            form.check_units(faults);
            form.check_quotas(&item.value.form, faults);
            form.check_criteria(&mut fed, faults);
        }
    }
    let whole = |compiled: &Option<Compiled>| compiled.as_ref().is_some_and(|compiled| compiled.whole);
    if forms.whole && !judges_unknown && read.iter().all(|(_, compiled)| whole(compiled)) {
        for item in against.criteria.items.iter().filter(|item| is_survey_leaf(&item.value)) {
            let node = &item.value;
            if !fed.contains(&(node.unit_type.clone(), node.code.clone())) {
                let problem = Problem::new("criteria.not_fed").with("code", &node.code);
                item.fault("code", problem.with("type", &node.unit_type), faults);
            }
        }
    }
}

fn is_survey_leaf(node: &Criterion) -> bool {
    node.leaf.as_ref().is_some_and(|leaf| leaf.method == Method::Survey)
}

/// One repeat over units of a form.
struct Form<'a> {
    compiled: &'a Compiled,
    repeat: &'a Repeat,
    against: &'a Against<'a>,
}

impl Form<'_> {
    fn unit_type(&self) -> &str {
        &self.repeat.target.unit_type
    }

    fn judges_known_units(&self, faults: &mut Faults) -> bool {
        let known = self.against.unit_types.may_have(|row| row.code == self.unit_type());
        if !known {
            let at = self.compiled.nodes.at(None, &self.repeat.name, "target");
            faults.note(at, Problem::new("unknown.unit_type").with("value", self.unit_type()));
        }
        known
    }

    /// The options of the `unit` question are the units of the type, no more and no less.
    fn check_units(&self, faults: &mut Faults) {
        let Some(list) = self.repeat.questions().find_map(|question| match &question.kind {
            Kind::SelectOne(list) if question.name == UNIT => Some(list),
            _ => None,
        }) else {
            return;
        };
        let known = self.against.unit_types.values().any(|row| row.code == self.unit_type());
        let Some(options) = self.compiled.definition.choices.get(list) else { return };
        if !self.against.units.whole || !known {
            return;
        }
        let is_unit = |code: &str| {
            self.against.units.values().any(|unit| unit.code == code && unit.unit_type == self.unit_type())
        };
        for option in options.iter().filter(|option| !is_unit(&option.name)) {
            let problem = Problem::new("form.choice_is_no_unit")
                .with("value", &option.name)
                .with("type", self.unit_type());
            faults.note(self.compiled.choices.at(list, &option.name, "name"), problem);
        }
        for unit in self.against.units.values().filter(|unit| unit.unit_type == self.unit_type()) {
            if options.iter().all(|option| option.name != unit.code) {
                let at = self.compiled.nodes.at(Some(&self.repeat.name), UNIT, "type");
                let problem =
                    Problem::new("form.unit_without_choice").with("unit", &unit.code).with("list", list);
                faults.note(at, problem);
            }
        }
    }

    /// Where `own` is judged, each place with a quota must have a unit of the type.
    fn check_quotas(&self, form: &str, faults: &mut Faults) {
        let Against { units, places, quotas, .. } = self.against;
        if self.repeat.target.scope != Scope::Own || !units.whole || !places.whole {
            return;
        }
        let tree = references::tree(places);
        let unit = |code: &str| units.values().find(|unit| unit.code == code);
        let is_wanted = |code: &str| unit(code).is_some_and(|unit| unit.unit_type == self.unit_type());
        for item in quotas.items.iter().filter(|item| item.value.form == form) {
            let place = item.value.place.as_str();
            let known = place == PROVINCE || unit(place).is_some() || tree.get(place).is_some();
            let own = unit(place).map_or_else(|| tree.unit_of(place, is_wanted), |unit| Some(&unit.code));
            if known && !own.is_some_and(is_wanted) {
                let problem = Problem::new("quotas.no_own_unit")
                    .with("form", form)
                    .with("place", place)
                    .with("type", self.unit_type());
                item.fault("place", problem, faults);
            }
        }
    }

    /// Each code on a question is a survey leaf of the unit type judged.
    fn check_criteria(&self, fed: &mut BTreeSet<(String, String)>, faults: &mut Faults) {
        let criteria = self.against.criteria;
        for question in self.repeat.questions() {
            for code in &question.criteria {
                fed.insert((self.unit_type().to_owned(), code.clone()));
                let node =
                    criteria.values().find(|node| node.unit_type == self.unit_type() && node.code == *code);
                let problem = match node {
                    None if !criteria.whole => continue,
                    None => "form.criterion_unknown",
                    Some(node) if is_survey_leaf(node) => continue,
                    Some(_) => "form.criterion_no_survey_leaf",
                };
                let at = self.compiled.nodes.at(Some(&self.repeat.name), &question.name, "criterion");
                faults.note(at, Problem::new(problem).with("code", code).with("type", self.unit_type()));
            }
        }
    }
}
