//! Files that were made to do harm: each ends with what is wrong, soon and in little memory, whatever it claims to hold.

mod bounds;
mod campaigns;
mod interviews;
mod workbooks;
mod xforms;
