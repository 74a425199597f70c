//! People, their roles and the places assigned to them.

use shared::problem::Problem;
use shared::wire::{Account, AccountChange, NewAccount, Roster};

use super::request::{Refused, act, get, write_many};

/// All accounts.
pub async fn accounts() -> Result<Vec<Account>, Problem> {
    get("/api/accounts").await
}

/// Makes an account.
pub async fn make_account(account: &AccountChange) -> Result<(), Problem> {
    act("POST", "/api/accounts", account).await
}

/// Makes all accounts of a list, or says what is wrong with which rows.
pub async fn make_accounts(list: &Roster) -> Result<Vec<NewAccount>, Refused> {
    write_many("POST", "/api/accounts/bulk", list).await
}

/// Changes an account; what is absent in `change` stays.
pub async fn change_account(username: &str, change: &AccountChange) -> Result<(), Problem> {
    act("PATCH", &format!("/api/accounts/{username}"), change).await
}
