//! What a unit's people type of a leaf, and its way to the server: kept word for word on the device, sent as one version after
//! the other, so that nothing is lost and nothing doubled. Without input or output of its own.

mod machine;
mod number;
mod parcel;
#[cfg(test)]
mod sim;
mod slip;
mod subject;
mod words;

pub use machine::{Input, Key, Machine, Output};
pub use number::{day, number, written};
pub use parcel::{Came, FileKey, Next, PIECE, Parcel};
pub use slip::{Reply, Sent, Slip, answer_of, position_of};
pub use subject::Subject;
pub use words::{Document, Part, Words};
