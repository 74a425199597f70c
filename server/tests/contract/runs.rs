//! Runs.

use server::store::{Maker, Position, Reach, RunRow, Store};
use shared::ballot::Digest;

use crate::made::{campaign, read, second, write};

pub async fn runs_are_numbered_in_their_campaign_and_come_back_to_the_byte(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let run = |position: i64, text: &str, previous| RunRow {
        position,
        digest: Digest::of(text.as_bytes()),
        reach: Reach { generation: 1, ground: Position { ballots: position, reviews: 0 }, said: 3, previous },
        by: "an".to_owned(),
        at: second(position),
    };
    let all = [run(1, "một", None), run(2, "hai", Some(Digest::of(b"x")))];
    let put = all.clone();
    let positions = write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        Ok([
            store.put_run("c", &put[0], "một")?,
            store.put_run("c", &put[1], "hai")?,
            store.put_run("d", &put[0], "một")?,
        ])
    });
    assert_eq!(positions.await, [1, 2, 1]);
    let found = read(store, |store| Ok((store.runs("c")?, store.runs("d")?, store.runs("e")?)));
    assert_eq!(found.await, (all.to_vec(), vec![all[0].clone()], Vec::new()));
    let text = r#"{"rule":"1","program":"0.1.0"}"#;
    let by = run(3, text, None);
    write(store, move |store| store.put_run("c", &by, text)).await;
    let makers = read(store, |store| Ok([store.run_maker("c", 3)?, store.run_maker("c", 4)?]));
    let maker = Maker { rule: "1".to_owned(), program: "0.1.0".to_owned() };
    assert_eq!(makers.await, [Some(maker), None]);
    let texts =
        read(store, |store| Ok([store.run_text("c", 2)?, store.run_text("d", 1)?, store.run_text("d", 2)?]));
    assert_eq!(texts.await, [Some("hai".to_owned()), Some("một".to_owned()), None]);
}
