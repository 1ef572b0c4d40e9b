//! Work on many items by several threads, its results taken in the order of the items.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The stack of a thread, in bytes: what reads a tree goes as deep as the tree does.
const STACK: usize = 16 * 1024 * 1024;

/// How many items may be done ahead of the first that is not: one long document does not stop the others, and what
/// waits for it stays little.
const AHEAD: usize = 256;

/// As many threads as are asked for, no more than there are items; 0 asks for one a processor.
pub(super) fn threads(asked: usize, items: usize) -> usize {
    if items <= 1 {
        return 1;
    }
    let wanted = match asked {
        0 => thread::available_parallelism().map_or(1, usize::from),
        asked => asked,
    };
    wanted.min(items)
}

/// Calls `work` for each item on several threads, each with a state of its own from `begin`, and `take` with each
/// result in the order of the items, on whichever thread has done the one that was due. When `take` fails or `stop` is
/// set, no further item is begun; what has been begun is finished, and dropped where `take` has failed.
///
/// # Errors
///
/// The first error of `take`.
pub(super) fn in_order<T: Sync, S, R: Send, E: Send>(
    items: &[T],
    jobs: usize,
    stop: &AtomicBool,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    take: impl FnMut(&T, R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let counter = Counter { queue: Mutex::new(Queue::new(take)), moved: Condvar::new() };
    let worker = || {
        let mut state = begin();
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            if !counter.wait_for(index) {
                break;
            }
            counter.hand_in(items, index, work(&mut state, item));
        }
    };
    thread::scope(|scope| {
        let mut started = 0;
        for number in 0..threads(jobs, items.len()) {
            let thread = thread::Builder::new().name(format!("greffe {number}")).stack_size(STACK);
            started += usize::from(thread.spawn_scoped(scope, worker).is_ok());
        }
        if started == 0 {
            // The machine has no thread left but this one.
            worker();
        }
    });
    counter.queue.into_inner().unwrap_or_else(PoisonError::into_inner).outcome
}

/// Where results are handed in.
struct Counter<R, E, F> {
    queue: Mutex<Queue<R, E, F>>,
    moved: Condvar,
}

/// The results that wait for one before them.
struct Queue<R, E, F> {
    waiting: BTreeMap<usize, R>,
    due: usize,
    take: F,
    outcome: Result<(), E>,
    /// How many threads are too far ahead.
    ahead: usize,
}

impl<R, E, F> Queue<R, E, F> {
    fn new(take: F) -> Self {
        Self { waiting: BTreeMap::new(), due: 0, take, outcome: Ok(()), ahead: 0 }
    }
}

impl<R, E, F> Counter<R, E, F> {
    fn lock(&self) -> MutexGuard<'_, Queue<R, E, F>> {
        // A panic of `take` ends the build; what waits is only dropped then.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until an item is not too far ahead of the one that is due; `false` when `take` has failed.
    fn wait_for(&self, index: usize) -> bool {
        let mut queue = self.lock();
        while index >= queue.due + AHEAD && queue.outcome.is_ok() {
            queue.ahead += 1;
            queue = self.moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.ahead -= 1;
        }
        queue.outcome.is_ok()
    }

    /// Hands in a result; it is taken at once, with those that wait for it, when it is due.
    fn hand_in<T>(&self, items: &[T], index: usize, result: R)
    where
        F: FnMut(&T, R) -> Result<(), E>,
    {
        let mut queue = self.lock();
        queue.waiting.insert(index, result);
        let Queue { waiting, due, take, outcome, ahead } = &mut *queue;
        while let Some(result) = waiting.remove(due) {
            if outcome.is_ok() {
                *outcome = take(&items[*due], result);
            }
            *due += 1;
        }
        if *ahead > 0 {
            self.moved.notify_all();
        }
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
