//! Quotas divided among interviewers: kept as filled in and said where they do not add up, filled in evenly, and told to tablets.

use reqwest::{Response, StatusCode};
use server::service::import::{Import, import};
use shared::ballot::NoAnswer;
use shared::campaign::{Campaign, Quota};
use shared::places::{Place, PlaceKind};
use shared::wire::{ActKind, Grant, NewPaperBatch, PaperReturn, Role, TabletPackage};

use crate::acts::acts;
use crate::client::Client;
use crate::guest::{codes, fill};
use crate::nonresponse::missed;
use crate::sample::{ID, TWO_TIERS, campaign, folder, plain};
use crate::served::Served;

async fn sent(client: &Client, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/quotas"), &fields).await
}

async fn page(client: &Client, query: &str) -> String {
    client.get(&format!("/r/{ID}/quotas{query}")).await.text().await.unwrap()
}

/// How many ballots of P7 a tablet plans at a place.
async fn planned(tablet: &Client, place: &str) -> Option<u32> {
    let package: TabletPackage = tablet.of_sample("/package").await;
    let quota = package.campaign.quotas.iter().find(|quota| quota.form == "P7" && quota.place == place);
    quota.map(|quota| quota.ballots)
}

fn quota() -> u32 {
    campaign().quotas.iter().find(|it| it.form == "P7" && it.place == "01837").unwrap().ballots
}

