//! The lengths of time that the sync works with.

/// One second in milliseconds.
const SECOND: u64 = 1000;
/// One day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * SECOND;

/// The lengths of time that the sync works with, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// The wait after the first failure; it doubles with each further one.
    pub first_wait_ms: u64,
    /// No wait of our own choice is longer than this.
    pub longest_wait_ms: u64,
    /// No wait that the server asks for (`Retry-After`) is longer than this: one header must not stop a tablet.
    pub longest_asked_ms: u64,
    /// How long an answer may take, for a ballot without size.
    pub answer_within_ms: u64,
    /// How much longer an answer may take for each KiB, so that a large ballot passes through a slow network.
    pub answer_within_ms_per_kib: u64,
    /// How long the bytes of an acked ballot stay on the tablet.
    pub keep_ms: u64,
    /// As many ballots go in one request at most.
    pub batch_ballots: usize,
    /// So many sealed bytes go in one request at most, unless one ballot alone has more.
    pub batch_bytes: u64,
    /// How long ballots go one by one after a request with several did not pass; it doubles with each further one.
    pub first_single_ms: u64,
    /// No such time is longer than this: a server that is brought up to date is found out.
    pub longest_single_ms: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            first_wait_ms: SECOND,
            longest_wait_ms: 30 * SECOND,
            longest_asked_ms: 5 * 60 * SECOND,
            answer_within_ms: 15 * SECOND,
            answer_within_ms_per_kib: SECOND / 4,
            keep_ms: 14 * DAY,
            batch_ballots: 50,
            batch_bytes: 256 * 1024,
            first_single_ms: 60 * SECOND,
            longest_single_ms: DAY / 4,
        }
    }
}
