//! What the store holds, in the files of a campaign package.

use std::io::{self, Write};

use shared::ballot::{Ballot, BallotLine, Decided};
use shared::check::Clock;
use shared::problem::Diagnostic;
use shared::wire::ReviewRow;

use super::{Error, KnownCampaign, Site, ballots};
use crate::store::{PackageHead, Repositories, StoreError, Stored};

/// Writes the ballots of a campaign as the lines of a ballots.jsonl, in the order in which they came, of one moment. Gives
/// those that cannot be read again, and stand in no line.
pub async fn ballots(
    site: &Site,
    campaign: String,
    mut out: impl Write + Send + 'static,
) -> Result<io::Result<Vec<Diagnostic>>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let (mut written, mut unreadable) = (Ok(()), Vec::new());
            store.each_ballot(&campaign, 0, &mut |stored, last| {
                if written.is_ok() {
                    match line(store, &known, &stored, last) {
                        Ok(line) => written = write(&mut out, &line),
                        Err(error) => unreadable.push(ballots::name_unreadable(&stored, error)?),
                    }
                }
                Ok(())
            })?;
            Ok(written.and_then(|()| out.flush()).map(|()| unreadable))
        })
        .await
}

/// The packages of which a campaign was imported, the oldest first.
pub async fn packages(site: &Site, campaign: String) -> Result<Vec<PackageHead>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            Ok(store.packages(&campaign)?)
        })
        .await
}

fn write(out: &mut impl Write, line: &BallotLine) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// A ballot as files carry it: with the status that it has now, and with the last decision, which that status goes by.
fn line(
    store: &dyn Repositories,
    known: &KnownCampaign,
    stored: &Stored,
    last: Option<ReviewRow>,
) -> Result<BallotLine, StoreError> {
    let Ballot { header, answers } = ballots::open(stored)?;
    let row = known.campaign.forms.iter().find(|row| row.form == header.form);
    let decision = last.map(|ReviewRow { by, at, reason, .. }| Decided { by, at, reason });
    // What the device's clock was off is told where the day would be doubted without it.
    let doubted = known.forms.outside_survey(&known.campaign.settings, header.finished, Clock::Unknown);
    Ok(BallotLine {
        id: header.id,
        group: row.map(|row| row.group.clone()).unwrap_or_default(),
        form: header.form,
        version: header.version,
        place: header.place,
        interviewer: header.interviewer,
        mode: header.mode,
        started: header.started,
        finished: header.finished,
        status: ballots::status(store, stored)?,
        decision,
        clock_offset_ms: stored.ballot.clock_offset_ms.filter(|_| doubted.is_some()),
        answers,
    })
}
