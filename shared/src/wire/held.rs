//! What a tablet holds of its person of each campaign, as it tells it in an address.

use serde::{Deserialize, Serialize};

/// What waits on a tablet of one campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The campaign.
    pub campaign: String,
    /// Finished ballots without a receipt.
    pub unsent: u32,
    /// Interviews that are not finished.
    pub drafts: u32,
}

impl Held {
    /// As it is told: no id of a campaign has a dot or a comma.
    pub fn tell(all: &[Self]) -> String {
        let each: Vec<_> =
            all.iter().map(|it| format!("{}.{}.{}", it.campaign, it.unsent, it.drafts)).collect();
        each.join(",")
    }

    /// What was told so; nothing where something else was.
    pub fn told(text: &str) -> Option<Vec<Self>> {
        let one = |part: &str| {
            let mut parts = part.splitn(3, '.');
            let campaign = parts.next().filter(|id| crate::campaign::is_id(id))?.to_owned();
            let mut number = || parts.next()?.parse().ok();
            Some(Self { campaign, unsent: number()?, drafts: number()? })
        };
        if text.is_empty() { Some(Vec::new()) } else { text.split(',').map(one).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_what_was_to_be_told_and_nothing_else_is_read() {
        let held = |campaign: &str, unsent, drafts| Held { campaign: campaign.to_owned(), unsent, drafts };
        for all in [vec![], vec![held("c-2026", 0, 3)], vec![held("c-2026", 1, 0), held("d", 2, 40)]] {
            assert_eq!(Held::told(&Held::tell(&all)), Some(all));
        }
        for text in ["c", "c.1", "c.1.x", "C.1.1", "c.1.1,", "c.-1.1", "c.1.1.1"] {
            assert_eq!(Held::told(text), None, "{text}");
        }
    }
}
