//! One paper as it is keyed: what each field says, where keying stands, and which fields are asked by what was said before.

use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::time;
use jiff::tz::Offset;
use shared::form::{Defect, FaultKind, Instance, Meta, Moment, Plan, Surroundings, Text};
use shared::problem::Problem;
use shared::wire::{PaperAnswer, PaperEntry, PaperField, PaperWork};

use super::said::Said;

/// What all papers of a batch share.
#[derive(Clone, Debug)]
pub struct Form {
    /// The fields in their order.
    pub fields: Rc<[PaperField]>,
    plan: Arc<Plan>,
    surroundings: Surroundings,
    meta: Meta,
}

impl Form {
    /// The form of a batch. A batch that is not back yet has no day; nothing of it is keyed.
    pub fn of(work: &PaperWork) -> Result<Self, Problem> {
        let day = work.batch.back.as_ref().map(|back| back.day.date());
        // Noon, as the server has it; the zone is the server's to know, and no answer is asked for it.
        let noon = day.and_then(|day| Offset::UTC.to_timestamp(day.to_datetime(time(12, 0, 0, 0))).ok());
        let at = Moment { at: noon.unwrap_or(work.batch.at), offset: Offset::UTC };
        Ok(Self {
            fields: work.fields.clone().into(),
            plan: Arc::new(Plan::of(work.form.clone())?),
            surroundings: work.surroundings.clone(),
            meta: Meta { started: at, finished: Some(at), device: String::new(), username: String::new() },
        })
    }
}

/// Why a paper should be looked at before it is sent; nothing of it keeps it from being sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The field.
    pub field: usize,
    /// What is doubted.
    pub why: Why,
}

/// What is doubted of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// It has to be answered, and is not.
    Required,
    /// The answer is none of its kind.
    Type,
    /// The answer breaks a rule of the form, which says this.
    Rule(Text),
    /// It is answered though it is not asked.
    NotAsked,
}

/// A paper as it is keyed.
#[derive(Clone, Debug)]
pub struct Sheet {
    form: Form,
    instance: Instance,
    said: Vec<Said>,
    /// The field that is keyed; as many as there are where all are.
    at: usize,
}

impl Sheet {
    /// A paper of which nothing was keyed.
    pub fn new(form: &Form) -> Self {
        let instance = Instance::on(Arc::clone(&form.plan), &form.surroundings, form.meta.clone());
        let said = vec![Said::Open; form.fields.len()];
        let mut sheet = Self { form: form.clone(), instance, said, at: 0 };
        sheet.at = sheet.open_after(0);
        sheet
    }

    /// A paper of which this was keyed; what is not named of it has no answer.
    pub fn with(form: &Form, entry: &PaperEntry) -> Self {
        let mut sheet = Self::new(form);
        for (nth, said) in said(form, entry).into_iter().enumerate() {
            sheet.say(nth, said);
        }
        sheet.open_what_is_not_asked();
        sheet.at = form.fields.len();
        sheet
    }

    /// What has no answer because it is not asked is not keyed: a correction may have it asked.
    pub fn open_what_is_not_asked(&mut self) {
        for nth in 0..self.said.len() {
            if self.said[nth] == Said::Nothing && !self.is_asked(nth) {
                self.said[nth] = Said::Open;
            }
        }
    }

    /// The fields.
    pub fn fields(&self) -> &[PaperField] {
        &self.form.fields
    }

    /// The field that is keyed; none where all are.
    pub fn field(&self) -> Option<&PaperField> {
        self.form.fields.get(self.at)
    }

    /// Which it is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What a field says.
    pub fn said(&self, nth: usize) -> &Said {
        self.said.get(nth).unwrap_or(&Said::Open)
    }

    /// Whether a field is asked by what the others say.
    pub fn is_asked(&self, nth: usize) -> bool {
        self.form.fields.get(nth).is_some_and(|field| self.instance.asked(&field.path).is_some())
    }

    /// Says something of a field.
    pub fn say(&mut self, nth: usize, said: Said) {
        let answer = match &said {
            Said::Answer(answer) => Some(&**answer),
            _ => None,
        };
        // Each field is one of the form's.
        let _ = self.instance.set(&self.form.fields[nth].path, answer);
        self.said[nth] = said;
    }

    /// Says something of the field that is keyed, and goes on to what is not keyed yet.
    pub fn key(&mut self, said: Said) {
        if self.at < self.said.len() {
            self.say(self.at, said);
            self.go_on();
        }
    }

