//! The harness of the tests that cross packages: the real binary, a real browser, the sample.

pub mod binary;
pub mod book;
pub mod browser;
pub mod client;
pub mod demo;
pub mod edition;
pub mod engine;
pub mod hand;
pub mod keyboard;
pub mod load;
pub mod office;
pub mod oracle;
pub mod paper;
pub mod relay;
pub mod release;
pub mod sample;
pub mod served;
mod template;
pub mod worker;
pub mod xform;
pub mod year;
