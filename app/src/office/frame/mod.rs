//! What stands around the office's screens, and what they share.

#[cfg(target_arch = "wasm32")]
mod by_pointer;
#[cfg(target_arch = "wasm32")]
mod campaign_options;
#[cfg(target_arch = "wasm32")]
mod closing;
#[cfg(target_arch = "wasm32")]
mod followed;
#[cfg(target_arch = "wasm32")]
mod freshness;
#[cfg(target_arch = "wasm32")]
mod further;
#[cfg(target_arch = "wasm32")]
mod last;
#[cfg(target_arch = "wasm32")]
mod live;
#[cfg(target_arch = "wasm32")]
mod live_screen;
#[cfg(target_arch = "wasm32")]
mod menu;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod question;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod table;
#[cfg(target_arch = "wasm32")]
mod tabs;

#[cfg(target_arch = "wasm32")]
pub use {
    by_pointer::ByPointer,
    campaign_options::CampaignOptions,
    followed::{Followed, use_followed},
    freshness::Absent,
    further::Further,
    last::{AdminsOnly, use_last},
    live::{Live, use_live},
    live_screen::live_screen,
    panel::{PANEL, Panel, TypeSwitch, focus},
    question::{Outcome, Question},
    screen::OfficeFrame,
    table::{Bar, Share, SortHead, StatusTag, TableFrame, aria, stage_key, status_key},
};
