//! A drill: a backup is laid back beside the live store, looked over, compared with it, and cleared away.

use std::collections::BTreeMap;
use std::path::Path;

use shared::problem::Problem;
use shared::wire::{Counts, IndexView};

use super::report::{Failure, explained, site_in};
use super::run::block_on;
use super::{doctor, restore};
use crate::folder::{self, STORE};
use crate::service::{Error, counts, results};
use crate::workshop::Workshop;

/// What readers of a campaign see.
#[derive(PartialEq)]
struct Shown {
    index: IndexView,
    counts: Counts,
}

/// Lays the archive back and compares. Campaigns that went on since it was made have other figures; what they had then is
/// recounted from their ballots all the same.
pub fn drill(archive: &Path, data: &Path) -> Result<(), Failure> {
    let beside = folder::parent(archive);
    let workshop = Workshop::new(beside, "drill").map_err(Failure::at(beside))?;
    let laid = workshop.path().join("data");
    restore::lay(archive, &laid)?;
    let about = |code: &str| Problem::new(code).with("file", archive.display());
    if let Some(first) = doctor::examine(&laid.join(STORE), &laid)?.first() {
        return Err(Failure::Refused(about("drill.wrong").with("cause", first)));
    }
    let (then, now) = (shown(&laid)?, shown(data)?);
    for (campaign, then) in &then {
        let differs = now.get(campaign).is_none_or(|now| {
            now.index.revision < then.index.revision
                || now.index.revision == then.index.revision && now != then
        });
        if differs {
            return Err(Failure::Refused(about("drill.differs").with("campaign", campaign)));
        }
    }
    Ok(())
}

/// What readers see of each campaign of a store.
fn shown(data: &Path) -> Result<BTreeMap<String, Shown>, Failure> {
    let site = site_in(data)?;
    block_on(async {
        let heads = site.store.read(|store| Ok::<_, Error>(store.heads()?)).await;
        let mut all = BTreeMap::new();
        for head in explained(&site, heads).await? {
            let index = explained(&site, results::index(&site, head.id.clone()).await).await?;
            let counts = explained(&site, counts::counts(&site, head.id.clone()).await).await?;
            all.insert(head.id, Shown { index, counts });
        }
        Ok(all)
    })
}
