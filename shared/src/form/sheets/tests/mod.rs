//! Workbooks that pyxform 4.5.0 accepts are accepted, those that it refuses are refused at their cell, and what it writes is written.

mod accepted;
mod odd;
mod refused;
mod table;
mod told;
mod written;
