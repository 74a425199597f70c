//! What campaigns call things, as the page has it: asked of the store once, until that holds another package.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use shared::campaign::Campaign;
use shared::problem::Problem;

use super::line::call;
use crate::device::protocol::{Command, Reply};

thread_local! {
    static ASKED: RefCell<Option<(String, Rc<Campaign>)>> = const { RefCell::new(None) };
    /// Raised whenever something else may be kept.
    static CHANGES: Cell<u32> = const { Cell::new(0) };
}

/// What a campaign calls its places, units and forms.
pub async fn campaign(id: &str) -> Result<Rc<Campaign>, Problem> {
    let known = ASKED.with_borrow(|asked| asked.clone());
    if let Some((_, campaign)) = known.filter(|(asked, _)| asked == id) {
        return Ok(campaign);
    }
    let changes = CHANGES.get();
    let Reply::Campaign(campaign) = call(Command::Campaign { campaign: id.to_owned() }).await? else {
        return Err(Problem::new("store.reply"));
    };
    let campaign = Rc::new(*campaign);
    // An answer from before a change is right for who asked then, and for nobody later.
    if changes == CHANGES.get() {
        ASKED.set(Some((id.to_owned(), Rc::clone(&campaign))));
    }
    Ok(campaign)
}

/// Another package is kept, or somebody else uses the tablet.
pub fn forget() {
    ASKED.take();
    CHANGES.set(CHANGES.get() + 1);
}
