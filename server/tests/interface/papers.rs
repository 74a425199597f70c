//! Papers: the report that a submission freezes, its draft before that, and the minutes of the appraisal team.

use std::collections::BTreeMap;

use server::document::{Given, Opening, minutes};
use shared::assessment::standing;
use shared::ballot::Digest;
use shared::campaign::Campaign;
use shared::places::{Place, PlaceKind};
use shared::points::Points;
use shared::wire::{ActKind, Appraisal, Entry, Fact, Grant, LeafRecord, Phase, Role, Step, UnitRecord};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::office_files::{converted, converted_file, part, read_pdf};
use crate::sample::{self, ID};
use crate::year::{UNIT, Year, appraise, enter, enter_all_but, entry, lines, record, submit};

/// A note with all that breaks files which are glued together: marks, signs of XML, a line break, a sign that XML cannot say.
const NOTE: &str = "Đã thực hiện <đầy đủ> & \"đúng hạn\"\nDòng thứ hai\u{b}: nghị quyết ưỡng, ỷ, ặ";

async fn bytes(client: &Client, path: &str) -> Vec<u8> {
    let answer = client.get(&format!("/api/campaigns/{ID}{path}")).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

async fn text(client: &Client, path: &str) -> String {
    String::from_utf8(bytes(client, path).await).unwrap()
}

/// A year in which the unit is submitted, with [`NOTE`] at one leaf.
pub async fn submitted() -> (Year, String) {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    enter_all_but(&year.staff, UNIT, &line.code).await;
    let mut said = Entry { note: NOTE.to_owned(), ..entry(&line) };
    said.evidence[0].pages = "tr. 2-4".to_owned();
    read::<LeafRecord>(enter(&year.staff, UNIT, &line.code, &said, &[]).await).await;
    let entries = record(&year.staff, UNIT).await.entries;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    read::<UnitRecord>(submit(&year.head, UNIT, Step::Approved, entries).await).await;
    (year, line.code)
}

#[tokio::test]
async fn submitting_freezes_the_report_and_the_log_names_its_digest() {
    let year = Year::begin(&[UNIT]).await;
    let path = format!("/units/{UNIT}/report.docx");
    let none = year.staff.get(&format!("/api/campaigns/{ID}{path}")).await;
    assert_eq!(refusal(none).await, (404, "document.absent".into()));

    let (year, code) = submitted().await;
    let report = bytes(&year.staff, &path).await;
    let act = acts(&year.admin, "kind=submitted").await.remove(0);
    assert_eq!((act.kind, act.by.as_deref()), (ActKind::Submitted, Some("head")));
    assert_eq!(act.after[&Fact::File], Digest::of(&report).to_string());

    // What is opened again and said otherwise changes nothing of it, until it is submitted again.
    let whole = record(&year.staff, UNIT).await;
    read::<UnitRecord>(submit(&year.admin, UNIT, Step::Returned, whole.entries).await).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT && line.code == code).unwrap();
    let stood = whole.leaves.iter().find(|leaf| leaf.leaf == code).unwrap();
    let over: Vec<i64> = standing(&stood.entries).iter().map(|it| it.position).collect();
    let other = Entry { note: "lời khác".to_owned(), ..entry(&line) };
    read::<LeafRecord>(enter(&year.staff, UNIT, &code, &other, &over).await).await;
    assert!(bytes(&year.staff, &path).await == report, "it is frozen");
    let entries = record(&year.staff, UNIT).await.entries;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    read::<UnitRecord>(submit(&year.head, UNIT, Step::Approved, entries).await).await;
    let again = bytes(&year.staff, &path).await;
    assert!(again != report && part(&again, "word/document.xml").contains("lời khác"));
}

