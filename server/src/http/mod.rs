//! What all routes share: who calls, how a refusal looks, limits, headers, cookies.

mod access;
mod body;
mod caller;
pub mod cookie;
mod headers;
mod limits;
mod patient;
mod peer;
mod refusal;

pub use access::{Access, Who, check};
pub use body::{Asked, Sent};
pub use headers::secure;
pub use limits::{Limits, Rates};
pub use patient::Patient;
pub use peer::{Network, Peer, Proxies, note};
pub use refusal::{Answer, Refusal};
