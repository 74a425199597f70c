//! The way to the device's store, as far as a part of the app has one: the tablet's does, the office's goes without.

use std::cell::Cell;

use futures::future::LocalBoxFuture;

use crate::device::protocol::TabletState;

/// What opens the store, and looks after it.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// Opens it, unless another tab has it.
    pub open: fn() -> LocalBoxFuture<'static, Option<TabletState>>,
    /// Takes it over from another tab.
    pub take_over: fn() -> LocalBoxFuture<'static, Option<TabletState>>,
    /// Begins to follow page and worker.
    pub watch: fn(),
}

thread_local! {
    static KEEPER: Cell<Option<Keeper>> = const { Cell::new(None) };
}

/// Says by whom the store is kept. Call it before anything else.
pub fn keep_by(keeper: Option<Keeper>) {
    KEEPER.set(keeper);
}

/// By whom the store is kept.
pub fn keeper() -> Option<Keeper> {
    KEEPER.get()
}
