//! What of a campaign an interviewer's tablet needs: enough to interview, nothing to score or rank with.

use std::collections::BTreeSet;

use super::Campaign;

impl Campaign {
    /// The campaign for a person with these places (of any kind, units or `province`): the places that these cover with
    /// those above them, the quotas there, all units, the current version of each form, the advice for those who ask; no
    /// criteria and no results.
    pub fn for_tablet(&self, assigned: &[String]) -> Self {
        let covered = |code: &str| assigned.iter().any(|place| self.places.covers(place, code));
        let theirs = self.places.iter().filter(|place| covered(&place.code));
        let shown: BTreeSet<&str> =
            theirs.flat_map(|place| self.places.up(&place.code)).map(|place| place.code.as_str()).collect();
        Self {
            settings: self.settings.clone(),
            unit_types: self.unit_types.clone(),
            units: self.units.clone(),
            places: self.places.iter().filter(|place| shown.contains(place.code.as_str())).cloned().collect(),
            groups: self.groups.clone(),
            forms: self.forms.clone(),
            quotas: self.quotas.iter().filter(|quota| covered(&quota.place)).cloned().collect(),
            criteria: Vec::new(),
            bands: Vec::new(),
            history: Vec::new(),
            adjustments: Vec::new(),
            instructions: self.instructions.clone(),
            lineage: Vec::new(),
            definitions: self.forms.iter().filter_map(|form| self.definition(&form.form)).cloned().collect(),
        }
    }

    /// The same as far as it names things and says how to ask: nothing to ask and nothing to plan by.
    pub fn for_names(&self) -> Self {
        Self {
            settings: self.settings.clone(),
            unit_types: Vec::new(),
            units: self.units.clone(),
            places: self.places.clone(),
            groups: self.groups.clone(),
            forms: self.forms.clone(),
            quotas: Vec::new(),
            criteria: Vec::new(),
            bands: Vec::new(),
            history: Vec::new(),
            adjustments: Vec::new(),
            instructions: self.instructions.clone(),
            lineage: Vec::new(),
            definitions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::campaign::tests::specimen::campaign;

    fn codes<'a>(codes: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
        codes.map(String::as_str).collect()
    }

    #[test]
    fn a_tablet_gets_the_places_of_its_person_and_those_above_them() {
        let tablet = campaign().for_tablet(&["01837".to_owned(), "SNV".to_owned()]);
        assert_eq!(codes(tablet.places.iter().map(|place| &place.code)), ["058", "01837"]);
        assert_eq!(codes(tablet.quotas.iter().map(|quota| &quota.place)), ["01837", "SNV"]);
        assert_eq!(tablet.units, campaign().units);
    }

    #[test]
    fn a_tablet_gets_nothing_to_score_or_rank_with() {
        let tablet = campaign().for_tablet(&["01837".to_owned()]);
        assert!(!campaign().criteria.is_empty() && !campaign().bands.is_empty());
        assert!(!campaign().history.is_empty() && !campaign().adjustments.is_empty());
        assert!(tablet.criteria.is_empty() && tablet.bands.is_empty());
        assert!(tablet.history.is_empty() && tablet.adjustments.is_empty());
    }

    #[test]
    fn a_tablet_gets_the_current_version_of_each_form_only() {
        let mut whole = campaign();
        let mut earlier = whole.definitions[0].clone();
        earlier.version = "0".to_owned();
        whole.definitions.push(earlier);
        let tablet = whole.for_tablet(&[]);
        assert_eq!(tablet.definitions, campaign().definitions);
    }

    #[test]
    fn what_names_things_has_nothing_to_ask_or_to_plan_by() {
        let (whole, names) = (campaign(), campaign().for_names());
        assert!(!whole.definitions.is_empty() && !whole.quotas.is_empty());
        assert!(names.definitions.is_empty() && names.quotas.is_empty() && names.criteria.is_empty());
        assert_eq!((names.units, names.groups, names.forms), (whole.units, whole.groups, whole.forms));
        assert_eq!((names.places, names.settings), (whole.places, whole.settings));
        assert_eq!(names.instructions, whole.instructions);
    }
}
