//! `/api/campaigns/{campaign}/units/{unit}/files`

pub mod append;
pub mod download;
pub mod list;
pub mod received;
mod spot;
