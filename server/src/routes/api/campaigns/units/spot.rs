//! The end of an address that names a leaf of a unit, and the id of what is said of it.

use shared::problem::Problem;
use uuid::Uuid;

use crate::http::Answer;
use crate::service::Error;
use crate::service::assess::Spot;

/// What the address names.
pub type Named = (String, String, String, String);

/// The same, read.
pub fn spot((campaign, unit, leaf, named): Named) -> Answer<Spot> {
    Ok(Spot { campaign, unit, leaf, id: id(&named)? })
}

/// An id, read.
pub fn id(text: &str) -> Answer<Uuid> {
    Ok(text
        .parse()
        .map_err(|_| Error::invalid(Problem::new("assessments.id_unreadable").with("id", text)))?)
}
