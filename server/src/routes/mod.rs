//! The HTTP interface: one endpoint, one file; the folders mirror the URL. `table` says each route once, with who may call it.

mod api;
mod files;
mod router;
mod table;

pub use router::router;
pub use table::table;
