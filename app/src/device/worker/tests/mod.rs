//! The worker without a browser: its driver on a real database.

mod contract;
mod driver;
