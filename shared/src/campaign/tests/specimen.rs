//! The smallest package with a row in every sheet, for the unit tests of this room.

use crate::campaign::{Campaign, read};
use crate::sheet::{Book, Cell, Row, Sheet};

const CAMPAIGN: &[(&str, &str)] = &[
    (
        "settings",
        "key|value\nid|specimen\ntitle_vi|Chỉ số\ntitle_en|Index\nyear|2019\ncriteria_decision|1\n\
         combine|groups\ndont_know|exclude\nmin_answers|1\ndecimals|2\nsurvey_opens|2019-10-15\n\
         survey_closes|2019-12-15\nself_scoring_closes|2019-12-20\ntimezone|Asia/Ho_Chi_Minh\n\
         default_language|vi",
    ),
    ("unit_types", "code|name_vi|name_en|self_points|survey_points\ndepartment|Sở|Departments|1,5|0.5"),
    ("units", "code|type|name_vi|name_en|basis\nSNV|department|Sở Nội vụ|Home Affairs|seed"),
    (
        "places",
        "code|kind|name_vi|parent|unit|basis|sampled\n058|district|Thành phố Bắc Kạn||||\n\
         01837|commune|Phường Sông Cầu|058|||yes\n060|district|Huyện Pác Nặm||||",
    ),
    ("groups", "code|name_vi|name_en|weight\nG1|Đại biểu|Deputies|"),
    ("forms", "form|group|file\nF1|G1|forms/F1.xlsx"),
    ("quotas", "form|place|ballots\nF1|01837|5\nF1|SNV|2\nF1|060|1"),
    (
        "criteria",
        "unit_type|code|level|name_vi|max_points|method|rule|steps\ndepartment|1|domain|Chỉ đạo||||\n\
         department|1.1|criterion|Kế hoạch|1.5|self|steps|0; 0,5; 1.5\n\
         department|1.10|criterion|Điều tra|0.5|survey||",
    ),
    ("bands", "unit_type|code|name_vi|min\ndepartment|good|Tốt|1\ndepartment|weak|Yếu|0"),
    ("history", "year|unit|total|basis\n2018|SNV|1.75|published"),
    ("adjustments", "unit|kind|points|reason\nSNV|bonus|0.5|Sáng kiến"),
];

const FORM: &[(&str, &str)] = &[
    (
        "survey",
        "type|name|label|target|criterion\nbegin_repeat|departments|Đánh giá|department:all|\n\
         select_one departments|unit|Đơn vị||\nselect_one quality|Q1|Chất lượng?||1.10\nend_repeat||||",
    ),
    (
        "choices",
        "list_name|name|label|percent\ndepartments|SNV|Sở Nội vụ|\nquality|A|Tốt|100\nquality|B|Yếu|0",
    ),
    ("settings", "form_title|form_id|version\nPhiếu 1|F1|2019.1"),
];

fn book(file: &str, sheets: &[(&str, &str)]) -> Book {
    let cell = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let row = |(number, line): (u32, &str)| Row { number, cells: line.split('|').map(cell).collect() };
    let sheet = |(name, text): &(&str, &str)| Sheet {
        name: (*name).to_owned(),
        rows: (1..).zip(text.lines()).map(row).collect(),
    };
    Book { file: file.to_owned(), sheets: sheets.iter().map(sheet).collect() }
}

/// Its workbooks: the campaign's, and those of its forms.
pub(in crate::campaign) fn package() -> (Book, Vec<Book>) {
    (book("campaign.xlsx", CAMPAIGN), vec![book("forms/F1.xlsx", FORM)])
}

/// The campaign.
pub(in crate::campaign) fn campaign() -> Campaign {
    let (workbook, forms) = package();
    let (campaign, faults) = read(&workbook, &forms);
    assert_eq!(faults, []);
    campaign.expect("no fault, so a campaign")
}

/// What is read of it with these settings more, and the codes of all that is wrong.
pub fn with_settings(more: &[(&str, &str)]) -> (Option<Campaign>, Vec<String>) {
    let (mut book, forms) = package();
    let settings = book.sheets.iter_mut().find(|sheet| sheet.name == "settings").unwrap();
    for (number, (key, value)) in (100..).zip(more) {
        let cells = [key, value].map(|text| Cell::Text((*text).to_owned())).into();
        settings.rows.push(Row { number, cells });
    }
    let (campaign, faults) = read(&book, &forms);
    (campaign, faults.into_iter().map(|fault| fault.problem.code).collect())
}
