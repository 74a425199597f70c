//! Ballots that are taken away: `GET /api/campaigns/{campaign}/ballots.jsonl`, and `ballots.csv` with `?repeat=` for the table of
//! a repeat. `?after=NUMBER&moment=MOMENT` goes on where an answer broke off, and gives what that one would have given.

/// The response header that says how many ballots are to come. An answer that ends before is not whole.
pub const TO_COME: &str = "parindex-ballots";
/// The response header that says of which moment they are.
pub const MOMENT: &str = "parindex-moment";
