//! Accounts: people, roles, passwords, and the communes assigned to interviewers.

#[cfg(target_arch = "wasm32")]
mod assign;
mod checklist;
#[cfg(target_arch = "wasm32")]
mod edit;
#[cfg(target_arch = "wasm32")]
mod make;
mod password;
#[cfg(target_arch = "wasm32")]
mod password_fields;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod table;
mod view;

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(unused_imports, reason = "screens are built for the browser only")
)]
pub use checklist::sections;
#[cfg(target_arch = "wasm32")]
pub use screen::Accounts;
pub use view::AccountsView;
