//! What tells who somebody is, in SQLite: many to a row, by ids that are random. Where rows and pages lie tells at most in which row
//! something was changed last.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::{Row, params};
use uuid::Uuid;

use super::transaction::Transaction;
use super::values::{from_json, get, to_json};
use crate::store::{Personal, StoreError, Told};

/// A row holds at least half as many, or all.
const MANY: usize = 256;

/// Those whose ids begin with the same binary digits. Of what was deleted the id stands with nothing told, so that it is not taken in once
/// more when it is sent again.
type Part = BTreeMap<Uuid, Told>;

impl Personal for Transaction<'_> {
    fn put_personal(&self, campaign: &str, id: Uuid, it: &Told) -> Result<bool, StoreError> {
        let (begins, mut part) = self.part_of(campaign, id)?.unwrap_or_default();
        if part.contains_key(&id) {
            return Ok(false);
        }
        part.insert(id, it.clone());
        self.leave_no_log();
        if part.len() < MANY {
            self.put_part(campaign, &begins, &part)?;
            return Ok(true);
        }
        self.run("DELETE FROM personal WHERE campaign = ?1 AND part = ?2", params![campaign, begins])?;
        let [zero, one] = ["0", "1"].map(|digit| format!("{begins}{digit}"));
        let (ones, zeros): (Part, Part) = part.into_iter().partition(|(id, _)| digits(*id).starts_with(&one));
        self.put_part(campaign, &zero, &zeros)?;
        self.put_part(campaign, &one, &ones)?;
        Ok(true)
    }

    fn personal_number(&self, campaign: &str) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(sum(number), 0) FROM personal WHERE campaign = ?1";
        Ok(self.first(sql, [campaign], |row| get(row, 0))?.unwrap_or_default())
    }

    fn personal(&self, campaign: &str) -> Result<Part, StoreError> {
        let sql = "SELECT told FROM personal WHERE campaign = ?1";
        Ok(self
            .all(sql, [campaign], |row| read(row, 0))?
            .into_iter()
            .flatten()
            .filter(|(_, it)| is_told(it))
            .collect())
    }

    fn personal_with_id(&self, campaign: &str, id: Uuid) -> Result<Option<Told>, StoreError> {
        Ok(self.part_of(campaign, id)?.and_then(|(_, mut part)| part.remove(&id)).filter(is_told))
    }

    fn forget_personal(&self, campaign: &str, id: Option<Uuid>) -> Result<u32, StoreError> {
        let Some(id) = id else {
            let gone = self.personal_number(campaign)?;
            let sql = "SELECT part, told FROM personal WHERE campaign = ?1 AND number > 0";
            for (begins, part) in
                self.all(sql, [campaign], |row| Ok((get::<String>(row, 0)?, read(row, 1)?)))?
            {
                let empty: Part = part.into_keys().map(|id| (id, Told::default())).collect();
                self.put_part(campaign, &begins, &empty)?;
            }
            self.leave_no_log();
            return Ok(gone);
        };
        let Some((begins, mut part)) = self.part_of(campaign, id)? else { return Ok(0) };
        let Some(it) = part.get_mut(&id).filter(|it| is_told(it)) else { return Ok(0) };
        *it = Told::default();
        self.put_part(campaign, &begins, &part)?;
        self.leave_no_log();
        Ok(1)
    }
}

impl Transaction<'_> {
    /// The row in which an id stands, or would.
    fn part_of(&self, campaign: &str, id: Uuid) -> Result<Option<(String, Part)>, StoreError> {
        let sql =
            "SELECT part, told FROM personal WHERE campaign = ?1 AND part = substr(?2, 1, length(part))";
        self.first(sql, params![campaign, digits(id)], |row| Ok((get(row, 0)?, read(row, 1)?)))
    }

    fn put_part(&self, campaign: &str, begins: &str, part: &Part) -> Result<(), StoreError> {
        let sql = "INSERT INTO personal (campaign, part, number, told, seal) VALUES (?1, ?2, ?3, ?4, seal(?1, ?2, ?3, ?4))
                   ON CONFLICT DO UPDATE SET number = ?3, told = ?4, seal = seal(?1, ?2, ?3, ?4)";
        let number = i64::try_from(part.values().filter(|it| is_told(it)).count()).unwrap_or(i64::MAX);
        self.run(sql, params![campaign, begins, number, to_json(part)]).map(drop)
    }
}

/// Whether it was not deleted.
fn is_told(it: &Told) -> bool {
    !it.told.is_empty()
}

/// An id in binary digits.
fn digits(id: Uuid) -> String {
    id.as_bytes().iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:08b}").expect("a string takes all");
        digits
    })
}

fn read(row: &Row<'_>, column: usize) -> Result<Part, StoreError> {
    from_json("what tells who somebody is", &get::<String>(row, column)?)
}
