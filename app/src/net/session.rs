//! Signing in and out.

use shared::problem::Problem;
use shared::wire::{Person, SignIn};

use super::request::{delete, get, write};

const SESSION: &str = "/api/session";

/// Signs in; the browser keeps the session's cookie.
pub async fn sign_in(username: &str, password: &str) -> Result<Person, Problem> {
    let body = SignIn { username: username.to_owned(), password: password.to_owned() };
    write("POST", SESSION, &body).await
}

/// Who is signed in.
pub async fn person() -> Result<Person, Problem> {
    get(SESSION).await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Problem> {
    delete(SESSION).await
}
