//! The language that a reader wants.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use shared::message::Language;

/// The language that the address names, else the one that the browser would rather have.
pub fn language_of(named: Option<&str>, headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    named.map_or_else(|| preferred(accepted.unwrap_or_default()), Language::from_code)
}

/// Of the languages of an `Accept-Language`, the known one with the most weight, of equals the first; none has no weight and is wanted.
fn preferred(accepted: &str) -> Language {
    let weighed = accepted.split(',').filter_map(|range| {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=")?.trim().parse().ok()?;
        let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
        let language = Language::ALL.into_iter().find(|language| language.code() == primary)?;
        Some((language, weight))
    });
    let wanted = weighed.filter(|(_, weight)| *weight > 0.0);
    wanted
        .min_by(|(_, one), (_, other)| other.total_cmp(one))
        .map(|(language, _)| language)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_language_with_the_most_weight_is_wanted() {
        for (accepted, wanted) in [
            ("", Language::Vi),
            ("fr, de;q=0.8", Language::Vi),
            ("en", Language::En),
            ("EN-us", Language::En),
            ("en;q=0, vi", Language::Vi),
            ("en;q=0", Language::Vi),
            ("vi;q=0.1,en;q=0.9", Language::En),
            ("fr;q=1, en; q=0.5, vi;q=0.5", Language::En),
            ("en;q=x, vi;q=0.001", Language::Vi),
        ] {
            assert_eq!(preferred(accepted), wanted, "{accepted}");
        }
    }
}
