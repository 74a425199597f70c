//! `/api/campaigns/{campaign}/ballots`

pub mod put;
