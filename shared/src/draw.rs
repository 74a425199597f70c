//! Who is asked, drawn by lot from a list: the same seed and the same list give the same draw on every machine.
//!
//! The method. The seed is a text; composed (NFC) and without blanks at its ends, the first 64 bits of its SHA-256, as a number
//! with the highest first, begin the generator. From N rows in the order of the list, the draw makes an order (Fisher and Yates):
//! for i = 0, 1, 2 … the row at place i + below(N − i) changes places with the one at place i. The first n rows are asked; those
//! that follow take, in this order, the place of who cannot be asked. To ask for more changes nothing of what was drawn before.

mod generator;
mod size;

pub use generator::Generator;
pub use size::{Error, NotAnError};

use crate::ballot::Digest;
use crate::sheet::composed;

/// The places in the list, from 0 on, of the first `most` of `rows` that are drawn, in the order in which they are.
pub fn order(seed: &str, rows: usize, most: usize) -> Vec<usize> {
    let mut generator = Generator::of(Digest::of(composed(seed).trim().as_bytes()).short());
    let mut places: Vec<usize> = (0..rows).collect();
    let most = most.min(rows);
    // The last of all has nobody left to change places with.
    for i in 0..most.min(rows.saturating_sub(1)) {
        let ahead = usize::try_from(generator.below((rows - i) as u64)).unwrap_or_default();
        places.swap(i, i + ahead);
    }
    places.truncate(most);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_list_give_what_a_program_of_others_computed_from_the_method() {
        assert_eq!(order("QĐ 1032", 10, 10), [9, 2, 3, 7, 8, 5, 0, 1, 4, 6]);
        assert_eq!(order("a", 10, 10), [8, 0, 7, 5, 4, 2, 6, 1, 3, 9]);
        assert_eq!(
            (order("QĐ 1032", 2, 2), order("QĐ 1032", 1, 9), order("a", 0, 5)),
            (vec![1, 0], vec![0], vec![])
        );
    }

    #[test]
    fn a_seed_is_what_people_read_of_it() {
        let apart = "QD\u{303} ê".replace("D\u{303}", "Đ").replace('ê', "e\u{302}");
        assert_eq!(order(&format!(" {apart}\n"), 50, 50), order("QĐ ê", 50, 50));
        assert_ne!(order("qđ ê", 50, 50), order("QĐ ê", 50, 50));
    }

    #[test]
    fn to_ask_for_more_changes_nothing_of_what_was_drawn() {
        let all = order("x", 200, 200);
        for most in [0, 1, 17, 199] {
            assert_eq!(order("x", 200, most), all[..most]);
        }
        let mut sorted = all;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..200), "each row once");
    }

    /// Each row is as likely in each place: over 20,000 seeds each of 25 counts is within 4.5 deviations of 4,000.
    #[test]
    fn each_row_is_as_likely_in_each_place() {
        let mut seen = [[0_u32; 5]; 5];
        for seed in 0..20_000 {
            for (place, row) in order(&seed.to_string(), 5, 5).into_iter().enumerate() {
                seen[place][row] += 1;
            }
        }
        assert!(seen.as_flattened().iter().all(|n| n.abs_diff(4_000) < 255), "{seen:?}");
    }
}
