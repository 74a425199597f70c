//! The forms of a campaign, made ready to check what people answered to them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::ballot::Digest;
use crate::campaign::Campaign;
use crate::form::{FormDefinition, Plan};
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
}

/// All forms of a campaign, by version.
#[derive(Debug)]
pub struct Forms {
    pub(super) zone: TimeZone,
    versions: BTreeMap<(String, String), Version>,
}

impl Forms {
    /// Makes the forms ready. The zone is that of the campaign's settings.
    pub fn of(campaign: &Campaign, zone: TimeZone) -> Self {
        Self { zone, versions: campaign.definitions.iter().map(version).collect() }
    }

    /// A version of a form.
    pub fn version(&self, form: &str, version: &str) -> Option<&Version> {
        self.versions.get(&(form.to_owned(), version.to_owned()))
    }

    /// The time as people of the campaign write it.
    pub fn shown(&self, time: Timestamp) -> String {
        date_time(&time.to_zoned(self.zone.clone()).datetime().to_string())
    }
}

fn version(definition: &FormDefinition) -> ((String, String), Version) {
    let key = (definition.id.clone(), definition.version.clone());
    let definition = Arc::new(definition.clone());
    let (digest, plan) = (definition.digest(), Plan::of(Arc::clone(&definition)).map(Arc::new));
    (key, Version { definition, digest, plan })
}
