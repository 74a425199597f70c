//! Which ballots the list shows, as its address.

use std::fmt;

use shared::places::Places;
use shared::wire::Status;

use super::query::{Query, write};

/// The states, in the order in which the office asks for them: what waits for a decision first.
pub const STATUSES: [Status; 4] = [Status::Pending, Status::Valid, Status::ScreenedOut, Status::Rejected];

/// Which ballots the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BallotsAddress {
    /// Only this state; absent shows all, those in quarantine first.
    pub status: Option<Status>,
    /// Only this form.
    pub form: Option<String>,
    /// Only this place.
    pub place: Option<String>,
    /// Only this interviewer.
    pub interviewer: Option<String>,
    /// Only those that judge this unit.
    pub unit: Option<String>,
}

impl BallotsAddress {
    /// The same view with its place under the one code that it has in the lists.
    pub fn canonical(&self, places: &Places) -> Self {
        let place = self.place.as_deref().map(|code| places.canonical(code).to_owned());
        Self { place, ..self.clone() }
    }

    /// The same filters for another state.
    pub fn with_status(&self, status: Option<Status>) -> Self {
        Self { status, ..self.clone() }
    }

    /// Whether anything but the state narrows the list.
    pub fn is_narrow(&self) -> bool {
        self.form.is_some() || self.place.is_some() || self.interviewer.is_some() || self.unit.is_some()
    }

    /// What is asked of the server: the filters, and where the next page begins.
    pub fn asked(&self, after: Option<&str>) -> String {
        let after = after.map(|after| format!("after={after}"));
        [Some(self.to_string()).filter(|own| !own.is_empty()), after]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("&")
    }
}

impl From<&str> for BallotsAddress {
    fn from(text: &str) -> Self {
        let query = Query::read(text);
        let status = query.get("status");
        Self {
            status: STATUSES.into_iter().find(|known| status.as_deref() == Some(known.code())),
            form: query.get("form"),
            place: query.get("place"),
            interviewer: query.get("interviewer"),
            unit: query.get("unit"),
        }
    }
}

impl fmt::Display for BallotsAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(&[
            ("status", self.status.map(Status::code).unwrap_or_default()),
            ("form", self.form.as_deref().unwrap_or_default()),
            ("place", self.place.as_deref().unwrap_or_default()),
            ("interviewer", self.interviewer.as_deref().unwrap_or_default()),
            ("unit", self.unit.as_deref().unwrap_or_default()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use shared::places::{Place, PlaceKind};

    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in
            ["", "status=pending", "status=screened_out&form=P7&place=01837&interviewer=dtv01&unit=SYT"]
        {
            assert_eq!(BallotsAddress::from(text).to_string(), text);
        }
        assert_eq!(BallotsAddress::from("status=lost"), BallotsAddress::default());
    }

    #[test]
    fn the_province_is_one_filter_by_whichever_code() {
        let province = Place {
            code: "19".to_owned(),
            kind: PlaceKind::Province,
            name: "Tỉnh Thái Nguyên".to_owned(),
            parent: None,
            unit: None,
            basis: String::new(),
            sampled: false,
        };
        let places: Places = vec![province].into();
        for (text, shown) in
            [("place=province", "place=19"), ("place=19", "place=19"), ("form=P7", "form=P7")]
        {
            assert_eq!(BallotsAddress::from(text).canonical(&places).to_string(), shown);
        }
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        assert_eq!(BallotsAddress::from("form=P7").asked(Some("12")), "form=P7&after=12");
        assert_eq!(BallotsAddress::default().asked(None), "");
    }
}
