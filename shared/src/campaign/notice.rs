//! What respondents are told about their data, as the settings `data_…` say.

use serde::{Deserialize, Serialize};

use super::Name;
use crate::day::Day;
use crate::form::FormDefinition;
use crate::message::date;

/// Who keeps what, why, whom to ask, and until when. What the package does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who answers for the data.
    #[serde(default)]
    pub controller: Name,
    /// What is collected.
    #[serde(default)]
    pub collected: Name,
    /// What for.
    #[serde(default)]
    pub purpose: Name,
    /// Whom to ask.
    #[serde(default)]
    pub contact: Name,
    /// The last day on which the data are kept (ISO date).
    #[serde(default)]
    pub kept_until: Option<Day>,
}

impl Notice {
    /// Whether the package says anything: then whoever is asked reads it before the first question, and agrees or refuses.
    pub fn is_said(&self) -> bool {
        *self != Self::default()
    }

    /// What it says, with what a form asks to know who somebody is, in the order in which people read it: the key of what each is called, and the words in a language. For who does not
    /// say who answers for the data, it is the office. A last day that is over is none.
    pub fn told(
        &self,
        office: &Name,
        form: &FormDefinition,
        language: &str,
        today: Day,
    ) -> Vec<(&'static str, String)> {
        let controller = [&self.controller, office].map(|name| name.get(language));
        let words = |name: &Name| name.get(language).to_owned();
        let until = self.kept_until.filter(|day| *day >= today);
        let mut told = vec![
            (
                "consent.controller",
                controller.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned(),
            ),
            ("consent.collected", words(&self.collected)),
            ("consent.collected_apart", form.who(language)),
            ("consent.purpose", words(&self.purpose)),
            ("consent.kept_until", until.map(|day| date(&day.to_string())).unwrap_or_default()),
            ("consent.contact", words(&self.contact)),
        ];
        told.retain(|(_, words)| !words.is_empty());
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::example::{form, question};
    use crate::form::{Kind, Node, Question};

    fn name(vi: &str) -> Name {
        Name { vi: vi.to_owned(), en: String::new() }
    }

    #[test]
    fn what_is_not_said_is_not_told_and_the_office_answers_where_nobody_else_does() {
        let office = name("Sở Nội vụ");
        let until = "2020-12-31".parse().ok();
        let notice = Notice { purpose: name("Chỉ số"), kept_until: until, ..Notice::default() };
        assert!(notice.is_said() && !Notice::default().is_said());
        let plain = form(Vec::new());
        let told_on = |notice: &Notice, today: &str| {
            notice
                .told(&office, &plain, "en", today.parse().unwrap())
                .into_iter()
                .map(|(key, words)| format!("{key} {words}"))
                .collect::<Vec<_>>()
        };
        let told = |notice: &Notice| told_on(notice, "2020-12-31");
        assert_eq!(
            told_on(&notice, "2021-01-01"),
            ["consent.controller Sở Nội vụ", "consent.purpose Chỉ số"],
            "a day that is over is not told"
        );
        assert_eq!(
            told(&notice),
            ["consent.controller Sở Nội vụ", "consent.purpose Chỉ số", "consent.kept_until 31/12/2020"]
        );
        let label = [("vi".to_owned(), "Họ và tên".to_owned())].into();
        let who = Node::Question(Question { personal: true, label, ..question("name", Kind::Text) });
        let asks = form(vec![who, Node::Question(question("sex", Kind::Text))]);
        assert_eq!(
            notice.told(&office, &asks, "en", "2020-01-01".parse().unwrap())[1],
            ("consent.collected_apart", "Họ và tên".to_owned()),
            "what is asked is told, whatever the package says"
        );
        let other = Notice { controller: name("UBND"), ..Notice::default() };
        assert_eq!(told(&other), ["consent.controller UBND"]);
    }
}
