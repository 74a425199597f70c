//! The step from an interview to a sealed ballot: checked by the engine, then draft out and ballot in, in one transaction; what tells who
//! somebody is goes in apart, under an id that leads nowhere.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};
use shared::ballot::{Ballot, Digest, Header, NoAnswer, Nonresponse, Personal, PersonalHeader, Sealed};
use shared::form::{Instance, Meta};
use shared::problem::Problem;
use shared::sync::Entry;
use uuid::Uuid;

use super::names::{self, Asked, written};
use super::{Result, Store, kept};
use crate::device::protocol::{Draft, DraftCard, Names, Reply};

/// So long what gave no ballot is not sent, so that a slip can be taken back.
const HELD_BACK: SignedDuration = SignedDuration::from_secs(20);

impl Store {
    /// Finishes an interview, or says what keeps it from being finished. Asked twice, it says the same twice.
    pub(super) fn finish_draft(&mut self, id: Uuid) -> Result<(Reply, Vec<Entry>)> {
        if self.is_finished(id)? {
            return Ok((Reply::Finished { id }, Vec::new()));
        }
        let draft = self.draft(id)?;
        let (instance, finished) = self.replay(&draft)?;
        let faults = instance.faults();
        if !faults.is_empty() {
            return Ok((Reply::Faults(faults.into_iter().map(|fault| fault.path).collect()), Vec::new()));
        }
        let sealed = Ballot { header: self.header(&draft, finished)?, answers: instance.answers() }.seal();
        let told = instance.personal();
        let apart = (!told.is_empty()).then(|| {
            let card = &draft.card;
            let header = PersonalHeader {
                campaign: card.campaign.clone(),
                form: card.form.clone(),
                id: self.random_id(),
            };
            (header.id, Personal { header, told }.seal())
        });
        self.put_out(&draft, finished, sealed, None, apart)
    }

    /// Ends an interview that gives no ballot; what was answered is deleted. Asked twice, it says the same twice.
    pub(super) fn finish_without(&mut self, id: Uuid, reason: NoAnswer) -> Result<(Reply, Vec<Entry>)> {
        if self.is_finished(id)? {
            return Ok((Reply::Finished { id }, Vec::new()));
        }
        let draft = self.draft(id)?;
        let finished = self.now_after(&draft);
        // Whoever stops in the middle takes back that they agreed.
        let header = Header { consented: None, ..self.header(&draft, finished)? };
        let sealed = Nonresponse { header, reason }.seal();
        self.put_out(&draft, finished, sealed, Some(reason), None)
    }

