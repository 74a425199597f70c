//! Accounts: people, roles, passwords, and the communes assigned to interviewers.

#[cfg(target_arch = "wasm32")]
mod assign;
#[cfg(target_arch = "wasm32")]
mod bulk;
mod checklist;
#[cfg(target_arch = "wasm32")]
mod edit;
#[cfg(target_arch = "wasm32")]
mod make;
mod password;
#[cfg(target_arch = "wasm32")]
mod password_fields;
#[cfg(target_arch = "wasm32")]
mod roles;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod secret;
#[cfg(target_arch = "wasm32")]
mod slips;
#[cfg(target_arch = "wasm32")]
mod table;
#[cfg(target_arch = "wasm32")]
mod tokens;

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(unused_imports, reason = "screens are built for the browser only")
)]
pub use checklist::sections;
#[cfg(target_arch = "wasm32")]
pub use {
    password::{LEAST, fault as password_fault},
    screen::Accounts,
};
