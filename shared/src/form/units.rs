//! The units of one type in the order of the units sheet, and the number of each: made once, shared by all interviews.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Unit codes in order. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units(Arc<Listed>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Listed {
    codes: Vec<String>,
    /// Their numbers, sorted by code; of one that stands twice the first is first.
    by_code: Vec<usize>,
}

impl Units {
    /// The number of a unit; of a code that stands twice the first is meant.
    pub fn number(&self, code: &str) -> Option<usize> {
        let Listed { codes, by_code } = &*self.0;
        let nth = *by_code.get(by_code.partition_point(|nth| *codes[*nth] < *code))?;
        (codes[nth] == code).then_some(nth)
    }
}

impl From<Vec<String>> for Units {
    fn from(codes: Vec<String>) -> Self {
        let mut by_code: Vec<_> = (0..codes.len()).collect();
        by_code.sort_by_key(|nth| &codes[*nth]);
        Self(Arc::new(Listed { codes, by_code }))
    }
}

impl Deref for Units {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0.codes
    }
}

impl Serialize for Units {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self[..].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Units {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_number_of_a_unit_is_where_its_code_first_stands(
            codes in prop::collection::vec("[A-C]{0,2}", 0..9), asked in "[A-C]{0,2}",
        ) {
            let units = Units::from(codes.clone());
            prop_assert_eq!(&units[..], &codes[..]);
            prop_assert_eq!(units.number(&asked), codes.iter().position(|code| *code == asked));
        }
    }
}
