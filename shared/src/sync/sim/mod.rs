//! A small world around the machine, in which everything goes wrong: tablets crash, disks fill up, networks lose, delay
//! and double, servers die and refuse, clocks jump. See `world.rs` for how it moves and `check.rs` for what must hold.

mod ballots;
mod bug;
mod check;
mod disk;
mod fault;
mod happen;
mod pace;
mod server;
mod tests;
mod world;
