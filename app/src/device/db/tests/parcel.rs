//! Files that are kept here until the server has them.

use shared::ballot::Digest;
use shared::typed::{FileKey, Parcel};
use uuid::Uuid;

use super::tablet::Tablet;

fn parcel(nth: u128, name: &str) -> Parcel {
    let digest = Digest::of(name.as_bytes());
    let key = FileKey { campaign: "c".to_owned(), unit: "SNV".to_owned(), digest };
    Parcel { id: Uuid::from_u128(nth), key, name: name.to_owned(), bytes: 3, refused: None }
}

fn names(tablet: &Tablet) -> Vec<String> {
    tablet.store.parcels().unwrap().rows.into_iter().map(|it| it.name).collect()
}

#[test]
fn a_file_outlasts_a_crash_and_is_of_who_chose_it() {
    let mut tablet = Tablet::new();
    tablet.store.keep_parcel(&parcel(2, "hai.pdf")).unwrap();
    tablet.store.keep_parcel(&parcel(1, "một.pdf")).unwrap();
    let mut tablet = tablet.restarted();
    assert_eq!(names(&tablet), ["một.pdf", "hai.pdf"]);
    tablet.sign_in("minh");
    assert_eq!(names(&tablet), [""; 0]);
    assert_eq!(tablet.store.parcel_names().unwrap().len(), 2, "its bytes stay");
    tablet.sign_in("lan");
    tablet.store.drop_parcel(Uuid::from_u128(1)).unwrap();
    assert_eq!(names(&tablet), ["hai.pdf"]);
}

#[test]
fn the_bytes_of_a_damaged_row_stay() {
    let mut tablet = Tablet::new();
    tablet.store.keep_parcel(&parcel(1, "một.pdf")).unwrap();
    tablet.store.keep_parcel(&parcel(2, "hai.pdf")).unwrap();
    tablet.store.db.execute("UPDATE parcel SET body = '{' WHERE id LIKE '%1'", []).unwrap();
    let listed = tablet.store.parcels().unwrap();
    assert_eq!((listed.rows.len(), listed.unreadable), (1, 1));
    assert_eq!(tablet.store.parcel_names().unwrap().len(), 2);
}
