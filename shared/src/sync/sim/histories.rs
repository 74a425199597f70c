//! The histories: all of a few faults in a small world, and random ones in a larger one.

use super::ballots::Kind::{self, Plain, Quarantined, Undecodable};
use super::device::Device;
use super::fault::{Fault, Plan};
use super::world::World;
use crate::sync::backoff::Jitter;

/// One ballot of each kind; the one in front is parked.
pub(super) const SMALL: [Kind; 3] = [Undecodable, Plain, Quarantined];

type Faults = Vec<(usize, Fault)>;

/// Runs, on a new device each time, every history of at most so many faults, with a server that takes several ballots in
/// one request or with an `older` one; gives their number.
pub fn explore(new: &dyn Fn() -> Box<dyn Device>, older: bool, most: usize) -> Result<u64, String> {
    explore_after(new, older, &mut Vec::new(), most)
}

/// Runs the history with these faults and every one that has up to `more` faults after them.
fn explore_after(
    new: &dyn Fn() -> Box<dyn Device>,
    older: bool,
    faults: &mut Faults,
    more: usize,
) -> Result<u64, String> {
    let mut world = World::new(new(), &SMALL, Plan::Exact(faults.clone()), None, 5000);
    world.server.older = older;
    let server = if older { "an older server" } else { "the server" };
    world.run().map_err(|violation| format!("{violation:?} with {server} after {faults:?}"))?;
    let mut histories = 1;
    if more > 0 {
        let first = faults.last().map_or(0, |(point, _)| point + 1);
        for point in first..world.points.len() {
            for fault in world.points[point] {
                faults.push((point, *fault));
                histories += explore_after(new, older, faults, more - 1)?;
                faults.pop();
            }
        }
    }
    Ok(histories)
}

/// Runs the history of a seed.
pub fn random(device: Box<dyn Device>, seed: u64) -> Result<(), String> {
    let mut rng = Jitter::new(seed);
    let ballots: Vec<Kind> = (0..1 + rng.next() % 6)
        .map(|_| match rng.next() % 4 {
            0 => Undecodable,
            1 => Quarantined,
            _ => Plain,
        })
        .collect();
    let per_mille = [20, 100, 300, 500][(rng.next() % 4) as usize];
    let until_ms = [5_000, 60_000, 200_000][(rng.next() % 3) as usize];
    let sign_in_after_ms = [20, 5000, 70_000][(rng.next() % 3) as usize];
    let older = rng.next().is_multiple_of(4);
    let mut world =
        World::new(device, &ballots, Plan::Random { rng, per_mille, until_ms }, None, sign_in_after_ms);
    world.server.older = older;
    world.run().map_err(|violation| format!("{violation:?} with seed {seed}"))
}
