//! `/a`: respondents who answer by themselves. Each page is whole as it comes; what they do is a form, answered by the way to the next
//! page, so that loading again sends nothing twice.

mod answer;
mod claimed;
pub mod code;
pub mod door;
