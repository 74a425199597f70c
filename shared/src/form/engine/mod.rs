//! The one engine of all forms: places and their cells, rules in the order of dependence, who reads what, and how an interview
//! settles after an answer. What expressions are computed over is up to its faces: the cells themselves (`form::instance`, of a
//! definition), or the nodes of an arena (`form::session`, of a form of strangers).

mod arrange;
mod cell;
mod instance;
mod lists;
mod order;
mod point;
mod rule;
mod settle;
mod state;

pub use cell::Defect;
pub(super) use cell::{Cell, Holds};
pub(super) use instance::{around, within};
pub(super) use lists::Lists;
pub(super) use order::{circle, groups, round};
pub(super) use point::{PointId, Points};
pub(super) use rule::{Draft, Read, Rule, Rules, What};
pub(super) use settle::Engine;
pub(super) use state::State;

#[cfg(test)]
pub(super) use state::MARKED;
