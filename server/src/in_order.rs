//! Work that is done in several threads, piece by piece, and taken in the order in which it was given: nobody can tell how many
//! threads there were.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

/// So many pieces wait at each thread: it is never without work while what it made is taken.
const WAITING: usize = 2;

/// How many threads work: one for each core.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// What is made of each, in their order, where all are here already. One thread makes each as it is taken, so no two are there
/// at once.
pub fn each<'a, W: Send + 'a, T: Send + 'a>(
    threads: usize,
    work: Vec<W>,
    make: impl Fn(W) -> T + Sync + 'a,
) -> Box<dyn Iterator<Item = T> + 'a> {
    if threads < 2 {
        return Box::new(work.into_iter().map(make));
    }
    let (most, make, mut work) = (work.len().div_ceil(threads), &make, work.into_iter());
    let mut part = || -> Vec<W> { work.by_ref().take(most).collect() };
    let parts: Vec<_> = (0..threads).map(|_| part()).collect();
    let made: Vec<T> = thread::scope(|scope| {
        let start = |part: Vec<W>| scope.spawn(move || part.into_iter().map(make).collect::<Vec<T>>());
        let threads: Vec<_> = parts.into_iter().map(start).collect();
        let made =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        made.flatten().collect()
    });
    Box::new(made.into_iter())
}

/// Threads at work.
pub struct InOrder<W, T> {
    workers: Vec<Worker<W, T>>,
    given: usize,
    taken: usize,
}

struct Worker<W, T> {
    work: SyncSender<W>,
    made: Receiver<T>,
}

impl<W: Send, T: Send> InOrder<W, T> {
    /// Starts so many threads, at least one.
    pub fn start<'scope, 'all>(
        scope: &'scope Scope<'scope, 'all>,
        threads: usize,
        make: &'all (impl Fn(W) -> T + Sync),
    ) -> Self
    where
        W: 'scope,
        T: 'scope,
    {
        let workers = (0..threads.max(1)).map(|_| Worker::start(scope, make)).collect();
        Self { workers, given: 0, taken: 0 }
    }

    /// Gives a piece of work, and lets `take` have what was made of those of before, where it is time; stops where that breaks off.
    pub fn give<B>(&mut self, work: W, take: &mut impl FnMut(T) -> ControlFlow<B>) -> ControlFlow<B> {
        self.take(self.workers.len() * WAITING - 1, take)?;
        // A thread that panicked takes nothing: the end of the scope tells.
        let _ = self.workers[self.given % self.workers.len()].work.send(work);
        self.given += 1;
        ControlFlow::Continue(())
    }

    /// Lets `take` have the rest.
    pub fn end<B>(mut self, take: &mut impl FnMut(T) -> ControlFlow<B>) -> ControlFlow<B> {
        self.take(0, take)
    }

    /// Takes until only so many are on their way.
    fn take<B>(&mut self, most: usize, take: &mut impl FnMut(T) -> ControlFlow<B>) -> ControlFlow<B> {
        while self.given - self.taken > most {
            let made = self.workers[self.taken % self.workers.len()].made.recv();
            self.taken += 1;
            if let Ok(made) = made {
                take(made)?;
            }
        }
        ControlFlow::Continue(())
    }
}

impl<W: Send, T: Send> Worker<W, T> {
    fn start<'scope, 'all>(scope: &'scope Scope<'scope, 'all>, make: &'all (impl Fn(W) -> T + Sync)) -> Self
    where
        W: 'scope,
        T: 'scope,
    {
        let (work, pieces) = sync_channel::<W>(WAITING);
        let (done, made) = sync_channel(WAITING);
        scope.spawn(move || {
            for piece in pieces {
                if done.send(make(piece)).is_err() {
                    break;
                }
            }
        });
        Self { work, made }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_taken_in_order_however_many_threads_make_it() {
        for threads in [0, 1, 2, 3, 8] {
            for pieces in [0_u64, 1, 2, 50] {
                let mut taken = Vec::new();
                let mut take = |made| {
                    taken.push(made);
                    ControlFlow::<()>::Continue(())
                };
                // The first are the slowest.
                let make = |piece: u64| {
                    thread::sleep(std::time::Duration::from_micros(50 - piece));
                    piece
                };
                let ended = thread::scope(|scope| {
                    let mut in_order = InOrder::start(scope, threads, &make);
                    (0..pieces).try_for_each(|piece| in_order.give(piece, &mut take))?;
                    in_order.end(&mut take)
                });
                assert!(ended.is_continue());
                let all: Vec<_> = (0..pieces).collect();
                assert_eq!(taken, all, "{threads} threads");
                assert_eq!(
                    each(threads, all.clone(), make).collect::<Vec<_>>(),
                    all,
                    "{threads} threads at once"
                );
            }
        }
    }

    #[test]
    fn who_breaks_off_is_given_nothing_more() {
        let mut taken = 0;
        let mut take = |_| {
            taken += 1;
            if taken == 3 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
        };
        let make = |piece: i32| piece;
        let ended = thread::scope(|scope| {
            let mut in_order = InOrder::start(scope, 2, &make);
            (0..100).try_for_each(|piece| in_order.give(piece, &mut take))
        });
        assert_eq!((ended, taken), (ControlFlow::Break("enough"), 3));
    }
}
