//! The browser, as page and worker need it. Nothing here decides anything about forms, ballots or sending.

mod clock;
mod fetch;
mod history;
mod id;
mod install;
mod launch;
mod memory;
mod names;
mod owner;
mod storage;
mod upload;
mod versions;
mod viewer;
mod wake;

pub use clock::{Stopwatch, local_iso, now, offset};
pub use fetch::{Answer, HttpRequest, Said, fetch, fetch_text, gzip, last_said};
pub use history::provide_history;
pub use id::new_id;
pub use install::{browser, install, install_offers, is_installed};
pub use launch::{build, english, in_worker, launch_worker, log};
pub use memory::{note, recall};
pub use names::name_key;
pub use owner::{Claim, NoLocks, Ownership, ask_to_release, claim, is_owned, on_release_asked, stop_waiting};
pub use storage::{ask_to_persist, has_file_system, is_persisted, is_secure, usage};
pub use upload::upload;
pub use versions::{Version, keep, switch, versions};
pub use viewer::shows_pdf;
pub use wake::{Wake, ask_before_leaving, listen, on_leave, on_wake, sleep, until_seen};
