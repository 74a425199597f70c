//! The Parindex server: routes, services, store, command line.

pub mod archive;
pub mod cli;
pub mod clock;
mod config;
pub mod crypto;
mod disk;
pub mod document;
pub mod evidence;
pub mod files;
pub mod folder;
mod http;
mod in_order;
mod lines;
pub mod mail;
pub mod package;
mod pages;
mod quoted;
mod routes;
pub mod secret;
pub mod service;
mod start;
pub mod store;
mod system;
mod workshop;

pub use config::{Config, Tls};
pub use http::{Access, Network, Proxies, Rates, Who};
pub use routes::table;
pub use start::{Running, StartError, open, start};
