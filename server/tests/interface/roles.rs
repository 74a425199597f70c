//! Every route against every role.

use reqwest::{Method, StatusCode};
use server::{Who, table};

use crate::client::Client;
use crate::sample::ID;
use crate::served::Served;

#[tokio::test]
async fn each_route_admits_whom_the_table_names_and_nobody_else() {
    let served = Served::start().await;
    let clients = [
        ("nobody", Client::anonymous(&served.url)),
        ("dtv01", served.sign_in("dtv01").await),
        ("viewer", served.sign_in("viewer").await),
        ("admin", served.sign_in("admin").await),
    ];
    // Signing out ends the session that the other routes are asked with: it goes last.
    let mut routes: Vec<_> = table().collect();
    routes.sort_by_key(|route| route.method == "DELETE");
    for route in routes {
        let path =
            route.path.replace("{campaign}", ID).replace("{ballot}", "9").replace("{username}", "nobody");
        assert!(!path.contains('{'), "{path}");
        for (who, client) in &clients {
            let admitted = match route.who {
                Who::Anyone => true,
                Who::Known | Who::SignedIn => *who != "nobody",
                Who::Office => ["viewer", "admin"].contains(who),
                Who::Admin => *who == "admin",
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
        let path = route.path.replace("{campaign}", ID).replace("{ballot}", "9").replace("{username}", "x");
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if table().any(|row| row.path == route.path && row.method == method.as_str()) {
                continue;
            }
            let answer = admin.request(method.clone(), &path).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
}
