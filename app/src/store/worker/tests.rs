//! The store as interviewers use it, on SQLite in memory.
