//! The interviewer's screens: the board of a campaign, the interview, the outbox.

#[cfg(target_arch = "wasm32")]
mod advice;
#[cfg(target_arch = "wasm32")]
mod ask_back;
pub mod board;
#[cfg(test)]
mod example;
pub mod interview;
mod names;
pub mod outbox;

#[cfg(target_arch = "wasm32")]
pub use board::BoardScreen;
#[cfg(target_arch = "wasm32")]
pub use interview::InterviewScreen;
#[cfg(target_arch = "wasm32")]
pub use outbox::OutboxScreen;
