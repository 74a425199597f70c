//! What the machine does in the cases that people meet, one at a time; the simulator has the rest.

mod batches;
mod epoch;
mod keeping;
mod sending;
mod tablet;
mod waits;