#[tokio::test]
async fn the_report_is_laid_out_as_the_decree_asks() {
    let (year, _) = submitted().await;
    let docx = bytes(&year.staff, &format!("/units/{UNIT}/report.docx")).await;
    let (document, styles) = (part(&docx, "word/document.xml"), part(&docx, "word/styles.xml"));
    for (rule, sign) in [
        ("A4", r#"<w:pgSz w:w="11906" w:h="16838"/>"#),
        ("margins", r#"w:top="1134" w:right="850" w:bottom="1134" w:left="1701""#),
        ("national title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("motto", "Độc lập - Tự do - Hạnh phúc"),
        ("office", "SỞ NỘI VỤ"),
        ("number", "/BC-SNV"),
        ("room for the place that no sheet names", ">……………………, ngày 20 tháng 11 năm 2019<"),
        ("headings", r#"<w:pStyle w:val="Heading2"/>"#),
        ("table head on each page", "<w:tblHeader/>"),
        ("who", "Người phê duyệt và nộp: head"),
        ("signs of XML", "Đã thực hiện &lt;đầy đủ&gt; &amp; &quot;đúng hạn&quot;</w:t><w:br/>"),
        ("pages of the evidence", " (tr. 2-4)"),
        ("what XML cannot say", "Dòng thứ hai: nghị quyết ưỡng, ỷ, ặ"),
    ] {
        assert!(document.contains(sign), "{rule}: {sign} in {}", &document[..4000]);
    }
    assert!(styles.contains(r#"w:ascii="Times New Roman" w:hAnsi="Times New Roman""#));
    assert!(styles.contains(r#"<w:outlineLvl w:val="1"/>"#));
    let leaves = document.matches("<w:tr>").count();
    assert!(leaves > 60, "each leaf has a row: {leaves}");
}

#[test]
fn place_and_office_are_those_that_the_package_names_else_there_is_room_for_them() {
    let named = |change: fn(&mut Campaign)| {
        let mut campaign = sample::campaign().clone();
        change(&mut campaign);
        let (names, at) = (BTreeMap::new(), "2026-02-05T03:00:00Z".parse().unwrap());
        let Opening::Issued(it) =
            minutes(&campaign, &Given { records: &[], names: &names, withheld: &[], at }).opening
        else {
            panic!("it is issued")
        };
        (it.above, it.office, it.place_and_date)
    };
    let of_tree = |campaign: &mut Campaign| {
        let name = "Tỉnh Bắc Kạn".to_owned();
        let (code, kind) = ("06".to_owned(), PlaceKind::Province);
        let top = Place { code, kind, name, parent: None, unit: None, basis: String::new(), sampled: false };
        campaign.places = [top].into_iter().collect();
    };
    let of_settings = |campaign: &mut Campaign| {
        campaign.settings.province.vi = "Tỉnh Thái Nguyên".to_owned();
        campaign.settings.office.vi = "Sở Nội vụ".to_owned();
    };
    let (room, day) = ("……………………", "ngày 05 tháng 02 năm 2026");
    let said = |above: &str, office: &str, place: &str| {
        (above.to_owned(), office.to_owned(), format!("{place}, {day}"))
    };
    assert_eq!(named(|_| ()), said("", room, room));
    assert_eq!(named(of_tree), said("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN", room, "Bắc Kạn"));
    assert_eq!(named(of_settings), said("ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", "SỞ NỘI VỤ", "Thái Nguyên"));
}

#[tokio::test]
async fn the_page_to_print_says_the_same_and_runs_nothing() {
    let (year, _) = submitted().await;
    let path = format!("/api/campaigns/{ID}/units/{UNIT}/report.html");
    let answer = year.staff.get(&path).await;
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("sandbox;"), "{policy}");
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    let page = answer.text().await.unwrap();
    for sign in [
        "<html lang=\"vi\">",
        "@page { size: A4; margin: 20mm 15mm 20mm 30mm; }",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "<thead>",
        "<h2>",
        "Đã thực hiện &lt;đầy đủ&gt; &amp; &quot;đúng hạn&quot;\nDòng thứ hai: nghị quyết ưỡng, ỷ, ặ",
    ] {
        assert!(page.contains(sign), "{sign}");
    }
    assert!(!page.contains("<script") && !page.contains("<đầy"));
}

#[tokio::test]
async fn office_software_opens_the_report_and_finds_every_word() {
    let (year, _) = submitted().await;
    let docx = bytes(&year.staff, &format!("/units/{UNIT}/report.docx")).await;
    let Some(found) = converted(&docx, "docx", "txt:Text (encoded):UTF8") else { return };
    for sign in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kết quả tự chấm điểm Chỉ số cải cách hành chính năm 2019",
        "Đã thực hiện <đầy đủ> & \"đúng hạn\"",
        "Dòng thứ hai: nghị quyết ưỡng, ỷ, ặ",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ] {
        assert!(found.contains(sign), "{sign} in {found}");
    }
}

#[tokio::test]
async fn the_minutes_name_each_difference_with_its_reason() {
    let (year, code) = submitted().await;
    year.phase(Phase::Appraisal, true).await;
    let whole = record(&year.staff, UNIT).await;
    let stood = whole.leaves.iter().find(|leaf| leaf.leaf == code).unwrap();
    let said = Appraisal {
        entry: Some(stood.entries[0].position),
        points: Some(Points::zero()),
        reason: "chưa có tài liệu kiểm chứng".to_owned(),
        ..Appraisal::default()
    };
    read::<LeafRecord>(appraise(&year.appraisers[0], UNIT, &code, &said, &[]).await).await;
    let page = text(&year.appraisers[1], "/minutes.html").await;
    let document = part(&bytes(&year.admin, "/minutes.docx").await, "word/document.xml");
    // The sample names neither its province nor the office that holds it: both are written by hand.
    for sign in [
        "BIÊN BẢN",
        "tdv01",
        "chưa có tài liệu kiểm chứng",
        "Điểm thẩm định",
        ">……………………<",
        ">……………………, ngày",
    ] {
        assert!(page.contains(sign) && document.contains(sign), "{sign}");
    }
    // One decision of one unit, whose total it gave itself stands beside it.
    let row = page.split("<tr>").find(|row| row.contains("Sở Nội vụ")).unwrap();
    let total = shared::message::number(shared::message::Language::Vi, &whole.total.to_string());
    assert!(row.contains(&format!("<td class=\"end\">{total}</td><td class=\"end\">0</td>")), "{row}");
    let silent = page.split("<tr>").find(|row| row.contains("Sở Tài chính")).unwrap();
    assert!(silent.contains("<td class=\"end\">–</td><td class=\"end\">0</td>"), "not nought: {silent}");
    // Who appraises and is of the unit as well reads of it what its people may read: nothing before explanation opens.
    let both = vec![Grant::within(Role::Appraiser, ID), Grant::at(Role::Unit, ID, UNIT)];
    year.served.holder("tdv08", both).await;
    let both = year.served.sign_in("tdv08").await;
    let page = text(&both, "/minutes.html").await;
    assert!(!page.contains("chưa có tài liệu kiểm chứng"));
    // The copy says so, and no nought stands for what is not told.
    assert!(page.contains("Bản này chưa có kết quả thẩm định của: Sở Nội vụ."));
    let row = page.split("<tr>").skip(1).find(|row| row.contains("Sở Nội vụ")).unwrap();
    assert!(row.contains(&format!("{total}</td>{}", "<td class=\"end\">–</td>".repeat(4))), "{row}");
    year.phase(Phase::Explanation, true).await;
    let page = text(&both, "/minutes.html").await;
    assert!(page.contains("chưa có tài liệu kiểm chứng") && !page.contains("Bản này chưa có"));
    let own = year.staff.get(&format!("/api/campaigns/{ID}/minutes.html")).await;
    assert_eq!(own.status(), 403, "a unit's people see no other unit");
}

/// What is read before it is submitted says at each page that it is a draft, and is for the unit's own people.
#[tokio::test]
async fn the_draft_says_what_stands_by_now_and_that_it_is_a_draft() {
    let year = Year::begin(&[UNIT]).await;
    let path = |form: &str| format!("/units/{UNIT}/draft.{form}");
    let whole = |form: &str| format!("/api/campaigns/{ID}{}", path(form));
    year.phase(Phase::SelfScoring, true).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let said = Entry { note: NOTE.to_owned(), ..entry(&line) };
    read::<LeafRecord>(enter(&year.staff, UNIT, &line.code, &said, &[]).await).await;
    let missing = record(&year.staff, UNIT).await.missing;
    let (docx, page) = (bytes(&year.staff, &path("docx")).await, text(&year.head, &path("html")).await);
    let document = part(&docx, "word/document.xml");
    for sign in [
        "BÁO CÁO (BẢN DỰ THẢO)",
        "Bản tự chấm chưa nộp",
        "chưa được phê duyệt và nộp",
        "Đã thực hiện &lt;đầy đủ&gt;",
        &missing.join(", "),
    ] {
        assert!(document.contains(sign) && page.contains(sign), "{sign}");
    }
    let said = "BẢN DỰ THẢO, lập lúc 09:00 20/11/2019, chưa nộp";
    assert!(part(&docx, "word/footer.xml").contains(said), "{}", part(&docx, "word/footer.xml"));
    assert!(page.contains(&format!("<p class=\"foot\">{said}</p>")) && page.contains("@bottom-left"));
    // Office software sets it on each page.
    let pdf = converted_file(&docx, "docx", "pdf");
    if let Some(laid_out) = pdf.and_then(|pdf| read_pdf(&pdf, "pdftotext", &["-layout"])) {
        let pages: Vec<&str> = laid_out.split_terminator('\u{c}').collect();
        assert!(pages.len() > 3 && pages.iter().all(|page| page.contains(said)), "{laid_out}");
        assert!(pages[1].contains(&format!("Trang 2/{}", pages.len())), "{}", pages[1]);
    }
    // Each leaf that has no points is named, and once all have, none.
    enter_all_but(&year.staff, UNIT, &line.code).await;
    assert!(!text(&year.head, &path("html")).await.contains("chưa có điểm hoặc"));

    // While the head reads it too; from then on the report takes its place, as it was submitted.
    let entries = record(&year.staff, UNIT).await.entries;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    assert!(text(&year.head, &path("html")).await.contains("BẢN DỰ THẢO"));
    read::<UnitRecord>(submit(&year.head, UNIT, Step::Approved, entries).await).await;
    for form in ["docx", "html"] {
        let late = refusal(year.head.get(&whole(form)).await).await;
        assert_eq!(late, (409, "assessments.submitted".into()));
    }
    let report = text(&year.head, &format!("/units/{UNIT}/report.html")).await;
    assert!(!report.contains("DỰ THẢO"));
    let frozen = bytes(&year.head, &format!("/units/{UNIT}/report.docx")).await;
    read::<UnitRecord>(submit(&year.admin, UNIT, Step::Returned, entries).await).await;
    assert!(text(&year.staff, &path("html")).await.contains("BẢN DỰ THẢO"), "it is open again");
    assert!(bytes(&year.head, &format!("/units/{UNIT}/report.docx")).await == frozen);
    for client in [&year.appraisers[0], &year.admin] {
        let refused = refusal(client.get(&whole("html")).await).await;
        assert_eq!(refused.0, 403, "{refused:?}");
    }
}
