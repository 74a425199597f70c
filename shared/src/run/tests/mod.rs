//! Runs on small campaigns: numbers that can be followed by hand, and intervals over populations of known truth.

mod coverage;
mod made;
mod past;
