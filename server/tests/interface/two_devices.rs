//! One code on two devices: none writes over, sends or shows what only the other saw.

use crate::client::Client;
use crate::guest::{answer, ballots, codes, fill, filled, page, sending, step, told};
use crate::personal::{NAME, PHONE, asking, table};
use crate::served::Served;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_what_its_screen_showed() {
    let served = Served::start().await;
    let (line, answers) = told("P7", |line| line.answers.contains_key("departments"));
    let code = codes(&served, "P7", &line.place, 1).await.remove(0);
    let (here, there, path) =
        (Client::anonymous(&served.url), Client::anonymous(&served.url), format!("/a/{code}"));
    let pages = answer(&here, &code, &answers, 1).await;
    let shown = pages.last().unwrap();
    // Somebody with the same code says otherwise on another device.
    let asks = page(there.get(&format!("{path}?at=/sex")).await).await;
    let other = if answers["/sex"] == "m" { "f" } else { "m" };
    let changed = [("/sex".to_owned(), other.to_owned())].into();
    let fields = [filled(&asks, &changed), step("next")].concat();
    assert!(fill(&there, &path, &fields).await.status().is_success());

    let unsent = page(fill(&here, &path, &sending(shown)).await).await;
    assert!(unsent.contains("đã được sửa trên máy khác"), "{unsent}");
    assert_eq!(ballots(&served).await, []);
    let again = page(here.get(&path).await).await;
    assert!(!again.contains("đã được sửa"), "it is said once: {again}");
    let thanks = page(fill(&here, &path, &sending(&unsent)).await).await;
    assert!(thanks.contains("cảm ơn ông (bà)"), "{thanks}");
    assert_eq!(ballots(&served).await[0].answers["sex"], *other, "what was seen last");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_writes_over_what_it_did_not_show_without_saying_so() {
    let served = Served::start().await;
    let (line, answers) = told("P7", |line| line.answers.contains_key("departments"));
    let code = codes(&served, "P7", &line.place, 1).await.remove(0);
    let (here, there, path) =
        (Client::anonymous(&served.url), Client::anonymous(&served.url), format!("/a/{code}"));
    page(fill(&here, &path, &step("agree")).await).await;
    let at_sex = async |client: &Client| page(client.get(&format!("{path}?at=/sex")).await).await;
    let first = answers["/sex"].clone();
    let other = if first == "m" { "f" } else { "m" };
    let says = |page: &str, sex: &str| {
        let said =
            [answers.clone(), [("/sex".to_owned(), sex.to_owned())].into()].into_iter().flatten().collect();
        [filled(page, &said), step("next")].concat()
    };
    let kept = async || at_sex(&here).await.contains(&format!("value=\"{other}\" checked"));
    let (mine, theirs) = (at_sex(&here).await, at_sex(&there).await);
    page(fill(&there, &path, &says(&theirs, other)).await).await;
    // The same form once more, as after a connection that broke, is none of another.
    let again = page(fill(&there, &path, &says(&theirs, other)).await).await;
    assert!(!again.contains("trên máy khác"), "{again}");

    let told = page(fill(&here, &path, &says(&mine, &first)).await).await;
    assert!(told.contains("đã được sửa trên máy khác") && told.contains("name=\"/sex\""), "{told}");
    assert!(kept().await, "what the other device said stands");
    let went_on = page(fill(&here, &path, &says(&told, &first)).await).await;
    assert!(!went_on.contains("trên máy khác"), "{went_on}");
    assert!(!kept().await, "who has seen it may say otherwise");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_ballot_is_sent_no_other_browser_shows_who_answers() {
    let served = asking().await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let (_, mut answers) = told("P7", |line| line.answers.contains_key("departments"));
    answers.extend([("/full_name".to_owned(), NAME.to_owned()), ("/phone".to_owned(), PHONE.to_owned())]);
    let [here, there] = ["7f", "a5"].map(|kept| {
        // As the page sets it that asks who somebody is.
        Client::keeping(&served.url, &format!("told={}", kept.repeat(32)))
    });
    let path = format!("/a/{code}");
    let last = answer(&here, &code, &answers, 1).await.pop().unwrap();
    assert!(last.contains(NAME) && last.contains(PHONE), "who answers looks it over: {last}");
    let asks = format!("{path}?at=/full_name");
    let shown = here.get(&asks).await;
    let kept = shown.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(kept.starts_with(&format!("told={}; Path={path}; HttpOnly", "7f".repeat(32))), "{kept}");
    assert!(page(shown).await.contains(NAME));
    let new =
        Client::anonymous(&served.url).get(&asks).await.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(new.starts_with("told=") && new[..70] != kept[..70], "each browser has one of its own");

    let review = page(there.get(&path).await).await;
    assert!(review.contains("value=\"send\"") && review.contains("không hiện lại trên máy này"), "{review}");
    let asked = page(there.get(&asks).await).await;
    assert!(!review.contains(NAME) && !review.contains(PHONE) && !asked.contains(NAME), "{asked}");
    // What was not shown was not taken away, and what is told there over it is not shown there, either.
    let left = [filled(&asked, &[].into()), step("next")].concat();
    page(fill(&there, &path, &left).await).await;
    assert!(page(here.get(&asks).await).await.contains(NAME));
    let other =
        [filled(&asked, &[("/full_name".to_owned(), "Nông-Thị-Khác".to_owned())].into()), step("next")];
    let after = page(fill(&there, &path, &other.concat()).await).await;
    let last = page(there.get(&format!("{path}?at=review")).await).await;
    assert!(!after.contains(PHONE) && !last.contains("Nông-Thị-Khác") && !last.contains(PHONE), "{last}");
    page(fill(&there, &path, &sending(&last)).await).await;
    let admin = served.sign_in("admin").await;
    let kept = table(&admin).await;
    assert!(kept.contains("Nông-Thị-Khác") && kept.contains(PHONE) && !kept.contains(NAME), "{kept}");
}
