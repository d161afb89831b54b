//! Places of a limited number: who comes when all are taken waits.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// How many places are free.
#[derive(Debug)]
pub struct Places {
    free: Mutex<usize>,
    left: Condvar,
}

/// A place that is free again when this is dropped, also by a thread that panics.
#[derive(Debug)]
pub struct Place(Arc<Places>);

impl Places {
    /// So many places, all free.
    #[must_use]
    pub fn new(number: usize) -> Places {
        Places { free: Mutex::new(number), left: Condvar::new() }
    }

    /// Takes a place, as soon as there is one.
    #[must_use]
    pub fn take(places: &Arc<Places>) -> Place {
        let free = places.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = places.left.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Place(Arc::clone(places))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_it_is_left() {
        let places = Arc::new(Places::new(1));
        let first = Places::take(&places);
        let waiting = Arc::clone(&places);
        let second = std::thread::spawn(move || drop(Places::take(&waiting)));
        drop(first);
        second.join().expect("a place");
        assert_eq!(*places.free.lock().expect("free"), 1);
    }
}
