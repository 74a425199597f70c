//! Where an interview was left, in words.

use shared::campaign::Name;
use shared::form::FormDefinition;
use shared::message::Language;

use crate::device::protocol::StoppedAt;

/// Where a saved position is. One that names no question of the form is one behind all of them.
pub fn stopped_at(definition: &FormDefinition, position: Option<&str>) -> StoppedAt {
    let Some(position) = position else { return StoppedAt::Start };
    let last = position.rsplit('/').next().unwrap_or(position);
    let name = last.split('[').next().unwrap_or(last);
    let stop = definition.every().into_iter().find(|node| node.name() == name);
    stop.map_or(StoppedAt::End, |node| {
        let [vi, en] =
            [Language::Vi, Language::En].map(|it| definition.text(node.label(), it.code()).to_owned());
        StoppedAt::Question(Name { vi, en })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_position_of_either_way_is_told_by_its_question_or_part() {
        let question = json!({
            "node": "question", "name": "P6_1", "kind": { "type": "note" }, "label": { "vi": "Kết quả?" }
        });
        let target = json!({ "unit_type": "district", "scope": { "scope": "own" } });
        let part = json!({
            "node": "repeat", "name": "districts", "label": { "vi": "Các huyện" }, "target": target, "nodes": [question]
        });
        let form = json!({ "id": "P6", "version": "1", "title": "", "languages": [], "choices": {}, "nodes": [part] });
        let definition: FormDefinition = serde_json::from_value(form).expect("a definition");
        let at = |position| match stopped_at(&definition, position) {
            StoppedAt::Question(label) => label.vi,
            other => format!("{other:?}"),
        };
        assert_eq!(at(None), "Start");
        assert_eq!(at(Some("/districts[TPBK]/P6_1")), "Kết quả?");
        assert_eq!(at(Some("/districts/P6_1")), "Kết quả?");
        assert_eq!(at(Some("/districts[PN]")), "Các huyện");
        assert_eq!(at(Some("review")), "End");
    }
}
