//! Messages: each with whom it is for, given once and read once.

use server::store::{Addressee, MessageRow, Store};

use crate::made::{account, campaign, read, second, write};

fn message(position: i64) -> MessageRow {
    MessageRow { position, text: format!("{position}"), by: "admin".to_owned(), at: second(position) }
}

fn to(account: &str, received: Option<i64>, read: Option<i64>) -> Addressee {
    Addressee { account: account.to_owned(), received: received.map(second), read: read.map(second) }
}

pub async fn a_message_is_given_and_read_once_by_each_whom_it_is_for(store: &Store) {
    let positions = write(store, |store| {
        store.put_campaign(&campaign("c"))?;
        store.put_campaign(&campaign("d"))?;
        store.put_account(&account("an"))?;
        store.put_account(&account("chi"))?;
        let put = |campaign: &str, n, to: &[&str]| {
            store.put_message(campaign, &message(n), &to.iter().map(|it| (*it).to_owned()).collect())
        };
        let positions = [put("c", 1, &["chi", "an"])?, put("c", 2, &["chi"])?, put("d", 1, &["an"])?];
        store.note_received("c", "chi", second(5))?;
        store.note_received("c", "chi", second(6))?;
        store.note_read("c", 1, "chi", second(7))?;
        store.note_read("c", 1, "chi", second(8))?;
        store.note_read("c", 2, "an", second(8))?;
        Ok(positions)
    })
    .await;
    assert_eq!(positions, [1, 2, 1]);
    let (all, one, chi, an, last) = read(store, |store| {
        Ok((
            store.messages("c", 9)?,
            store.messages("c", 1)?,
            store.unread("c", "chi")?,
            store.unread("c", "an")?,
            [
                store.read_last("c", "chi", 9)?,
                store.read_last("c", "an", 9)?,
                store.read_last("c", "chi", 0)?,
            ],
        ))
    })
    .await;
    let first = (message(1), vec![to("an", None, None), to("chi", Some(5), Some(7))]);
    let second = (message(2), vec![to("chi", Some(5), None)]);
    assert_eq!((all, one), (vec![second.clone(), first], vec![second]));
    let told = |unread: Vec<server::store::Unread>| {
        unread.into_iter().map(|it| (it.message.position, it.received)).collect::<Vec<_>>()
    };
    assert_eq!((told(chi), told(an)), (vec![(2, true)], vec![(1, false)]));
    assert_eq!(last, [vec![message(1)], vec![], vec![]]);
}
