//! The Parindex server: routes, services, store, command line.
