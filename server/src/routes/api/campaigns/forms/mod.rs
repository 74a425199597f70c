//! `/api/campaigns/{campaign}/forms/{form}`

pub mod paper;
