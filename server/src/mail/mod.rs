//! What waits for people as mail: one letter a day to each, by an SMTP server of the office.

mod daily;
mod letter;
mod post;

pub use daily::{Mail, daily, round};
pub use post::Post;
