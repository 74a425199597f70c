//! Codes as they come: guessed beside good ones, changed by a keyboard; pages as large as their form allows, and ways back from errors.

use std::time::Instant;

use reqwest::{Method, StatusCode};
use server::service::import::{Import, import};
use server::store::{Invitation, Stage};
use shared::form::{Node, Question};

use crate::client::{Client, refusal};
use crate::guest::{ballots, codes, fill, filled, page, sending, step, told};
use crate::sample::{self, ID};
use crate::served::Served;

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "who guesses waits")]
async fn guesses_are_limited_and_a_code_that_was_good_is_not() {
    let hour = std::time::Duration::from_secs(3600);
    let served = Served::start_with(|config| config.rates.stranger = (12, hour)).await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let client = Client::anonymous(&served.url);
    assert!(client.get(&format!("/a/{code}")).await.status().is_success());
    for n in 0..12 {
        let guess = client.get(&format!("/a/k7mq-2fxd-9hta-ub{:02}", n + 22)).await;
        assert_eq!(guess.status(), StatusCode::NOT_FOUND);
    }
    let tried = Instant::now();
    assert_eq!(refusal(client.get("/a/k7mq-2fxd-9hta-ub99").await).await.0, 429);
    assert!(tried.elapsed().as_millis() >= 1000, "who goes on guessing waits");
    assert_eq!(refusal(fill(&client, "/a", &[("code".into(), "k7mq".into())]).await).await.0, 429);
    let other = codes(&served, "P7", "01837", 1).await.remove(0);
    for good in [&code, &other] {
        assert!(client.get(&format!("/a/{good}")).await.status().is_success(), "a good code is not shut out");
    }
    let door = fill(&client, "/a", &[("code".into(), other)]).await;
    assert!(page(door).await.contains("value=\"agree\""));
    let agreed = fill(&client, &format!("/a/{code}"), &step("agree")).await;
    assert!(page(agreed).await.contains("value=\"next\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_before_that_telex_changed_opens_its_page_by_what_was_printed() {
    let served = Served::start().await;
    // As the program before made them: with vowels, d and w.
    let old = server::secret::hash("vmjcnggz8ug25ius");
    let it = Invitation {
        campaign: ID.to_owned(),
        form: "P7".to_owned(),
        place: "01837".to_owned(),
        last_day: "2019-11-30".parse().unwrap(),
        stage: Stage::Issued,
        draft: None,
    };
    served.site.store.write(move |store| store.put_invitation(&old, &it)).await.unwrap();
    let client = Client::anonymous(&served.url);
    let door = |typed: &str| vec![("code".to_owned(), typed.to_owned())];
    for typed in ["vmjc-nggz-8ug2-5iú", "VMJC NGGZ 8UG2 5IÚ", "vmjc-nggz-8ug2-5ius"] {
        assert!(page(fill(&client, "/a", &door(typed)).await).await.contains("value=\"agree\""), "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_its_form_allows_is_taken_however_much_is_written_on_it() {
    let served = Served::start().await;
    let mut campaign = sample::campaign().clone();
    let form = campaign.definitions.iter_mut().find(|it| it.id == "P1").unwrap();
    form.version.push_str(".2");
    let note = Question { name: "note".into(), appearance: Some("multiline".into()), ..Question::default() };
    for node in &mut form.nodes {
        if let Node::Repeat(it) = node {
            it.nodes.push(Node::Question(note.clone()));
        }
    }
    import(&served.site, Import::of(campaign)).await.unwrap();
    let (line, answers) = told("P1", |_| true);
    let code = codes(&served, "P1", &line.place, 1).await.remove(0);
    let (client, path, long) = (Client::anonymous(&served.url), format!("/a/{code}"), "ế".repeat(1200));
    let mut shown = page(fill(&client, &path, &step("agree")).await).await;
    let (mut most, mut all) = (0, 0);
    while !shown.contains("value=\"send\"") {
        let mut fields = filled(&shown, &answers);
        let notes = fields.iter_mut().filter(|(name, _)| name.ends_with("/note"));
        let written = notes.map(|(_, value)| value.clone_from(&long)).count();
        (most, all) = (most.max(written), all + written);
        let next = page(fill(&client, &path, &[fields, step("next")].concat()).await).await;
        assert_ne!(next, shown);
        shown = next;
    }
    assert!(most > 10, "{most} long texts on one page");
    assert!(page(fill(&client, &path, &sending(&shown)).await).await.contains("cảm ơn ông (bà)"));
    let kept = ballots(&served).await.pop().unwrap();
    assert_eq!(serde_json::to_string(&kept.answers).unwrap().matches(&long).count(), all, "nothing is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_shown_leads_back_to_the_survey_and_not_to_the_staff() {
    let served = Served::start().await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let client = Client::anonymous(&served.url);
    let request = client.request(Method::POST, &format!("/a/{code}?lang=en")).header("accept", "text/html");
    let refused = request.header("content-type", "application/x-www-form-urlencoded").body("step=%00").send();
    let refused = refused.await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let page = refused.text().await.unwrap();
    assert!(page.contains(&format!("href=\"/a/{code}?lang=en\"")) && !page.contains("href=\"/\""), "{page}");
    assert!(page.contains("lang=\"en\"") && page.contains("Open the survey again"), "{page}");
}
