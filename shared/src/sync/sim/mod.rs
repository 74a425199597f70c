//! A small world around the machine, in which everything goes wrong: tablets crash, disks fill up, networks lose, delay
//! and double, servers die and refuse, clocks jump. See `world.rs` for how it moves and `check.rs` for what must hold.
//! Below the machine lies a [`Device`]: a model of one here, the app's own driver and database in the app's tests.

mod ballots;
mod bug;
mod check;
mod device;
mod disk;
mod fault;
mod happen;
mod histories;
mod pace;
mod server;
#[cfg(test)]
mod tests;
mod world;

pub use device::{Device, Effect, Line};
pub use histories::{explore, random};
