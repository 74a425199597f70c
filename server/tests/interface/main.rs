//! The HTTP interface, as clients meet it: a real server on a free port, a real store in a folder of its own.

mod accounts;
mod ballots;
mod campaigns;
mod changes;
mod client;
mod closing;
mod headers;
mod import;
mod limits;
mod quarantine;
mod rebuild;
mod results;
mod review;
mod roles;
mod sample;
mod served;
mod session;
