//! The HTTP interface and the command line, as clients meet them: a real server on a free port, a real store in a
//! folder of its own.

mod accounts;
mod backup;
mod ballots;
mod campaigns;
mod changes;
mod clean_stop;
mod client;
mod closing;
mod command_line;
mod damaged_log;
mod doctor;
mod durability;
mod epoch;
mod export;
mod folder;
mod foreign_log;
mod headers;
mod host;
mod import;
mod kept;
mod limits;
mod places;
mod problems;
mod process;
mod quarantine;
mod rebuild;
mod results;
mod review;
mod roles;
mod roster;
mod sample;
mod served;
mod session;
mod slow_clients;
mod unknown_campaigns;
