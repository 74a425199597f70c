//! One damaged row of a list: it stays, it is counted, and it shuts out no other.

use super::tablet::{CAMPAIGN, Tablet};
use crate::device::protocol::{Command, Listed, Reply};

#[test]
fn a_damaged_interview_stays_is_counted_and_shuts_out_no_other() {
    for damage in ["mode = '{'", "started_ms = 'torn'", "saved_ms = 9e99", "surroundings = '{'", "id = x'ff'"]
    {
        let mut tablet = Tablet::new();
        let (damaged, sound) = (tablet.begin().card.id, tablet.begin().card.id);
        let sql = format!("UPDATE draft SET {damage} WHERE id = ?1");
        tablet.store.db.execute(&sql, [damaged.to_string()]).unwrap();
        let mut tablet = tablet.restarted();
        let board = tablet.board();
        let Listed { rows, unreadable } = board.drafts;
        let ids: Vec<_> = rows.iter().map(|draft| draft.card.id).collect();
        assert_eq!((ids, unreadable, tablet.count("draft")), (vec![sound], 1, 2), "{damage}");
        assert!(board.rows[0].drafts >= 1, "{damage}");
    }
}

#[test]
fn a_damaged_campaign_stays_is_counted_and_shuts_out_no_other() {
    for damage in ["summary = '{'", "summary = x'ff'"] {
        let mut tablet = Tablet::new();
        let summary = tablet.board().summary;
        let other = shared::wire::CampaignSummary { id: "other".to_owned(), ..summary.clone() };
        tablet.store.keep_campaigns("lan", &[summary, other]).unwrap();
        tablet.store.db.execute(&format!("UPDATE campaign SET {damage} WHERE id = 'other'"), []).unwrap();
        let mut tablet = tablet.restarted();
        let Ok(Reply::Campaigns(Listed { rows, unreadable })) = tablet.ask(Command::Campaigns) else {
            panic!("{damage}: no list")
        };
        let ids: Vec<_> = rows.iter().map(|card| card.summary.id.as_str()).collect();
        assert_eq!((ids, unreadable, tablet.count("campaign")), (vec![CAMPAIGN], 1, 2), "{damage}");
    }
}

#[test]
fn a_damaged_package_takes_its_campaign_off_no_list() {
    let mut tablet = Tablet::new();
    let summary = tablet.board().summary;
    tablet.store.keep_campaigns("lan", &[summary]).unwrap();
    tablet.store.db.execute("UPDATE package SET digest = 'torn', fetched_ms = 'torn'", []).unwrap();
    let Ok(Reply::Campaigns(kept)) = tablet.ask(Command::Campaigns) else { panic!("no list") };
    assert_eq!((kept.rows.len(), kept.rows[0].package, kept.rows[0].fetched_at), (1, None, None));
}

#[test]
fn what_fails_for_another_reason_than_its_row_fails() {
    let mut tablet = Tablet::new();
    tablet.store.db.execute_batch("ALTER TABLE draft RENAME TO gone").unwrap();
    assert!(tablet.ask(Command::Board { campaign: CAMPAIGN.to_owned() }).is_err());
}
