//! The interviewer's screens: the board of a campaign, the interview, the outbox.

pub mod interview;
