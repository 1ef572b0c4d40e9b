//! Work on many items by several threads, its results taken in the order of the items.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// The stack of a thread, in bytes: what reads a tree goes as deep as the tree does.
const STACK: usize = 16 * 1024 * 1024;

/// How many items may be done ahead of the first that is not: one long document does not stop the others, and what
/// waits for it stays little.
const AHEAD: usize = 256;

/// As many threads as are asked for, no more than there are items; 0 asks for one a processor.
pub(super) fn threads(asked: usize, items: usize) -> usize {
    let wanted = match asked {
        0 => thread::available_parallelism().map_or(1, usize::from),
        asked => asked,
    };
    wanted.min(items).max(1)
}

/// Calls `work` for each item on several threads, each with a state of its own from `begin`, and `take` with each
/// result in the order of the items. When `take` fails or `stop` is set, no further item is begun; what has been
/// begun is finished, and dropped where `take` has failed.
///
/// # Errors
///
/// The first error of `take`.
pub(super) fn in_order<T: Sync, S, R: Send, E>(
    items: &[T],
    jobs: usize,
    stop: &AtomicBool,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let taken = Taken::default();
    let (sender, receiver) = mpsc::channel();
    let worker = |sender: mpsc::Sender<(usize, R)>| {
        let mut state = begin();
        loop {
            if stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed) {
                break;
            }
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            taken.wait_for(index, &failed);
            // The receiver is there as long as the threads are.
            let _ = sender.send((index, work(&mut state, item)));
        }
    };
    thread::scope(|scope| {
        let mut started = 0;
        for number in 0..threads(jobs, items.len()) {
            let sender = sender.clone();
            let thread = thread::Builder::new().name(format!("greffe {number}")).stack_size(STACK);
            started += usize::from(thread.spawn_scoped(scope, || worker(sender)).is_ok());
        }
        if started == 0 {
            // The machine has no thread left but this one.
            let mut state = begin();
            let mut open = items.iter().take_while(|_| !stop.load(Ordering::Relaxed));
            return open.try_for_each(|item| take(item, work(&mut state, item)));
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let (mut due, mut outcome) = (0, Ok(()));
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                if outcome.is_ok() {
                    outcome = take(&items[due], result);
                    if outcome.is_err() {
                        failed.store(true, Ordering::Relaxed);
                    }
                }
                due += 1;
                taken.advance(due);
            }
        }
        outcome
    })
}

/// How many results have been taken.
#[derive(Default)]
struct Taken {
    count: Mutex<usize>,
    moved: Condvar,
}

impl Taken {
    /// Waits until `index` is not too far ahead.
    fn wait_for(&self, index: usize, failed: &AtomicBool) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= *count + AHEAD && !failed.load(Ordering::Relaxed) {
            count = self.moved.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn advance(&self, due: usize) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) = due;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(jobs: usize, items: usize, fail_at: usize) -> (Vec<usize>, Result<(), usize>) {
        let items: Vec<usize> = (0..items).collect();
        let mut seen = Vec::new();
        let work = |(): &mut (), item: &usize| {
            // Some take longer than others.
            thread::sleep(std::time::Duration::from_micros(((item * 7919) % 13) as u64 * 20));
            *item
        };
        let outcome = in_order(
            &items,
            jobs,
            &AtomicBool::new(false),
            || (),
            work,
            |_, result| {
                seen.push(result);
                if result == fail_at { Err(result) } else { Ok(()) }
            },
        );
        (seen, outcome)
    }

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for jobs in [1, 2, 7] {
            let (seen, outcome) = run(jobs, 1000, usize::MAX);
            assert_eq!(outcome, Ok(()));
            assert!(seen.iter().copied().eq(0..1000));
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        let (seen, outcome) = run(3, 1000, 400);
        assert_eq!(outcome, Err(400));
        assert!(seen.iter().copied().eq(0..=400));
    }

    #[test]
    fn a_stop_leaves_what_was_begun() {
        let stop = AtomicBool::new(false);
        let items: Vec<usize> = (0..1000).collect();
        let mut seen = 0;
        let outcome: Result<(), ()> = in_order(
            &items,
            2,
            &stop,
            || (),
            |(), item| *item,
            |_, item| {
                assert_eq!(item, seen);
                seen += 1;
                stop.store(item >= 10, Ordering::Relaxed);
                Ok(())
            },
        );
        assert_eq!(outcome, Ok(()));
        assert!((11..1000).contains(&seen), "{seen}");
    }
}