    /// Goes on to the next field that is asked and not keyed; where none is left, to the end.
    pub fn go_on(&mut self) {
        self.at = self.open_after(self.at);
    }

    fn open_after(&self, at: usize) -> usize {
        let is_open = |nth: &usize| self.said[*nth] == Said::Open && self.is_asked(*nth);
        let all = self.said.len();
        (at..all).chain(0..at.min(all)).find(is_open).unwrap_or(all)
    }

    /// Goes to a field.
    pub fn go_to(&mut self, nth: usize) {
        self.at = nth.min(self.said.len());
    }

    /// Goes one field down or up: among those that are asked or say something, or with `any` among all.
    pub fn step(&mut self, down: bool, any: bool) {
        let has_place =
            |nth: &usize| any || self.is_asked(*nth) || matches!(self.said[*nth], Said::Answer(_));
        let found = match down {
            true => (self.at + 1..self.said.len()).find(has_place).or(Some(self.said.len())),
            false => (0..self.at).rfind(has_place),
        };
        // Nobody goes past what is not keyed by going down: it would be missed.
        let open = self.open_after(0);
        let may_go =
            |found: &usize| !down || (any && *found < self.said.len()) || *found <= open.max(self.at);
        if let Some(found) = found.filter(may_go) {
            self.at = found;
        }
    }

    /// What is doubted, in the order of the fields.
    pub fn doubts(&self) -> Vec<Doubt> {
        let at = |path: &str| self.form.fields.iter().position(|field| field.path == path);
        let mut doubts: Vec<Doubt> = Vec::new();
        for fault in self.instance.faults() {
            let why = match fault.kind {
                FaultKind::Answer(Defect::Required) => Why::Required,
                FaultKind::Answer(Defect::Type) => Why::Type,
                FaultKind::Answer(Defect::Constraint) => Why::Rule(fault.message),
                FaultKind::NoUnit => continue,
            };
            doubts.extend(at(&fault.path).map(|field| Doubt { field, why }));
        }
        let stray = |nth: &usize| matches!(self.said[*nth], Said::Answer(_)) && !self.is_asked(*nth);
        let strays = (0..self.said.len()).filter(stray);
        doubts.extend(strays.map(|field| Doubt { field, why: Why::NotAsked }));
        doubts.sort_by_key(|doubt| doubt.field);
        doubts
    }

    /// What is doubted of one field, once it says something.
    pub fn doubt(&self, nth: usize) -> Option<Why> {
        let field = self.form.fields.get(nth)?;
        let said = self.said(nth);
        match self.instance.asked(&field.path) {
            None => matches!(said, Said::Answer(_)).then_some(Why::NotAsked),
            Some(_) if *said == Said::Open => None,
            Some(asked) => Some(match asked.defect? {
                Defect::Required => Why::Required,
                Defect::Type => Why::Type,
                Defect::Constraint => Why::Rule(asked.question.constraint_message.clone()),
            }),
        }
    }

    /// A text of the form.
    pub fn words<'a>(&self, text: &'a Text, language: &str) -> &'a str {
        self.instance.definition().text(text, language)
    }

    /// What is sent. What the paper says is sent as it is, whatever speaks against it.
    pub fn entry(&self) -> PaperEntry {
        let as_it_is = !self.instance.is_complete() || !self.doubts().is_empty();
        let mut entry = PaperEntry { as_it_is, ..PaperEntry::default() };
        for (field, said) in self.form.fields.iter().zip(&self.said) {
            match said {
                Said::Answer(answer) => {
                    entry.answers.push(PaperAnswer { path: field.path.clone(), answer: answer.clone() });
                }
                Said::Unreadable => entry.unreadable.push(field.path.clone()),
                Said::Open | Said::Nothing => {}
            }
        }
        entry
    }
}

/// What an entry says of each field.
pub fn said(form: &Form, entry: &PaperEntry) -> Vec<Said> {
    let of = |field: &PaperField| {
        let answer = entry.answers.iter().find(|answer| answer.path == field.path);
        match answer {
            Some(answer) => Said::Answer(answer.answer.clone()),
            None if entry.unreadable.contains(&field.path) => Said::Unreadable,
            None => Said::Nothing,
        }
    };
    form.fields.iter().map(of).collect()
}
