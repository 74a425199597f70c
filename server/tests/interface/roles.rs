//! Every route against every role.

use reqwest::{Method, StatusCode};
use server::service::import::{Import, import};
use server::{Who, table};
use shared::wire::{CampaignSummary, Grant, Role};

use crate::client::{Client, read};
use crate::sample::{self, ID, filled};
use crate::served::Served;

#[tokio::test]
async fn each_route_admits_whom_the_table_names_and_nobody_else() {
    let served = Served::start().await;
    let mut other = sample::campaign().clone();
    other.settings.id = "other".to_owned();
    import(&served.site, Import::of(other)).await.unwrap();
    let mut clients = vec![("nobody", Client::anonymous(&served.url))];
    for (username, held) in [
        ("viewer-here", vec![Grant::within(Role::Viewer, ID)]),
        ("admin-here", vec![Grant::within(Role::Admin, ID), Grant::of(Role::Interviewer)]),
        (
            "admin-elsewhere",
            vec![Grant::within(Role::Admin, "other"), Grant::at(Role::Interviewer, ID, "01837")],
        ),
        ("staff", vec![Grant::at(Role::Unit, ID, "SNV")]),
        ("head", vec![Grant::at(Role::Head, ID, "SNV")]),
        ("appraiser", vec![Grant::within(Role::Appraiser, ID)]),
        ("staff-elsewhere", vec![Grant::at(Role::Unit, "other", "SNV")]),
        ("clerk", vec![Grant::within(Role::Clerk, ID)]),
        ("supervisor", vec![Grant::at(Role::Supervisor, ID, "058")]),
        ("supervisor-elsewhere", vec![Grant::at(Role::Supervisor, "other", "058")]),
        ("clerk-elsewhere", vec![Grant::within(Role::Clerk, "other")]),
    ] {
        served.holder(username, held).await;
        clients.push((username, served.sign_in(username).await));
    }
    for username in ["dtv01", "viewer", "admin"] {
        clients.push((username, served.sign_in(username).await));
    }
    for (name, role, campaign) in [
        ("viewer-token", Role::Viewer, None),
        ("viewer-token-here", Role::Viewer, Some(ID)),
        ("admin-token", Role::Admin, None),
    ] {
        let token = Some(crate::tokens::made(&served, name, role, campaign).await.secret);
        clients.push((name, Client { token, ..Client::anonymous(&served.url) }));
    }
    // Signing out ends the session that the other routes are asked with: it goes last.
    let mut routes: Vec<_> = table().collect();
    routes.sort_by_key(|route| (route.method, route.path) == ("DELETE", "/api/session"));
    for route in routes {
        let path = filled(route.path);
        for (who, client) in &clients {
            let here = route.path.contains("{campaign}");
            let admitted = match route.who {
                Who::Anyone | Who::Reader | Who::Respondent => true,
                Who::Known | Who::SignedIn => *who != "nobody",
                Who::Person => *who != "nobody" && !who.contains("-token"),
                Who::Office | Who::Feed
                    if here && ["viewer-here", "admin-here", "viewer-token-here"].contains(who) =>
                {
                    true
                }
                Who::Office | Who::Feed => ["viewer", "admin", "viewer-token", "admin-token"].contains(who),
                Who::Admin if here && *who == "admin-here" => true,
                Who::Admin => ["admin", "admin-token"].contains(who),
                Who::Clerk => ["clerk", "admin", "admin-here", "admin-token"].contains(who),
                Who::Keyer => ["clerk", "admin", "admin-here"].contains(who),
                Who::Fieldwork => {
                    let here = ["supervisor", "viewer-here", "admin-here", "viewer-token-here"].contains(who);
                    here || ["viewer", "admin", "viewer-token", "admin-token"].contains(who)
                }
                Who::Lead => ["supervisor", "admin", "admin-here", "admin-token"].contains(who),
                Who::Batches => {
                    let here = ["clerk", "viewer-here", "admin-here", "viewer-token-here"].contains(who);
                    here || ["viewer", "admin", "viewer-token", "admin-token"].contains(who)
                }
                Who::Staff => ["staff", "head"].contains(who),
                Who::Appraiser => *who == "appraiser",
                Who::Submitter => ["staff", "head", "admin", "admin-here", "admin-token"].contains(who),
                Who::Overview => {
                    let office = ["viewer", "viewer-here", "admin", "admin-here"].contains(who);
                    office || *who == "appraiser" || who.contains("-token")
                }
                Who::Year => {
                    let none = ["nobody", "dtv01", "clerk", "supervisor"].contains(who)
                        || who.contains("-elsewhere");
                    !none
                }
            };
            let method: Method = route.method.parse().unwrap();
            let answer =
                client.request(method, &path).body("no body that is understood").send().await.unwrap();
            let expected = match (admitted, *who) {
                (true, _) => None,
                (false, "nobody") => Some(StatusCode::UNAUTHORIZED),
                (false, _) => Some(StatusCode::FORBIDDEN),
            };
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::METHOD_NOT_ALLOWED]
                .contains(&answer.status())
                .then_some(answer.status());
            assert_eq!(refused, expected, "{} {path} as {who}", route.method);
        }
    }
}

