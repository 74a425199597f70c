//! A small campaign for tests.

use serde_json::json;
use shared::campaign::Campaign;
use shared::wire::CampaignSummary;

/// Two places, one department, three forms.
pub fn campaign() -> Campaign {
    let name = |vi: &str, en: &str| json!({ "vi": vi, "en": en });
    let group = |code: &str, vi: &str, en: &str| json!({ "code": code, "name": name(vi, en), "weight": "1" });
    let settings = json!({
        "id": "c", "title": name("Đợt thử", "Trial"), "year": 2019, "criteria_decision": "", "combine": "groups",
        "dont_know": "exclude", "min_answers": 1, "decimals": 2, "survey_opens": "2019-10-15",
        "survey_closes": "2019-12-15", "self_scoring_closes": "2019-12-20", "timezone": "Asia/Ho_Chi_Minh",
        "default_language": "vi",
    });
    let campaign = json!({
        "settings": settings,
        "unit_types": [],
        "units": [{ "code": "SNV", "type": "department", "name": name("Sở Nội vụ", "Department of Home Affairs") }],
        "places": [
            { "code": "058", "kind": "district", "name": "Thành phố Bắc Kạn" },
            { "code": "01837", "kind": "commune", "name": "Phường Sông Cầu", "parent": "058" },
        ],
        "groups": [group("G6", "Lãnh đạo cấp xã", "Commune leaders"), group("G7", "Người dân", "Citizens")],
        "forms": [
            { "form": "P6", "group": "G6", "file": "forms/P6.xlsx" },
            { "form": "P7", "group": "G7", "file": "forms/P7.xlsx" },
        ],
        "quotas": [], "criteria": [], "bands": [], "definitions": [],
    });
    serde_json::from_value(campaign).expect("a campaign")
}

/// What a list says about it.
pub fn summary() -> CampaignSummary {
    let settings = campaign().settings;
    CampaignSummary {
        id: settings.id,
        title: settings.title,
        year: settings.year,
        practice: settings.practice,
        closed: None,
        survey_opens: settings.survey_opens,
        survey_closes: settings.survey_closes,
        assigned: true,
        waiting: 0,
        units: Vec::new(),
    }
}
