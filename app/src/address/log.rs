//! Which acts the log shows, as its address.

use std::fmt;

use shared::wire::ActKind;

use super::query::{Query, write};

/// Which acts the log shows; what is absent narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogAddress {
    /// Only of this kind, by its code: which kinds there are is known where the log is read, and need not travel to tablets.
    pub kind: Option<String>,
    /// Only in this campaign.
    pub campaign: Option<String>,
    /// Only by this account.
    pub by: Option<String>,
    /// Only to this account, ballot or campaign.
    pub subject: Option<String>,
}

impl LogAddress {
    /// What is asked of the server: the filters, but for a kind that there is not, and where the next page begins.
    pub fn asked(&self, after: Option<i64>) -> String {
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        let kind = self.kind.clone().filter(|code| ActKind::from_code(code).is_some());
        [Self { kind, ..self.clone() }.to_string(), write(&[("after", &after)])]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("&")
    }
}

impl From<&str> for LogAddress {
    fn from(text: &str) -> Self {
        let query = Query::read(text);
        Self {
            kind: query.get("kind"),
            campaign: query.get("campaign"),
            by: query.get("by"),
            subject: query.get("subject"),
        }
    }
}

impl fmt::Display for LogAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(&[
            ("kind", self.kind.as_deref().unwrap_or_default()),
            ("campaign", self.campaign.as_deref().unwrap_or_default()),
            ("by", self.by.as_deref().unwrap_or_default()),
            ("subject", self.subject.as_deref().unwrap_or_default()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in ["", "kind=role_given", "kind=closed&campaign=a&by=admin&subject=a"] {
            assert_eq!(LogAddress::from(text).to_string(), text);
        }
        assert_eq!(LogAddress::from("kind=lost&by=admin").asked(None), "by=admin");
        assert_eq!(LogAddress::from("kind=closed").asked(None), "kind=closed");
        assert_eq!(LogAddress::from("by=admin").asked(Some(7)), "by=admin&after=7");
        assert_eq!(LogAddress::default().asked(None), "");
    }
}
