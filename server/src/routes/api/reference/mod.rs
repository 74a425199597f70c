//! The interface told: `/api/docs` for people, `/api/openapi.json` for programs, both from the table of routes.

mod document;
mod endpoint;
pub mod openapi;
mod page;
pub mod shown;
