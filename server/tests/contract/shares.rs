//! Parts of quotas: kept by form, place and account, one of nothing too, until they are forgotten.

use server::store::{Share, Store};

use crate::made::{account, campaign, read, write};

fn share(place: &str, username: &str, ballots: u32) -> Share {
    Share { form: "P7".to_owned(), place: place.to_owned(), account: username.to_owned(), ballots }
}

pub async fn a_part_of_a_quota_is_kept_as_it_last_was_until_it_is_forgotten(store: &Store) {
    write(store, |store| {
        store.put_campaign(&campaign("c"))?;
        store.put_campaign(&campaign("d"))?;
        store.put_account(&account("an"))?;
        store.put_account(&account("chi"))?;
        for it in [share("2", "chi", 4), share("1", "chi", 3), share("1", "an", 2), share("1", "chi", 5)] {
            store.put_share("c", &it)?;
        }
        store.drop_share("c", &share("2", "chi", 0))?;
        store.put_share("c", &share("3", "an", 0))?;
        store.put_share("d", &share("1", "an", 9))
    })
    .await;
    let all = read(store, |store| store.shares("c")).await;
    assert_eq!(all, [share("1", "an", 2), share("1", "chi", 5), share("3", "an", 0)]);
}
