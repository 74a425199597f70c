//! Invitations, by the digests of their codes.

use server::store::{Invitation, Invited, Stage, Store};

use crate::made::{campaign, read, write};

fn invitation(place: &str, stage: Stage, draft: Option<&[u8]>) -> Invitation {
    Invitation {
        campaign: "c".to_owned(),
        form: "P7".to_owned(),
        place: place.to_owned(),
        last_day: "2019-11-30".parse().unwrap(),
        stage,
        draft: draft.map(<[u8]>::to_vec),
    }
}

pub async fn an_invitation_is_found_by_its_digest_as_it_now_is(store: &Store) {
    let (issued, begun) =
        (invitation("A", Stage::Issued, None), invitation("A", Stage::Begun, Some(&[1, 2])));
    let put = (campaign("c"), issued.clone(), begun.clone());
    write(store, move |store| {
        store.put_campaign(&put.0)?;
        [1, 2, 3].iter().try_for_each(|n| store.put_invitation(&[*n; 32], &put.1))?;
        store.put_invitation(&[1; 32], &put.2)?;
        store.put_invitation(&[2; 32], &put.2)?;
        let longer = Invitation { draft: Some(vec![7; 9000]), ..put.2 };
        store.put_invitation(&[1; 32], &longer)
    })
    .await;
    let found = read(store, |store| {
        [1, 2, 3, 4].into_iter().map(|n| store.invitation(&[n; 32])).collect::<Result<Vec<_>, _>>()
    });
    let longer = Invitation { draft: Some(vec![7; 9000]), ..begun.clone() };
    assert_eq!(found.await, [Some(longer), Some(begun.clone()), Some(issued), None]);
    let answered = invitation("A", Stage::Answered, None);
    let put = answered.clone();
    write(store, move |store| store.put_invitation(&[1; 32], &put)).await;
    let found = read(store, |store| Ok((store.invitation(&[1; 32])?, store.invitation(&[2; 32])?)));
    assert_eq!(found.await, (Some(answered), Some(begun)), "its draft is gone, no other is");
}

pub async fn invitations_are_counted_by_form_place_and_stage(store: &Store) {
    let campaigns = (campaign("c"), campaign("d"));
    write(store, move |store| {
        store.put_campaign(&campaigns.0)?;
        store.put_campaign(&campaigns.1)?;
        for (n, (place, stage)) in
            [("A", Stage::Issued), ("A", Stage::Issued), ("A", Stage::Refused), ("B", Stage::Issued)]
                .into_iter()
                .enumerate()
        {
            store.put_invitation(&[u8::try_from(n).unwrap(); 32], &invitation(place, stage, None))?;
        }
        let elsewhere = Invitation { campaign: "d".to_owned(), ..invitation("A", Stage::Issued, None) };
        store.put_invitation(&[9; 32], &elsewhere)
    })
    .await;
    let told =
        |place: &str, stage, count| Invited { form: "P7".to_owned(), place: place.to_owned(), stage, count };
    let mut found = read(store, |store| store.invited("c")).await;
    found.sort_by_key(|it| (it.place.clone(), it.stage));
    let all = [told("A", Stage::Issued, 2), told("A", Stage::Refused, 1), told("B", Stage::Issued, 1)];
    assert_eq!(found, all);

    // Those that are deleted stay counted, beside what is made since.
    let gone = write(store, |store| {
        let gone = store.forget_invitations("c")?;
        store.put_invitation(&[7; 32], &invitation("A", Stage::Refused, None))?;
        Ok(gone)
    });
    assert_eq!(gone.await, 4);
    let (mut found, here, there) = read(store, |store| {
        Ok((store.invited("c")?, store.invitation(&[2; 32])?, store.invitation_number("d")? > 0))
    })
    .await;
    found.sort_by_key(|it| (it.place.clone(), it.stage));
    let all = [told("A", Stage::Issued, 2), told("A", Stage::Refused, 2), told("B", Stage::Issued, 1)];
    assert_eq!((&found[..], here, there), (&all[..], None, true));
    let again = write(store, |store| {
        let gone = store.forget_invitations("c")?;
        Ok((gone, store.invitation_number("c")? > 0, store.forget_invitations("c")?))
    });
    assert_eq!(again.await, (1, false, 0));
    let mut found = read(store, |store| store.invited("c")).await;
    found.sort_by_key(|it| (it.place.clone(), it.stage));
    assert_eq!(found, all);
}
