//! What everybody may see of a publication: a page, and the same as files. No script, and nothing that is not published. Only
//! `office` shows more, to the office, and `respond` asks respondents.

mod address;
mod annex;
mod chart;
mod corrected;
mod csv;
mod json;
mod kept;
mod kind;
mod list;
pub mod office;
mod paper;
pub mod respond;
mod standing;
mod words;
mod workbook;

pub use annex::{STYLE, other, preview, whole};
pub use kept::Pages;
pub use kind::{Asked, Page, draw};
