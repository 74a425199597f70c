//! `/api/campaigns/{campaign}/paper`

pub mod batches;
pub mod cancellation;
pub mod decisions;
pub mod entries;
pub mod printed;
pub mod returns;
pub mod work;
