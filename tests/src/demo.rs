//! What `parindex demo` sets up, by name.

/// The sample of 2019, closed.
pub const CLOSED: &str = "bac-kan-2019";
/// The practice campaign, open and empty.
pub const PRACTICE: &str = "bac-kan-tap-huan";
/// Somebody who sees all numbers and decides nothing.
pub const VIEWER: &str = "xem";
/// An interviewer.
pub const INTERVIEWER: &str = "dtv01";
/// Another interviewer.
pub const OTHER_INTERVIEWER: &str = "dtv02";
/// A commune assigned to that interviewer.
pub const COMMUNE: &str = "01837";
/// A district, where its leaders judge all departments with P4.
pub const DISTRICT: &str = "060";
