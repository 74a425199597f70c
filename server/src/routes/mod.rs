//! The HTTP interface: one endpoint, one file; the folders mirror the URL. `table` says who may call which.

mod api;
mod files;
mod router;
mod server;
mod table;

pub use files::AppFiles;
pub use router::router;
pub use server::Server;
pub use table::TABLE;
