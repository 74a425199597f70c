//! Accounts: people, roles, passwords, and the communes assigned to interviewers.

mod checklist;
mod password;
mod view;

pub use view::AccountsView;
