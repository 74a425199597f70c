//! What keeps a text from being read, in no words: each would be code for each type.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// What is wrong, before it is known where: a field is missing, or anything else.
#[derive(Debug)]
pub(super) struct Fault(pub(super) Option<&'static str>);

impl fmt::Display for Fault {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// Anything that is not as it should be.
pub(super) const OTHER: Fault = Fault(None);

impl Error for Fault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        OTHER
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        OTHER
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        OTHER
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        OTHER
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        OTHER
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        OTHER
    }
    fn missing_field(field: &'static str) -> Self {
        Self(Some(field))
    }
    fn duplicate_field(_: &'static str) -> Self {
        OTHER
    }
}
