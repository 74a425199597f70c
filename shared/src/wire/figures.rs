//! Ballots planned, and received by what became of them: the figures of a row of counts, and how they add up.

use std::ops::{Add, AddAssign};

use super::{CountRow, InterviewerRow, Status};

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

    /// How many are planned and do not count yet.
    pub fn missing(self) -> u32 {
        self.planned.saturating_sub(self.valid)
    }

    /// Those of which this became.
    pub fn of(&mut self, status: Status) -> &mut u32 {
        match status {
            Status::Valid => &mut self.valid,
            Status::ScreenedOut => &mut self.screened_out,
            Status::Pending => &mut self.pending,
            Status::Rejected => &mut self.rejected,
        }
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

impl Add for Figures {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
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
