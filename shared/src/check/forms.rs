//! The forms of a campaign, made ready to check what people answered to them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::ballot::{Ballot, Digest};
use crate::campaign::Campaign;
use crate::form::{FormDefinition, Plan, Units};
use crate::message::date_time;
use crate::problem::Problem;

/// One version of a form, ready to check answers.
#[derive(Debug)]
pub struct Version {
    /// Its definition.
    pub definition: Arc<FormDefinition>,
    /// The definition's digest.
    pub digest: Digest,
    /// The form ready to run; a problem where this program no longer understands it.
    pub plan: Result<Arc<Plan>, Problem>,
    /// The questions whose answers tell who somebody is, and that no ballot should hold.
    apart: Vec<String>,
}

/// All forms of a campaign, by version.
#[derive(Debug)]
pub struct Forms {
    pub(super) zone: TimeZone,
    pub(super) units: BTreeMap<String, Units>,
    /// By form and version.
    versions: BTreeMap<String, BTreeMap<String, Version>>,
}

impl Forms {
    /// Makes the forms ready. The zone is that of the campaign's settings.
    pub fn of(campaign: &Campaign, zone: TimeZone) -> Self {
        let mut versions = BTreeMap::<_, BTreeMap<_, _>>::new();
        for definition in &campaign.definitions {
            let of_form = versions.entry(definition.id.clone()).or_default();
            of_form.insert(definition.version.clone(), Version::of(definition));
        }
        Self { zone, units: campaign.units_by_type(), versions }
    }

    /// A version of a form.
    pub fn version(&self, form: &str, version: &str) -> Option<&Version> {
        self.versions.get(form)?.get(version)
    }

    /// Whether a ballot holds what tells who somebody is.
    pub fn tells_who(&self, ballot: &Ballot) -> bool {
        self.apart(ballot).any(|name| ballot.answers.contains_key(name))
    }

    /// Takes that out of it.
    pub fn take_apart(&self, ballot: &mut Ballot) {
        for name in self.apart(ballot) {
            ballot.answers.remove(name);
        }
    }

    /// The questions of its form that no ballot should hold.
    fn apart<'a>(&'a self, ballot: &Ballot) -> impl Iterator<Item = &'a String> + use<'a> {
        let of = self.version(&ballot.header.form, &ballot.header.version);
        of.into_iter().flat_map(|it| &it.apart)
    }

    /// The campaign's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The time as people of the campaign write it.
    pub fn shown(&self, time: Timestamp) -> String {
        date_time(&time.to_zoned(self.zone.clone()).datetime().to_string())
    }
}

impl Version {
    fn of(definition: &FormDefinition) -> Self {
        let definition = Arc::new(definition.clone());
        let (digest, plan) = (definition.digest(), Plan::of(Arc::clone(&definition)).map(Arc::new));
        let apart = definition.personal().map(|question| question.name.clone()).collect();
        Self { definition, digest, plan, apart }
    }
}