    /// Draft out, sealed bytes in.
    fn put_out(
        &mut self,
        draft: &Draft,
        finished: Timestamp,
        sealed: Sealed,
        reason: Option<NoAnswer>,
        apart: Option<(Uuid, Sealed)>,
    ) -> Result<(Reply, Vec<Entry>)> {
        let id = draft.card.id;
        let mut entry = Entry::new(id, &draft.card.campaign, &sealed);
        if reason.is_some() {
            entry.not_before_ms = (self.edge.now() + HELD_BACK).as_millisecond().cast_unsigned();
            entry.asked = true;
        }
        let key = id.to_string();
        let names = self.draft_names(&draft.card)?;
        let mut entries = vec![entry];
        let transaction = self.db.transaction()?;
        transaction.execute(
            "INSERT INTO outbox (id, digest, campaign, form, place, username, finished_ms, active_ms, entry, bytes, names,
             replaces, reason) SELECT id, ?2, campaign, form, place, username, ?3, active_ms, ?4, ?5, ?6, replaces, ?7
             FROM draft WHERE id = ?1",
            params![
                key,
                sealed.digest.to_string(),
                finished.as_millisecond(),
                kept::write(&entries[0])?,
                sealed.bytes,
                written(names.as_ref())?,
                reason.map(NoAnswer::code)
            ],
        )?;
        if let Some((id, sealed)) = apart {
            let entry = Entry::new(id, &draft.card.campaign, &sealed);
            // Without place, time and person: by that it is known.
            transaction.execute(
                "INSERT INTO outbox (id, digest, campaign, form, place, finished_ms, active_ms, entry, bytes)
                 VALUES (?1, ?2, ?3, ?4, '', 0, 0, ?5, ?6)",
                params![
                    id.to_string(),
                    sealed.digest.to_string(),
                    draft.card.campaign,
                    draft.card.form,
                    kept::write(&entry)?,
                    sealed.bytes
                ],
            )?;
            entries.push(entry);
        }
        transaction.execute("DELETE FROM draft WHERE id = ?1", [&key])?;
        transaction.commit()?;
        Ok((Reply::Finished { id }, entries))
    }

    /// Deletes that an interview gave no ballot, which its own person noted by mistake: what may have been sent stays.
    pub(super) fn take_back(&mut self, id: Uuid) -> Result<()> {
        let key = id.to_string();
        let unsent = self.row(&key).ok().filter(|row| row.reason.is_some() && row.entry.attempts == 0);
        if unsent.is_none_or(|row| row.interviewer.as_deref() != self.username().ok()) {
            return Err(Problem::new("store.sent").into());
        }
        self.db.execute("DELETE FROM outbox WHERE id = ?1", [key])?;
        self.forget_row(id);
        Ok(())
    }

    /// An id that does not say when it was made, as others do.
    fn random_id(&self) -> Uuid {
        let made = [self.edge.new_id(), self.edge.new_id()].map(Uuid::into_bytes);
        Uuid::from_bytes(*Digest::of(made.as_flattened()).as_bytes().first_chunk().expect("32 bytes hold 16"))
    }

    /// Now. A clock that was set back in the meantime must not make a ballot end before it began.
    fn now_after(&self, draft: &Draft) -> Timestamp {
        self.edge.now().max(draft.card.started)
    }

    /// The interview as it stands, at the moment of finishing.
    fn replay(&self, draft: &Draft) -> Result<(Instance, Timestamp)> {
        let finished = self.now_after(draft);
        let meta = Meta {
            started: self.edge.moment(&draft.timezone, draft.card.started),
            finished: None,
            device: self.device.to_string(),
            username: self.username()?.to_owned(),
        };
        let mut instance = Instance::new(draft.asked(), &draft.surroundings, meta)?;
        instance.load(draft.answers.iter().map(|(path, value)| (path.as_str(), value.as_str())));
        instance.finish(self.edge.moment(&draft.timezone, finished));
        Ok((instance, finished))
    }

    /// The names that were kept when it began; one that a version before began is named now.
    fn draft_names(&self, card: &DraftCard) -> Result<Option<Names>> {
        let sql = "SELECT names FROM draft WHERE id = ?1";
        match self.db.query_row(sql, [card.id.to_string()], |row| Ok(names::kept(row, 0)))? {
            Some(names) => Ok(Some(names)),
            None => self.names(&mut Asked::new(), &card.campaign, &card.place),
        }
    }

    fn header(&self, draft: &Draft, finished: Timestamp) -> Result<Header> {
        let card = &draft.card;
        Ok(Header {
            id: card.id,
            campaign: card.campaign.clone(),
            form: card.form.clone(),
            version: card.version.clone(),
            definition: draft.definition.digest(),
            place: card.place.clone(),
            mode: card.mode,
            interviewer: Some(self.username()?.to_owned()),
            started: card.started,
            finished,
            replaces: card.replaces,
            consented: draft.consented_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()),
        })
    }

    fn is_finished(&self, id: Uuid) -> Result<bool> {
        let sql = "SELECT 1 FROM outbox WHERE id = ?1";
        Ok(self.db.query_row(sql, [id.to_string()], |_| Ok(())).optional()?.is_some())
    }
}
