//! Signing in and out.

use shared::problem::Problem;
use shared::wire::{PasswordChange, Person, SignIn, Version};

use super::request::{act, delete, get, write};

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

/// Changes the person's own password.
pub async fn change_password(old: &str, new: &str) -> Result<(), Problem> {
    let change = PasswordChange { old: old.to_owned(), new: new.to_owned() };
    act("PUT", "/api/session/password", &change).await
}

/// What runs on the server, and for which office.
pub async fn version() -> Result<Version, Problem> {
    get("/api/version").await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Problem> {
    delete(SESSION).await
}
