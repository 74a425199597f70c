//! What the office signs and files: papers laid out as Decree 30/2020/NĐ-CP asks, made from data. A paper is a [`Paper`] first, and
//! then a .docx, a .pdf or a page to print.

mod cover;
mod docx;
mod minutes;
mod page;
mod paper;
mod pdf;
mod questionnaire;
mod report;
mod words;

pub use cover::cover;
pub use docx::docx;
pub use minutes::{Given, minutes};
pub use page::page;
pub use paper::{Align, Block, Column, Heading, Opening, Paper, Row, Signature, Table};
pub use pdf::{bound, pdf};
pub use questionnaire::{Copy, personal_sheet, place_name, questionnaire};
pub use report::{Approved, draft, report};
pub use words::day_in_words;
