//! How sealed ballots reach the server: a state machine without input or output of its own.
