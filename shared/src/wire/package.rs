//! A package that is offered: what is wrong with it, what it would change, and its import.

use serde::{Deserialize, Serialize};

use crate::ballot::Digest;
use crate::campaign::{Name, SheetChange};
use crate::problem::FaultKind;

/// The most bytes of a package that is sent.
pub const MAX_PACKAGE: u64 = 64 << 20;

/// `POST /api/packages`: what stands behind the `?`; the body is a .zip.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageQuery {
    /// What the person calls the file.
    #[serde(default)]
    pub name: String,
}

/// What `POST /api/packages` answers. Nothing has changed yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckedPackage {
    /// Its name, where it can be imported as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// What it holds, where it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<PackageSummary>,
    /// The generation of its campaign that is here; 0 where the campaign is not here.
    pub generation: i64,
    /// What is wrong, and what a person should look at, those of one kind together.
    pub faults: Vec<FaultKind>,
    /// How many more kinds there are than are named.
    pub more_faults: usize,
    /// What an import would change, by sheet; sheets that stay as they are are not in it.
    pub changes: Vec<SheetChange>,
}

impl CheckedPackage {
    /// How many faults refuse it.
    pub fn refused_for(&self) -> usize {
        self.faults.iter().filter(|kind| kind.is_fault()).map(|kind| kind.n).sum()
    }
}

/// What a package holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageSummary {
    /// The campaign's id.
    pub id: String,
    /// Its title.
    pub title: Name,
    /// Its year.
    pub year: i32,
    /// How many units.
    pub units: usize,
    /// How many places.
    pub places: usize,
    /// How many forms.
    pub forms: usize,
    /// How many questions that give points.
    pub questions: usize,
    /// How many ballots are planned.
    pub ballots: usize,
}

/// `POST /api/packages/{digest}/imports`: imports a package that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageImport {
    /// The generation that its changes were shown against.
    pub generation: i64,
}

/// What it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedPackage {
    /// The campaign.
    pub campaign: String,
    /// How many versions of forms were not here before.
    pub versions: usize,
}
