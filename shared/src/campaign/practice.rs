//! A practice campaign: the same package under another id and other dates, plainly marked.

use super::{Campaign, Name, is_id};
use crate::day::Day;
use crate::message::{self, Language};
use crate::problem::Problem;

/// The same campaign for practice: another id, the year and dates given, and titles that say so. Refused where the
/// id or a date is none, or the survey would close before it opens.
pub fn practice(
    mut campaign: Campaign,
    id: &str,
    year: i32,
    opens: &str,
    closes: &str,
) -> Result<Campaign, Problem> {
    if !is_id(id) {
        return Err(Problem::new("settings.id_characters").with("value", id));
    }
    let day =
        |text: &str| text.parse::<Day>().map_err(|_| Problem::new("cell.not_a_date").with("value", text));
    let (opens, closes) = (day(opens)?, day(closes)?);
    if opens > closes {
        return Err(Problem::new("settings.closes_before_opens").with("opens", opens));
    }
    let settings = &mut campaign.settings;
    settings.id = id.to_owned();
    settings.title = marked(&settings.title);
    settings.year = year;
    settings.survey_opens = opens;
    settings.survey_closes = closes;
    settings.self_scoring_closes = closes;
    settings.practice = true;
    Ok(campaign)
}

/// Both names end in the word for practice.
fn marked(title: &Name) -> Name {
    let mark = |language, title: &str| match title {
        "" => String::new(),
        title => message::text(language, "package.practice_title", &[("title", title)]),
    };
    Name { vi: mark(Language::Vi, &title.vi), en: mark(Language::En, &title.en) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::tests::specimen::campaign;

    #[test]
    fn a_practice_campaign_is_plainly_marked_and_otherwise_the_same() {
        let made = practice(campaign(), "tap-huan", 2026, "2026-01-01", "2026-12-31").unwrap();
        assert!(made.settings.practice);
        assert_eq!(made.settings.id, "tap-huan");
        assert_eq!(made.settings.year, 2026);
        assert_eq!(made.settings.title.vi, "Chỉ số (tập huấn)");
        assert_eq!(made.settings.title.en, "Index (practice)");
        assert_eq!(made.settings.survey_closes.to_string(), "2026-12-31");
        assert_eq!(made.settings.self_scoring_closes.to_string(), "2026-12-31");
        assert_eq!(made.criteria, campaign().criteria);
        assert_eq!(made.quotas, campaign().quotas);
    }

    #[test]
    fn a_wrong_id_or_date_is_refused() {
        for (id, opens, closes, code) in [
            ("Tập huấn", "2026-01-01", "2026-12-31", "settings.id_characters"),
            ("-a", "2026-01-01", "2026-12-31", "settings.id_characters"),
            ("a", "1/1/2026", "2026-12-31", "cell.not_a_date"),
            ("a", "2026-01-01", "2026-02-30", "cell.not_a_date"),
            ("a", "2026-12-31", "2026-01-01", "settings.closes_before_opens"),
        ] {
            assert_eq!(practice(campaign(), id, 2026, opens, closes).unwrap_err().code, code, "{id} {opens}");
        }
    }
}
