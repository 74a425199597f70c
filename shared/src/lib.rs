//! The pure domain of Parindex: no files, sockets, threads, clocks, randomness, SQL or UI. Builds for wasm32 and native.

pub mod assessment;
pub mod ballot;
pub mod campaign;
pub mod carry;
pub mod check;
pub mod collate;
pub mod day;
pub mod draw;
pub mod export;
pub mod flags;
pub mod form;
pub mod index;
pub mod json;
pub mod jsonl;
pub mod message;
pub mod password;
pub mod places;
pub mod points;
pub mod problem;
pub mod publication;
pub mod roster;
pub mod run;
pub mod sheet;
pub mod sync;
pub mod typed;
pub mod wire;
