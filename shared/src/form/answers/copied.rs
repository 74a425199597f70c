//! Answers of a ballot for another: what a form asks now, at this place, and can take as it was said.

use std::sync::Arc;

use super::read::Reading;
use crate::ballot::Answers;
use crate::form::{Instance, Meta, Plan, Surroundings};

impl Plan {
    /// The answers as those of a draft: path and value of each question that people answer. What this form does not know, or could
    /// not have been answered so, is left out; what it asks besides is missing.
    pub fn copied(
        self: &Arc<Self>,
        surroundings: &Surroundings,
        meta: &Meta,
        answers: &Answers,
    ) -> Vec<(String, String)> {
        let mut reading =
            Reading::new(Instance::blank(Arc::clone(self), surroundings, meta.clone()), surroundings);
        reading.read(answers);
        reading.instance.saved()
    }
}
