//! The command line. Exit status: 0 right, 1 the input is wrong or it failed, 2 wrong use.

mod account;
mod backup;
mod check;
mod demo;
mod doctor;
mod draw;
mod drill;
mod export;
mod files;
mod form;
mod import;
mod mail;
mod publish;
mod rebuild;
mod report;
mod restore;
mod run;
mod runs;
mod salvage;
mod sample_accounts;
mod score;
mod score_table;
mod send;
mod serve;
mod stop;
mod token;

pub use run::run;
