//! What all screens share: the shell around them, texts, state, and the pieces they are made of.

mod button;
mod dialog;
mod eviction;
mod field;
mod glyph;
mod install;
mod language;
mod needs_store;
mod notice;
mod progress;
mod route;
mod session;
mod shell;
mod start;
mod state;
mod tablet;
mod title;
mod update;
mod work;

pub use button::{Button, Look};
pub use dialog::Dialog;
pub use field::Field;
pub use glyph::{Glyph, Icon};
pub use install::InstallButton;
pub use language::{LANGUAGE, choose_language, date, date_time, number, problem_text, t, tp};
pub use needs_store::{StoreNotice, StoreTrouble};
pub use notice::{Notice, Tone};
pub use progress::Progress;
pub use route::Route;
pub use session::{enter, leave, use_here};
pub use start::start;
pub use state::{ENDED, PACKAGES, SESSION, STORE, SYNC, StoreStatus};
pub use title::use_title;
pub use update::UPDATE;
pub use work::work_in_words;
