//! Where a campaign's rows come from, as its own sheets say: a campaign that was put together again is never shown as a real one.

use super::Campaign;

/// The words in `basis` that no office would write of its own units, places or results.
const RECONSTRUCTED: [&str; 4] = ["inferred", "seed", "reconstructed", "simulated"];

impl Campaign {
    /// Whether units, places or earlier results were put together from sources by somebody else than the office. What
    /// was then answered about them is no survey either.
    pub fn is_reconstructed(&self) -> bool {
        let units = self.units.iter().map(|unit| &unit.basis);
        let places = self.places.iter().map(|place| &place.basis);
        let history = self.history.iter().map(|row| &row.basis);
        units.chain(places).chain(history).any(|basis| RECONSTRUCTED.contains(&basis.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::campaign::tests::specimen::campaign;

    #[test]
    fn one_row_put_together_from_sources_marks_the_campaign() {
        let mut campaign = campaign();
        for basis in ["", "official", "source"] {
            campaign.units[0].basis = basis.into();
            assert!(!campaign.is_reconstructed(), "{basis}");
        }
        campaign.units[0].basis = "inferred".into();
        assert!(campaign.is_reconstructed());
    }
}
