//! Inputs that nobody wrote: those of people, changed at random, again and again. Nothing may panic, hang, or be lost on the way.
//!
//! `make fuzz` takes minutes for each target and another way each day; here a short walk shows that the targets still run.

mod change;
mod expressions;
mod rounds;
mod seeds;
mod steps;
mod workbooks;
mod xforms;
