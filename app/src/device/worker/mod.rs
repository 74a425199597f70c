//! The worker: owns the database, sends the outbox. It takes commands and does them in the order in which they came.

mod driver;
#[cfg(test)]
mod tests;

#[cfg(all(feature = "desk", target_arch = "wasm32"))]
mod bytes;
#[cfg(target_arch = "wasm32")]
mod commands;
#[cfg(all(feature = "desk", target_arch = "wasm32"))]
mod courier;
#[cfg(target_arch = "wasm32")]
mod edge;
#[cfg(any(target_arch = "wasm32", test))]
mod opening;
#[cfg(target_arch = "wasm32")]
mod opfs;
#[cfg(target_arch = "wasm32")]
mod packages;
#[cfg(target_arch = "wasm32")]
mod post;
#[cfg(target_arch = "wasm32")]
mod sender;
#[cfg(all(feature = "desk", target_arch = "wasm32"))]
mod typist;
#[cfg(target_arch = "wasm32")]
mod work;

#[cfg(target_arch = "wasm32")]
pub use commands::start;
