//! Tokens of scripts.

use shared::problem::Problem;
use shared::wire::{NewToken, Token, TokenRequest};

use super::request::{delete, get, write};

/// All tokens, without their secrets.
pub async fn tokens() -> Result<Vec<Token>, Problem> {
    get("/api/tokens").await
}

/// Makes a token; the answer alone holds its secret.
pub async fn make_token(request: &TokenRequest) -> Result<NewToken, Problem> {
    write("POST", "/api/tokens", request).await
}

/// Revokes a token, by its name.
pub async fn revoke_token(name: &str) -> Result<(), Problem> {
    delete(&format!("/api/tokens/{name}")).await
}
