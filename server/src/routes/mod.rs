//! The HTTP interface: one endpoint, one file; the folders mirror the URL. `table` says each route once, with who may call it.

mod a;
mod api;
mod e;
mod files;
mod metrics;
mod odata;
mod p;
mod r;
mod router;
mod table;

pub use metrics::router as metrics_router;
pub use router::router;
pub use table::table;
