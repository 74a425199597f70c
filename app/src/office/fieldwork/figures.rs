//! The figures of a line of the fieldwork table, and how they add up.

use std::ops::AddAssign;

use shared::wire::{CountRow, InterviewerRow};

/// Ballots planned, and received by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Planned.
    pub planned: u32,
    /// They count.
    pub valid: u32,
    /// Ended by the filter question.
    pub screened_out: u32,
    /// In quarantine.
    pub pending: u32,
    /// Rejected by a person.
    pub rejected: u32,
}

impl Figures {
    /// All that came.
    pub fn received(self) -> u32 {
        self.valid + self.screened_out + self.pending + self.rejected
    }

    /// The valid ones as a share of the planned ones in percent, rounded down so that 100 means all; `None` without a plan.
    pub fn share(self) -> Option<u32> {
        let percent = (u64::from(self.valid) * 100).checked_div(u64::from(self.planned))?;
        u32::try_from(percent).ok()
    }
}

impl From<&CountRow> for Figures {
    fn from(row: &CountRow) -> Self {
        let CountRow { planned, valid, screened_out, pending, rejected, .. } = *row;
        Self { planned, valid, screened_out, pending, rejected }
    }
}

impl From<&InterviewerRow> for Figures {
    fn from(row: &InterviewerRow) -> Self {
        let InterviewerRow { planned, valid, screened_out, pending, rejected, .. } = *row;
        Self { planned, valid, screened_out, pending, rejected }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.planned += other.planned;
        self.valid += other.valid;
        self.screened_out += other.screened_out;
        self.pending += other.pending;
        self.rejected += other.rejected;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_percent_means_all() {
        let almost = Figures { planned: 1034, valid: 1033, ..Figures::default() };
        assert_eq!(almost.share(), Some(99));
        assert_eq!(Figures { valid: 1034, ..almost }.share(), Some(100));
        assert_eq!(Figures { valid: 1100, ..almost }.share(), Some(106));
        assert_eq!(Figures { planned: 0, ..almost }.share(), None);
    }

    #[test]
    fn received_is_whatever_became_of_them() {
        let figures = Figures { planned: 9, valid: 4, screened_out: 3, pending: 2, rejected: 1 };
        assert_eq!(figures.received(), 10);
        let mut sum = figures;
        sum += figures;
        assert_eq!((sum.planned, sum.received()), (18, 20));
    }
}
