//! Office Open XML, transitional and strict: the parts of an .xlsx that hold sheets, texts and number formats.

mod cells;
mod decimal;
mod format;
mod outline;
mod parts;
mod section;
mod serial;
mod texts;
mod xml;

pub(super) use cells::{Context, Left, in_order, number, rows};
pub(super) use format::{Format, Formats};
pub(super) use outline::Outline;
pub(super) use parts::Parts;
pub(super) use texts::texts;
pub(super) use xml::Refused;
