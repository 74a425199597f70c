//! The forms of the office's pages: publishing, a correction, an answer to an objection, and what is only supposed.

use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use server::service::import::{self, File, Import};
use shared::run::{Beside, Standing};
use shared::wire::{ActKind, Grant, Objection, Publication, Role};

use crate::acts::acts;
use crate::client::{Client, read};
use crate::read_results::{between, cells};
use crate::sample::{self, ID};
use crate::served::Served;
use crate::unit_tables::made;

async fn fill(client: &Client, path: &str, fields: &str) -> Response {
    let request = client.request(Method::POST, &format!("/r/{ID}{path}"));
    let form = "application/x-www-form-urlencoded";
    request.header("content-type", form).body(fields.to_owned()).send().await.unwrap()
}

async fn text(client: &Client, path: &str) -> String {
    client.get(&format!("/r/{ID}{path}")).await.text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_publishes_corrects_and_answers_and_comes_back_as_it_was_filled() {
    let served = Served::start_whole(&[ID]).await;
    served.holder("head", vec![Grant::at(Role::Head, ID, "SNV")]).await;
    let (admin, viewer) = (served.sign_in("admin").await, served.sign_in("viewer").await);
    let empty = text(&viewer, "/publications").await;
    assert!(
        empty.contains("Chưa công bố kết quả nào") && !empty.contains("<form"),
        "a viewer publishes nothing"
    );

    let stranger = Client::anonymous(&served.url);
    let nothing = admin.get(&format!("/r/{ID}/publications/preview")).await;
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND, "nothing was computed");
    let before = text(&admin, "/publications").await;
    assert!(before.contains("chưa có gì để xem trước") && !before.contains("<form"), "{before}");
    made(&admin, ID).await;
    let before = text(&admin, "/publications").await;
    assert!(before.contains(&format!("href=\"/r/{ID}/publications/preview\"")), "{before}");
    let seen = text(&viewer, "/publications/preview").await;
    assert!(seen.contains("chưa công bố, chưa có số") && seen.contains("Sở Nội vụ"), "{seen}");
    assert!(!seen.contains("<form") && !seen.contains("href=\"/p/"), "nothing of it is there yet");
    assert!(seen.contains(&format!("href=\"/r/{ID}/publications?lang=vi\"")), "the way back: {seen}");
    let refused = stranger.get(&format!("/r/{ID}/publications/preview")).await;
    assert!(refused.status() == StatusCode::UNAUTHORIZED, "{}", refused.status());
    assert_eq!(stranger.get(&format!("/p/{ID}")).await.status(), StatusCode::NOT_FOUND);

    let refused =
        fill(&admin, "/publications", "decision=86%2FQ%C4%90-UBND&day=31%2F2%2F2020&run=1&sure=on").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let back = refused.text().await.unwrap();
    assert!(back.contains("value=\"86/QĐ-UBND\"") && back.contains("value=\"31/2/2020\""), "nothing is lost");
    assert!(back.contains("“31/2/2020” không phải là ngày"));
    let decided = "decision=86%2FQ%C4%90-UBND&day=15%2F11%2F2019";
    for unseen in ["", "&run=1", "&sure=on", "&run=1&sure="] {
        let unseen = fill(&admin, "/publications", &format!("{decided}{unseen}")).await;
        assert_eq!(unseen.status(), StatusCode::BAD_REQUEST);
        let back = unseen.text().await.unwrap();
        assert!(back.contains("anh/chị chưa xác nhận đã xem trước") && back.contains("value=\"15/11/2019\""));
        assert_eq!(stranger.get(&format!("/p/{ID}")).await.status(), StatusCode::NOT_FOUND);
    }
    let answer = fill(&admin, "/publications", &format!("{decided}&run=1&sure=on")).await;
    assert_eq!(answer.status(), StatusCode::OK, "it leads back to the page");
    let page = answer.text().await.unwrap();
    assert!(page.contains(&format!("href=\"/p/{ID}/1\"")) && page.contains("15/11/2019"));
    assert!(page.contains("Đã công bố phiên bản 1; mọi người đọc được."), "{page}");
    let none = "Hiện không có giai đoạn nào đang mở. Đơn vị chỉ gửi được kiến nghị khi giai đoạn “Công bố kết quả” đang mở";
    assert!(page.contains(none), "{page}");
    let again = fill(&admin, "/publications", "decision=87&day=2019-11-16&run=1&sure=on").await;
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
    assert!(again.text().await.unwrap().contains("Hãy ghi lý do đính chính"));

    let phase = json!({ "phase": "publication", "open": true, "closes": "2019-11-30", "reason": "thử" });
    let opened = admin.post(&format!("/api/campaigns/{ID}/phases"), &phase).await;
    assert!(opened.status().is_success(), "{}", opened.text().await.unwrap());
    let page = text(&admin, "/publications").await;
    let now = "Giai đoạn đang mở: Công bố kết quả. Đơn vị gửi được kiến nghị đến hết ngày 30/11/2019";
    assert!(page.contains(now), "{page}");
    let head = served.sign_in("head").await;
    let body = json!({ "leaf": "1.1.1", "reason": "Có <văn bản>" });
    let objected = head.post(&format!("/api/campaigns/{ID}/units/SNV/objections"), &body).await;
    assert_eq!(objected.status(), StatusCode::CREATED);
    assert!(text(&viewer, "/publications").await.contains("Đang chờ trả lời"));
    let undecided = fill(&admin, "/objections/1", "reason=x%0D%0Ay").await;
    assert_eq!(undecided.status(), StatusCode::BAD_REQUEST);
    let back = undecided.text().await.unwrap();
    assert!(
        back.contains("Hãy chọn chấp thuận")
            && back.contains("x\ny</textarea>")
            && back.contains("&lt;văn bản&gt;")
    );
    assert!(fill(&admin, "/objections/1", "granted=yes&reason=%C4%91%C3%BAng").await.status().is_success());
    let page = text(&admin, "/publications").await;
    assert!(page.contains("name=\"objection-1\"") && page.contains("Chấp thuận."));
    assert!(page.contains("Việc tiếp theo: thành viên tổ thẩm định cho lại điểm"), "{page}");
    let leaf = format!("href=\"/office/{ID}/appraisal?by=unit&amp;unit=SNV&amp;leaf=1.1.1");
    assert!(
        page.contains(&leaf) && page.contains("<p>1.1.1 "),
        "where it is done, and what it is about: {page}"
    );
    let line = r#"{"unit":"SNV","code":"1.1.1","self":null,"evidence":[],"note":"","appraised":0,"comment":"đã đối chiếu"}"#;
    let assessments = Some(File::of("assessments.jsonl", line));
    let request = Import { assessments, ..Import::of(sample::campaign().clone()) };
    import::import(&served.site, request).await.unwrap();
    made(&admin, ID).await;
    let seen = text(&admin, "/publications/preview").await;
    assert!(
        seen.contains(" → ") && seen.contains("chưa công bố"),
        "who will stand otherwise is read before: {seen}"
    );
    let corrected = "decision=87&day=2019-11-16&reason=nh%E1%BA%A7m&objection-1=on&run=2&sure=on";
    assert!(
        fill(&admin, "/publications", corrected)
            .await
            .text()
            .await
            .unwrap()
            .contains("Đã đính chính ở phiên bản 2")
    );
    let versions: Vec<Publication> = admin.of_sample("/publications").await;
    assert_eq!(versions.iter().map(|it| &*it.reason).collect::<Vec<_>>(), ["", "nhầm"]);
    let objections: Vec<Objection> = admin.of_sample("/objections").await;
    assert_eq!(objections[0].met, Some(2));
    assert_eq!(acts(&admin, "kind=published").await.len(), 2);
    assert!(
        acts(&admin, "kind=objection_granted").await.iter().all(|it| it.kind == ActKind::ObjectionGranted)
    );
    for path in ["/publications", "/objections/1"] {
        assert_eq!(fill(&viewer, path, corrected).await.status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_supposed_is_what_the_interface_gives_and_stays_nowhere() {
    let served = Served::start_whole(&[ID]).await;
    let viewer = served.sign_in("viewer").await;
    let form = text(&viewer, "/what-if").await;
    let settings = &sample::campaign().settings;
    assert!(form.contains(&format!("value=\"{}\"", settings.min_answers)) && !form.contains("data-unit"));
    let asked = "/what-if?combine=pooled&min_answers=2&without.department=1.1%2C+2&without.district=";
    let page = text(&viewer, asked).await;
    assert!(
        page.contains("value=\"1.1, 2\"") && page.contains("selected>"),
        "the form stays as it was filled"
    );
    let change = json!({ "combine": "pooled", "min_answers": 2, "without": [
        { "unit_type": "department", "code": "1.1" }, { "unit_type": "department", "code": "2" }] });
    let found: Vec<Beside> = read(viewer.post(&format!("/api/campaigns/{ID}/what-if"), &change).await).await;
    let mut moved = 0;
    for unit in found.iter().flat_map(|table| &table.units) {
        let row = page
            .split(&format!("<tr data-unit=\"{}\">", unit.unit))
            .nth(1)
            .unwrap()
            .split("</tr>")
            .next()
            .unwrap();
        let total = unit.would_be.total.as_ref().unwrap().replace('.', ",");
        let marked = format!("<strong>{total}</strong>");
        let differs = unit.is.total != unit.would_be.total;
        moved += usize::from(differs);
        assert!(
            row.contains(&format!("<td>{}</td>", unit.is.total.as_ref().unwrap().replace('.', ","))),
            "{row}"
        );
        assert_eq!(row.contains(&marked), differs, "{row}");
    }
    assert!(moved > 5, "{moved}");
    let (group, band) = (&sample::campaign().groups[0].code, &sample::campaign().bands[0]);
    let of_band = format!("band.{}.{}", band.unit_type, band.code);
    for (field, value, change) in [
        ("combine", "pooled", json!({ "combine": "pooled" })),
        ("dont_know", "zero", json!({ "dont_know": "zero" })),
        ("min_answers", "9", json!({ "min_answers": 9 })),
        (&format!("weight.{group}"), "7,5", json!({ "weights": { group: "7.5" } })),
        (
            &of_band,
            "99",
            json!({ "bands": [{ "unit_type": band.unit_type, "code": band.code, "min": "99" }] }),
        ),
        ("without.district", "1", json!({ "without": [{ "unit_type": "district", "code": "1" }] })),
    ] {
        let page = text(&viewer, &format!("/what-if?{field}={}", value.replace(',', "%2C"))).await;
        let found: Vec<Beside> =
            read(viewer.post(&format!("/api/campaigns/{ID}/what-if"), &change).await).await;
        let mut moved = 0;
        for unit in found.iter().flat_map(|table| &table.units) {
            let row = cells(between(&page, &format!("<tr data-unit=\"{}\">", unit.unit), "</tr>"));
            let of = |it: &Standing| {
                let total = it.total.as_ref().map_or_else(|| "–".to_owned(), |total| total.replace('.', ","));
                [it.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()), total]
            };
            let ([is_rank, is_total], [rank, total]) = (of(&unit.is), of(&unit.would_be));
            assert_eq!(row[1..5], [is_rank, rank, is_total, total], "{field} {}", unit.unit);
            assert_eq!(row[5] == row[6], unit.is.class == unit.would_be.class, "{field} {}", unit.unit);
            moved += usize::from(unit.is != unit.would_be);
        }
        assert!(moved > 0, "{field} changes nothing");
    }
    for (odd, why) in [
        ("without.department=99", "không có tiêu chí 99"),
        ("band.department.good=x", "không phải là số"),
        ("min_answers=1%2C5", "không phải là số"),
    ] {
        let answer = text(&viewer, &format!("/what-if?{odd}")).await;
        assert!(answer.contains(why) && !answer.contains("data-unit"), "{odd}");
    }
    assert!(text(&viewer, "").await.contains("chưa có lần tính nào"));
}
