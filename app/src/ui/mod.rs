//! What all screens share: texts, state, and the pieces they are made of.

mod adjusted;
mod button;
mod clock;
mod composing;
mod dialog;
pub mod door;
pub mod drop;
mod eviction;
mod field;
pub mod file_view;
mod focus;
mod glyph;
mod guide;
mod host;
mod install;
mod keeper;
mod language;
mod notice;
mod part;
mod progress;
mod reason;
mod rule;
mod search_field;
mod session;
mod state;
mod store_notice;
mod tablet;
mod title;
mod typed;
mod update;
mod watch;
mod work;

pub use adjusted::{Adjusted, kind_in_words, signed};
pub use button::{Button, Look};
pub use clock::{ClockNotice, amount_text};
pub use composing::is_composing;
pub use dialog::Dialog;
pub use eviction::{EVICTED, acknowledge};
pub use field::Field;
pub use focus::focus_on;
pub use glyph::{Glyph, Icon};
pub use guide::{FirstVisit, GuideLink};
pub use host::Host;
pub use install::InstallButton;
pub use keeper::{Keeper, keep_by};
pub use language::{
    LANGUAGE, UNSPOKEN, bring_noted, choose_language, date, date_time, drawn, number, problem_text, t, tp,
};
pub use notice::{Awaited, Notice, Opening, Tone};
pub use part::{is_misplaced, load_again, use_part_noted};
pub use progress::Progress;
pub use reason::ReasonField;
pub use rule::{rule_in_words, steps_in_words};
pub use search_field::SearchField;
pub use session::{enter, leave, look_again, use_here};
#[cfg(feature = "desk")]
pub use state::NEWS;
pub use state::{
    ARRIVED, ENDED, IN_PAGE, PACKAGES, SESSION, STORE, SYNC, Session, StoreStatus, TYPED, is_interviewer, may,
};
pub use store_notice::{NeedsStore, StoreNotice, StoreTrouble};
pub use tablet::KEEPER;
pub use title::{use_focus_on_content, use_title};
#[cfg(feature = "desk")]
pub use typed::count_typed;
pub use typed::{Typed, all_typed};
pub use update::{UPDATE, switch};
pub use watch::use_watch;
pub use work::{with_apart, work_in_words};