async fn two() -> (Served, Client, Client, Client) {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01837"]).await;
    let (first, second) = (served.sign_in("dtv01").await, served.sign_in("dtv02").await);
    let admin = served.sign_in("admin").await;
    (served, admin, first, second)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_is_divided_evenly_and_each_tablet_plans_its_part() {
    let (_served, admin, first, second) = two().await;
    let whole = quota();
    assert_eq!((planned(&first, "01837").await, planned(&second, "01837").await), (Some(whole), Some(whole)));
    let before: TabletPackage = first.of_sample("/package").await;
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    let parts = (planned(&first, "01837").await.unwrap(), planned(&second, "01837").await.unwrap());
    assert_eq!(parts.0 + parts.1, whole);
    assert!(parts.0.abs_diff(parts.1) <= 1, "{parts:?}");
    let after: TabletPackage = first.of_sample("/package").await;
    assert_ne!(before.digest, after.digest, "a tablet hears that its package is another");
    let elsewhere =
        campaign().quotas.iter().find(|it| it.form == "P7" && it.place == "01840").unwrap().ballots;
    assert_eq!(planned(&first, "01840").await, Some(elsewhere), "elsewhere nothing was divided");
    let told = acts(&admin, "kind=assigned").await;
    let people: Vec<_> = told[..2].iter().map(|act| (&*act.subject, act.kind)).collect();
    assert_eq!(people, [("dtv02", ActKind::Assigned), ("dtv01", ActKind::Assigned)]);
    // Once more changes nothing: all adds up.
    let n = acts(&admin, "").await.len();
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    assert_eq!(acts(&admin, "").await.len(), n);
    let board = admin.get(&format!("/r/{ID}/board?place=01837")).await.text().await.unwrap();
    assert!(board.contains("data-person=\"dtv02\""), "{board}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_opened_before_sets_nothing_back() {
    let (_served, admin, first, second) = two().await;
    let set = async |fields: &[(&str, &str)]| {
        let asked = [&[("as", "set"), ("place", "01837")], fields].concat();
        sent(&admin, &asked).await.status()
    };
    let shown = [("shown:P7|01837|dtv01", "0"), ("shown:P7|01837|dtv02", "0")];
    assert!(page(&admin, "?place=01837").await.contains("name=\"shown:P7|01837|dtv01\" value=\"0\""));
    let other = [shown[0], shown[1], ("P7|01837|dtv01", "3"), ("P7|01837|dtv02", "0")];
    assert_eq!(set(&other).await, StatusCode::OK);
    // Opened before that: what it does not touch stays, what it does touch is asked back about.
    let untouched = [shown[0], shown[1], ("P7|01837|dtv01", "0"), ("P7|01837|dtv02", "4")];
    assert_eq!(set(&untouched).await, StatusCode::OK);
    assert_eq!((planned(&first, "01837").await, planned(&second, "01837").await), (Some(3), Some(4)));
    let touched = [shown[0], shown[1], ("P7|01837|dtv01", "1"), ("P7|01837|dtv02", "0")];
    assert_eq!(set(&touched).await, StatusCode::CONFLICT);
    assert_eq!(planned(&first, "01837").await, Some(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_of_somebody_who_cannot_sign_in_any_more_is_divided_anew() {
    let (_served, admin, first, _) = two().await;
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    let locked = admin.patch("/api/accounts/dtv02", &serde_json::json!({ "disabled": true })).await;
    assert_eq!(locked.status(), StatusCode::OK);
    assert!(page(&admin, "?lang=vi&place=01837").await.contains("không còn phân công"));
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    assert_eq!(planned(&first, "01837").await, Some(quota()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_did_who_left_is_taken_off_what_the_others_share() {
    let (_served, admin, first, second) = two().await;
    for n in 1..=2 {
        assert_eq!(first.put(&plain(n)).await.0, StatusCode::CREATED);
    }
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    let locked = admin.patch("/api/accounts/dtv01", &serde_json::json!({ "disabled": true })).await;
    assert_eq!(locked.status(), StatusCode::OK);
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    assert_eq!(planned(&second, "01837").await, Some(quota() - 2));
    let shown = page(&admin, "?lang=vi&place=01837").await;
    assert!(shown.contains("đã làm 2 phiếu hợp lệ"), "{shown}");
    assert!(!shown.contains("P7|01837|dtv01"), "nothing more is given to who left: {shown}");
    let given = [("as", "set"), ("place", "01837"), ("P7|01837|dtv01", "3")];
    assert_eq!(sent(&admin, &given).await.status(), StatusCode::NOT_FOUND);
    let board = admin.get(&format!("/r/{ID}/board?lang=vi")).await.text().await.unwrap();
    let person = board.split("data-person=\"dtv01\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(person.contains("tài khoản đã khóa"), "{person}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_add_up_is_kept_and_said_and_what_is_wrong_keeps_what_was_filled_in() {
    let (_served, admin, first, second) = two().await;
    let more = (quota() + 2).to_string();
    let asked =
        [("as", "set"), ("place", "01837"), ("P7|01837|dtv01", more.as_str()), ("P7|01837|dtv02", "")];
    assert!(sent(&admin, &asked).await.status().is_success());
    let shown = page(&admin, "?lang=vi&place=01837").await;
    assert!(shown.contains("Chia thừa 2 phiếu"), "{shown}");
    assert_eq!(
        (planned(&first, "01837").await, planned(&second, "01837").await),
        (Some(quota() + 2), Some(0))
    );
    for (field, value, status, why) in [
        ("P7|01837|dtv02", "hai", StatusCode::BAD_REQUEST, "không phải số phiếu"),
        ("P7|01837|dtv02", "-1", StatusCode::BAD_REQUEST, "không phải số phiếu"),
        ("P7|01837|dtv02", "999999", StatusCode::BAD_REQUEST, "nhiều nhất"),
        ("P7|01837|viewer", "1", StatusCode::NOT_FOUND, "không phải điều tra viên"),
        ("P7|99999|dtv02", "1", StatusCode::NOT_FOUND, "không phải điều tra viên"),
    ] {
        let refused =
            sent(&admin, &[("as", "set"), ("place", "01837"), (field, value), ("P7|01837|dtv01", "3")]).await;
        assert_eq!(refused.status(), status, "{field} {value}");
        let text = refused.text().await.unwrap();
        assert!(text.contains(why) && text.contains("value=\"3\""), "{field} {value}: {text}");
        assert_eq!(planned(&first, "01837").await, Some(quota() + 2), "nothing is kept of it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_divides_the_quotas_of_its_places_alone() {
    let (served, admin, first, _) = two().await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "01840")]).await;
    let supervisor = served.sign_in("giam-sat").await;
    let shown = page(&supervisor, "?lang=vi").await;
    assert!(shown.contains("data-quotas=\"01840\"") && !shown.contains("01837"), "{shown}");
    let part = |field| [("as", "set"), ("place", ""), (field, "1")];
    assert_eq!(sent(&supervisor, &part("P7|01837|dtv01")).await.status(), StatusCode::NOT_FOUND);
    assert!(sent(&supervisor, &part("P7|01840|dtv01")).await.status().is_success());
    assert!(sent(&supervisor, &[("as", "even"), ("place", "")]).await.status().is_success());
    assert_eq!(planned(&first, "01837").await, Some(quota()), "the other place is as it was");
    let by: Vec<_> = acts(&admin, "kind=assigned").await[..2].iter().map(|act| act.by.clone()).collect();
    assert_eq!(by, vec![Some("giam-sat".to_owned()); 2]);
    let viewer = served.sign_in("viewer").await;
    assert_eq!(sent(&viewer, &part("P7|01840|dtv01")).await.status(), StatusCode::FORBIDDEN);
    assert!(!page(&viewer, "").await.contains("<form"), "a viewer changes nothing");
}

/// Who interviews at a district has all of its communes, too, unless somebody says otherwise.
#[tokio::test(flavor = "multi_thread")]
async fn the_forms_of_a_district_are_given_without_its_communes() {
    let (served, admin, first, _) = two().await;
    served.account("huyen", Role::Interviewer, &["058"]).await;
    let district = served.sign_in("huyen").await;
    let whole = quota();
    assert_eq!(planned(&district, "01837").await, Some(whole));
    let shown = page(&admin, "?lang=vi&place=01837").await;
    assert!(shown.contains("3 người cùng nhận cả"), "what is planned more than once is said: {shown}");
    let shown = page(&admin, "?lang=vi&place=058").await;
    assert!(shown.contains("value=\"own|058|huyen\""), "{shown}");
    assert!(sent(&admin, &[("as", "own|058|huyen"), ("place", "058")]).await.status().is_success());
    let at = |place: &'static str| {
        let quotas = campaign().quotas.iter().filter(move |quota| quota.place == place);
        quotas.map(|quota| (quota.form.clone(), quota.ballots)).collect::<Vec<_>>()
    };
    let package: TabletPackage = district.of_sample("/package").await;
    for (form, ballots) in at("058") {
        let quota = package.campaign.quotas.iter().find(|quota| quota.form == form && quota.place == "058");
        assert_eq!(quota.map(|quota| quota.ballots), Some(ballots), "{form}");
    }
    assert!(!at("058").is_empty());
    assert_eq!(planned(&district, "01837").await, Some(0));
    let (one, other) = (planned(&first, "01837").await.unwrap(), whole);
    assert!(one > 0 && one < other, "the two who interview there share it");
    // Filled in again, they go on taking nothing, and a number gives it back.
    let asked = [("as", "set"), ("place", "058"), ("P7|01837|huyen", "0")];
    assert!(sent(&admin, &asked).await.status().is_success());
    assert_eq!(planned(&district, "01837").await, Some(0));
    let asked = [("as", "set"), ("place", "058"), ("P7|01837|huyen", "3")];
    assert!(sent(&admin, &asked).await.status().is_success());
    assert_eq!(planned(&district, "01837").await, Some(3));
    for pressed in ["own|058|viewer", "own|99999|huyen"] {
        let refused = sent(&admin, &[("as", pressed), ("place", "058")]).await;
        assert_eq!(refused.status(), StatusCode::NOT_FOUND, "{pressed}");
    }
}

/// The sample with its province in the tree, and a quota there by one of the two codes of it.
fn by_code(code: &str) -> Campaign {
    let mut it = campaign().clone();
    let province = Place { code: "06".into(), kind: PlaceKind::Province, parent: None, ..one_of(&it) };
    let below = it.places.iter().map(|place| Place {
        parent: place.parent.clone().or_else(|| Some("06".to_owned())),
        ..place.clone()
    });
    it.places = below.chain([province]).collect();
    it.quotas.retain(|quota| quota.form != "P1");
    it.quotas.push(Quota { form: "P1".into(), place: code.into(), ballots: 20 });
    it
}

fn one_of(campaign: &Campaign) -> Place {
    campaign.places.iter().next().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_province_is_one_place_by_whichever_code_the_package_calls_it() {
    let (served, admin, tablet, _) = two().await;
    let take = async |code: &str| import(&served.site, Import::of(by_code(code))).await.unwrap();
    take("province").await;
    served.account("tinh", Role::Interviewer, &["province"]).await;
    let set = async |field: &str, ballots: &str| {
        let answer = sent(&admin, &[("as", "set"), ("place", ""), (field, ballots)]).await;
        assert!(answer.status().is_success());
    };
    let shown = async |field: &str| {
        let page = page(&admin, "?place=06").await;
        let field = page.split(&format!("name=\"{field}\"")).nth(1).unwrap().to_owned();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    set("P1|province|tinh", "10").await;
    take("06").await;
    assert_eq!(shown("P1|06|tinh").await, "10");
    for ballots in ["5", "0", "7"] {
        set("P1|06|tinh", ballots).await;
        assert_eq!(shown("P1|06|tinh").await, ballots);
    }
    take("province").await;
    assert_eq!(shown("P1|province|tinh").await, "7");
    // The same of who did not answer there.
    for (n, number, code) in [(1, "1", "province"), (2, "2", "06")] {
        assert_eq!(tablet.put(&missed(n, NoAnswer::Moved, code)).await.0, StatusCode::ACCEPTED);
        let fields = [("number", number), ("decision", "accept"), ("reason", "đúng")].into_iter();
        let fields: Vec<_> = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert!(fill(&admin, &format!("/r/{ID}/nonresponse"), &fields).await.status().is_success());
    }
    let sums = admin.get(&format!("/r/{ID}/nonresponse")).await.text().await.unwrap();
    let row = sums.split("data-of=\"P7 06\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("<td class=\"n\">2</td>") && !sums.contains("data-of=\"P7 province\""), "{row}");
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_and_codes_are_divided_too_and_codes_are_made_for_what_is_left() {
    let (served, admin, first, second) = two().await;
    let whole = quota();
    let what = NewPaperBatch { form: "P7".into(), place: "01837".into(), issued: 2, twice: 0 };
    let issued = admin.post(&format!("/api/campaigns/{ID}/paper"), &what).await;
    assert!(issued.status().is_success());
    codes(&served, "P7", "01837", 1).await;
    let shown = page(&admin, "?place=01837").await;
    let row = shown.split("data-quota=\"P7\"").nth(1).unwrap().split("</tr>").next().unwrap();
    for n in [2, 1, 3, whole] {
        assert!(row.contains(&format!("<td class=\"n\">{n}</td>")), "{n}: {row}");
    }
    let asked = [("as", "set"), ("place", "01837"), ("P7|01837|dtv01", "1"), ("P7|01837|dtv02", "1")];
    assert!(sent(&admin, &asked).await.status().is_success());
    // Left empty, as many as nobody has; asked for again on the same page, the same ones.
    let key = "a".repeat(64);
    let invite = async || {
        let fields =
            [("key", &*key), ("of", "P7|01837"), ("number", ""), ("day", "30/11/2019"), ("as", "csv")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        fill(&admin, &format!("/r/{ID}/invitations"), &fields).await
    };
    let made = invite().await.text().await.unwrap();
    let left = usize::try_from(whole - 5).unwrap();
    assert_eq!(made.lines().count(), left + 1, "{made}");
    let again = invite().await.text().await.unwrap();
    for line in made.lines().skip(1) {
        let code = line.split(',').next().unwrap();
        assert!(again.contains(code), "{code}: {again}");
    }
    let full = page(&admin, "?lang=vi&place=01837").await;
    let row = full.split("data-quota=\"P7\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("Khớp"), "{row}");
    let other = [("key", "b".repeat(64)), ("of", "P7|01837".to_owned()), ("number", String::new())];
    let other = other.into_iter().chain([("day", "30/11/2019".to_owned()), ("as", "csv".to_owned())]);
    let other: Vec<_> = other.map(|(name, value)| (name.to_owned(), value)).collect();
    let refused = fill(&admin, &format!("/r/{ID}/invitations"), &other).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    // Of papers that came back only those can give a ballot; interviewers share what the others leave.
    let back = PaperReturn { returned: 1, spoiled: 0, day: "2019-11-20".parse().unwrap() };
    let noted = admin.post(&format!("/api/campaigns/{ID}/paper/1/returns"), &back).await;
    assert!(noted.status().is_success());
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    let parts = [planned(&first, "01837").await, planned(&second, "01837").await];
    assert_eq!(parts.iter().flatten().sum::<u32>(), 3, "{parts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_later_is_named_and_a_place_is_divided_anew() {
    let (served, admin, first, second) = two().await;
    assert!(sent(&admin, &[("as", "even"), ("place", "01837")]).await.status().is_success());
    served.account("dtv09", Role::Interviewer, &["01837"]).await;
    let third = served.sign_in("dtv09").await;
    let named = "Chưa có phiếu nào ở đây: Người dtv09";
    assert!(page(&admin, "?lang=vi&place=01837").await.contains(named));
    // What was typed before the button is taken first.
    let asked = [("as", "even"), ("place", "01837"), ("P7|01837|dtv09", "1")];
    let answer = sent(&admin, &asked).await.text().await.unwrap();
    assert!(answer.contains("role=\"status\""), "it says that it was saved: {answer}");
    assert!(!page(&admin, "?lang=vi&place=01837").await.contains(named));
    assert!(sent(&admin, &[("as", "anew"), ("place", "01837")]).await.status().is_success());
    let mut parts = Vec::new();
    for tablet in [&first, &second, &third] {
        parts.push(planned(tablet, "01837").await.unwrap());
    }
    assert_eq!(parts.iter().sum::<u32>(), quota());
    assert!(parts.iter().max().unwrap() - parts.iter().min().unwrap() <= 1, "{parts:?}");
}

/// A province whose communes lie in no district, as since 2025.
#[tokio::test(flavor = "multi_thread")]
async fn each_place_is_led_to_where_there_are_no_districts() {
    let served = Served::start().await;
    let (package, _) = server::package::read(&folder(TWO_TIERS)).unwrap();
    import(&served.site, Import::of(package.unwrap())).await.unwrap();
    let admin = served.sign_in("admin").await;
    for name in ["quotas", "board"] {
        let shown = admin.get(&format!("/r/{TWO_TIERS}/{name}?lang=vi")).await.text().await.unwrap();
        let to = format!("href=\"/r/{TWO_TIERS}/{name}?lang=vi&amp;place=01843\"");
        assert!(shown.contains(&to), "{name}: {shown}");
        assert!(name == "board" || shown.contains("<strong>còn 20</strong>"), "{name}");
    }
}
