//! What incomplete units lack: what all of them lack is said once, the rest with each unit.

use shared::wire::UnitResult;

/// The leaves that every incomplete unit lacks, in the order of the criteria sheet. Units that nothing applies to lack none.
pub fn common(incomplete: &[UnitResult]) -> Vec<String> {
    let mut lacking = incomplete.iter().map(|unit| &unit.missing).filter(|missing| !missing.is_empty());
    let first = lacking.next().cloned().unwrap_or_default();
    lacking.fold(first, |mut common, missing| {
        common.retain(|code| missing.contains(code));
        common
    })
}

/// The leaves that a unit lacks beyond those.
pub fn own(unit: &UnitResult, common: &[String]) -> Vec<String> {
    unit.missing.iter().filter(|code| !common.contains(code)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::unit_result;

    fn unit(missing: &[&str]) -> UnitResult {
        unit_result(&[], missing)
    }

    #[test]
    fn what_all_lack_is_said_once_and_the_rest_with_each() {
        let units = [unit(&["1.1", "1.2", "2"]), unit(&[]), unit(&["1.2", "2", "3"])];
        let common = common(&units);
        assert_eq!(common, ["1.2", "2"]);
        assert_eq!(own(&units[0], &common), ["1.1"]);
        assert_eq!(own(&units[2], &common), ["3"]);
        assert!(own(&units[1], &common).is_empty());
    }
}
