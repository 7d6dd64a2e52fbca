//! How many pages may be live at once: in this process, and for one visitor.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// Of one process. Each takes some ten KiB and one of the connections that `cli::portal` allows.
pub const IN_ALL: usize = 4_000;
/// Of one member, on all their screens.
pub const OF_A_MEMBER: usize = 20;
/// Of one address without a session: many people may sit behind it.
pub const OF_AN_ADDRESS: usize = 200;

/// The seats of this process. Clones share them.
#[derive(Debug, Clone)]
pub struct Seats {
    in_all: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    in_all: usize,
    by_visitor: HashMap<String, usize>,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// All are taken.
    House,
    /// This visitor has their share.
    Visitor,
}

/// One that is taken, until it is dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    visitor: String,
}

impl Seats {
    pub fn new(in_all: usize) -> Seats {
        Seats { in_all, taken: Arc::default() }
    }

    /// A seat for this visitor, who may have `most` of them.
    pub fn take(&self, visitor: String, most: usize) -> Result<Seat, Full> {
        let mut taken = self.taken();
        if taken.in_all >= self.in_all {
            return Err(Full::House);
        }
        let theirs = taken.by_visitor.entry(visitor.clone()).or_default();
        if *theirs >= most {
            return Err(Full::Visitor);
        }
        *theirs += 1;
        taken.in_all += 1;
        Ok(Seat { seats: self.clone(), visitor })
    }

    /// How many are taken.
    pub fn count(&self) -> usize {
        self.taken().in_all
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().expect("nobody panics while holding it")
    }
}

impl Default for Seats {
    fn default() -> Seats {
        Seats::new(IN_ALL)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken();
        taken.in_all -= 1;
        if let Some(theirs) = taken.by_visitor.get_mut(&self.visitor) {
            *theirs -= 1;
            if *theirs == 0 {
                taken.by_visitor.remove(&self.visitor);
            }
        }
    }
}
