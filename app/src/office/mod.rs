//! The office: fieldwork, ballots, survey points, the index and the accounts.

mod accounts;
mod ballot;
mod ballots;
#[cfg(test)]
mod example;
mod fieldwork;
mod fold;
mod index;
mod name;
mod query;
mod shown;
mod sort;
mod survey;
mod zone;
