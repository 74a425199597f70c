//! Keys that are no part of what is typed, and what a key asks for beyond the station at which it was pressed.

use shared::wire::PaperEntry;

/// A key that is no part of what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Goes on, and sends.
    Enter,
    /// One up or down; `any` stops where nothing is asked, too.
    Step {
        /// Down, or up.
        down: bool,
        /// Among all fields.
        any: bool,
    },
    /// Leaves the paper; what was keyed of it stays.
    Leave,
    /// Takes the first or the second of two entries. It is no digit, as those are the options that stand on the paper.
    Take(usize),
}

impl Stroke {
    /// What a key means, by the name that browsers give it.
    pub fn of(key: &str, shift: bool) -> Option<Self> {
        match key {
            "Enter" => Some(Self::Enter),
            "ArrowUp" => Some(Self::Step { down: false, any: shift }),
            "ArrowDown" => Some(Self::Step { down: true, any: shift }),
            "Escape" => Some(Self::Leave),
            "ArrowLeft" => Some(Self::Take(0)),
            "ArrowRight" => Some(Self::Take(1)),
            _ => None,
        }
    }
}

/// What is asked of who holds the station.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Nothing; what stands in the field stays.
    Stay,
    /// The field is written anew, by `Station::value`.
    Show,
    /// A paper is begun: what is held for correction may go. The field is written anew.
    Begin,
    /// The last paper comes back to be corrected: what is held, else what was keyed of this one.
    Back(Option<u32>),
    /// What was keyed of this paper is fetched; what is held for correction may go.
    Again(u32),
    /// Two entries of this paper are fetched.
    Compare(u32),
    /// This was read on the paper.
    Finish(u32, PaperEntry),
    /// The paper is spoiled, for this reason.
    Spoil(u32, Reason),
}

/// Why a paper is spoiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// One of [`REASONS`], from 1.
    Common(u32),
    /// In words.
    Words(String),
}

/// How many reasons are offered: left blank, torn or illegible, crossed out.
pub const REASONS: u32 = 3;