#[tokio::test]
async fn a_method_that_is_not_in_the_table_is_shut() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for route in table() {
        let path = filled(route.path);
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if table().any(|row| row.path == route.path && row.method == method.as_str()) {
                continue;
            }
            let answer = admin.request(method.clone(), &path).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn of_several_campaigns_each_person_sees_those_in_which_they_hold_a_role() {
    let served = Served::start().await;
    let mut other = sample::campaign().clone();
    other.settings.id = "other".to_owned();
    import(&served.site, Import::of(other)).await.unwrap();
    for (n, (held, seen)) in [
        (vec![Grant::of(Role::Viewer)], vec![ID, "other"]),
        (vec![Grant::within(Role::Viewer, "other")], vec!["other"]),
        (
            vec![Grant::within(Role::Viewer, "other"), Grant::at(Role::Interviewer, ID, "01837")],
            vec![ID, "other"],
        ),
        (vec![Grant::of(Role::Interviewer)], vec![]),
        (vec![Grant::at(Role::Head, "other", "SNV")], vec!["other"]),
        (vec![Grant::within(Role::Appraiser, ID)], vec![ID]),
        (vec![Grant::within(Role::Clerk, "other")], vec!["other"]),
        (vec![Grant::at(Role::Supervisor, "other", "058")], vec!["other"]),
    ]
    .into_iter()
    .enumerate()
    {
        let username = format!("nguoi{n}");
        served.holder(&username, held.clone()).await;
        let client = served.sign_in(&username).await;
        let mut found: Vec<String> = read::<Vec<CampaignSummary>>(client.get("/api/campaigns").await)
            .await
            .into_iter()
            .map(|summary| summary.id)
            .collect();
        found.sort();
        assert_eq!(found, seen, "{held:?}");
        // What a tablet keeps is for who interviews and for the office, not for who scores a unit.
        let is_of_survey =
            |grant: &Grant| grant.role == Role::Interviewer || Role::OFFICE.contains(&grant.role);
        let of_survey = held.iter().any(is_of_survey);
        for id in [ID, "other"] {
            let package = client.get(&format!("/api/campaigns/{id}/package")).await;
            assert_eq!(package.status().is_success(), of_survey && seen.contains(&id), "{held:?} {id}");
        }
    }
}

#[tokio::test]
async fn a_units_people_are_told_which_unit_is_theirs_and_what_they_are_there() {
    let served = Served::start().await;
    served.holder("staff", vec![Grant::at(Role::Unit, ID, "SYT"), Grant::at(Role::Head, ID, "SNV")]).await;
    let list: Vec<CampaignSummary> = read(served.sign_in("staff").await.get("/api/campaigns").await).await;
    let told: Vec<_> = list[0].units.iter().map(|it| (it.code.as_str(), it.roles.as_slice())).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&("SNV", &[Role::Head])) && told.contains(&("SYT", &[Role::Unit])), "{told:?}");
    assert!(list[0].units.iter().all(|unit| !unit.name.vi.is_empty()));
    let list: Vec<CampaignSummary> = read(served.sign_in("admin").await.get("/api/campaigns").await).await;
    assert_eq!(list[0].units, []);
}
