//! The worker's side: SQL, and nothing that needs a browser, so that it is tested anywhere.
