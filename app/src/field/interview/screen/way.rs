//! Which way parts about several units are gone through: this tablet remembers what was chosen.

use shared::interview::Way;

const KEY: &str = "parindex.way";
const BY_UNIT: &str = "unit";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The way that was chosen last.
pub fn remembered() -> Way {
    let kept = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    if kept.as_deref() == Some(BY_UNIT) { Way::ByUnit } else { Way::ByQuestion }
}

/// Remembers the way.
pub fn remember(way: Way) {
    if let Some(storage) = storage() {
        let _ = match way {
            Way::ByUnit => storage.set_item(KEY, BY_UNIT),
            Way::ByQuestion => storage.remove_item(KEY),
        };
    }
}
