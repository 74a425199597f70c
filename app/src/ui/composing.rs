//! Keys of an input method, which a page hears of and must leave alone.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;

/// Whether the key belongs to an input method: the letter or word is not finished yet.
pub fn is_composing(event: &Event<KeyboardData>) -> bool {
    // Safari ends the composition before it tells of the key that ended it, and then only the code says so.
    event.is_composing() || event.data().try_as_web_event().is_some_and(|key| key.key_code() == 229)
}
