//! The screens of a unit's people: how its year stands, its leaves, and what they say of each.

#[cfg(target_arch = "wasm32")]
mod context;
#[cfg(target_arch = "wasm32")]
mod follow;
#[cfg(target_arch = "wasm32")]
mod frame;
#[cfg(target_arch = "wasm32")]
mod leaf;
#[cfg(target_arch = "wasm32")]
mod leaves;
mod plan;
#[cfg(target_arch = "wasm32")]
mod year;

#[cfg(target_arch = "wasm32")]
pub use {frame::DeskFrame, leaf::LeafScreen, leaves::Leaves, year::YearScreen};
