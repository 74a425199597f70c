//! What a reason says of another ballot, to who may not see that one: that it is of another place, and no more.

use shared::flags::Flag;
use shared::problem::Problem;

/// What reasons call the number of another ballot.
pub const OTHERS: [&str; 2] = ["other", "key"];

/// Of a flag.
pub(super) fn flag(it: &mut Flag, theirs: impl Fn(i64) -> bool) {
    hidden(&mut it.reason, theirs);
}

/// Of a reason, where it names a ballot that is not theirs to see.
pub(super) fn hidden(why: &mut Problem, theirs: impl Fn(i64) -> bool) {
    let named = OTHERS.iter().find_map(|name| why.params.get(*name)).and_then(|number| number.parse().ok());
    if named.is_none_or(theirs) {
        return;
    }
    *why = Problem::new(match &*why.code {
        "flags.twin" => "flags.twin_elsewhere",
        "flags.overlap" => "flags.overlap_elsewhere",
        "flags.unchanged" => "flags.unchanged_elsewhere",
        _ => "flags.done_again_elsewhere",
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_ballot_of_another_place_says_neither_number_nor_share() {
        for (code, expected) in [
            ("flags.twin", "flags.twin_elsewhere"),
            ("flags.overlap", "flags.overlap_elsewhere"),
            ("flags.unchanged", "flags.unchanged_elsewhere"),
            ("flags.done_again", "flags.done_again_elsewhere"),
            ("ballot.done_again", "flags.done_again_elsewhere"),
        ] {
            for name in OTHERS {
                let named = Problem::new(code).with("same", 21).with("of", 21).with(name, 64);
                let mut seen = named.clone();
                hidden(&mut seen, |number| number == 64);
                assert_eq!(seen, named);
                hidden(&mut seen, |number| number != 64);
                assert_eq!(seen, Problem::new(expected));
            }
        }
        let mut alone = Problem::new("flags.screened_out");
        hidden(&mut alone, |_| false);
        assert_eq!(alone, Problem::new("flags.screened_out"), "it names none");
    }
}
