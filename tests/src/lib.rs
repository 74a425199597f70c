//! The harness of the tests that cross packages.
