//! One ballot: why it is where it is, what it says, what people decided about it.

mod answers;
mod decision;
mod offset;
