//! The interface told: `/api/docs` for people, `/api/openapi.json` for programs, both from the table of routes.

use serde::Deserialize;

mod bodies;
mod document;
mod endpoint;
pub mod openapi;
mod page;
mod schema;
pub mod shown;

/// In which language it is told; a page calls that otherwise.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Told {
    #[serde(alias = "lang")]
    language: Option<String>,
}
