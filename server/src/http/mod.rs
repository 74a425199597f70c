//! What all routes share: who calls, how a refusal looks, limits, headers, cookies.

mod access;
mod app_files;
mod body;
mod caller;
mod carried;
pub mod cookie;
mod door;
mod encoding;
mod familiar;
mod headers;
mod known;
mod limits;
pub mod paper;
mod patient;
mod peer;
mod quiet;
mod refusal;
mod requests;
mod saved;
mod server;
mod streams;

pub use access::{Access, Who, check};
pub use app_files::AppFiles;
pub use body::{At, AtQuery, Bodies, Sent};
pub use door::{Connections, Door, Endpoint};
pub use headers::secure;
pub use known::is_known;
pub use limits::{Limits, Rates};
pub use patient::Patient;
pub use peer::{Network, Peer, Proxies, note};
pub use refusal::{Answer, Refusal};
pub use requests::{Requests, count};
pub use saved::disposition;
pub use server::{Parts, Server};
pub use streams::Streams;
