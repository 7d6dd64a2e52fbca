//! Hands each hint to those pages, of all that are open, which it may concern. A page that is poked
//! looks for itself; pokes that come while it is busy are one poke, so that nothing piles up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::{Notify, broadcast};

use crate::live::{Hint, listener};

/// All pages of this process that wait. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Hub(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    last_id: u64,
    /// By what they wait for; `Hint::Everything` waits for whatever happens to the club.
    pages: HashMap<Hint, HashMap<u64, Arc<Notify>>>,
}

impl Hub {
    /// Hands on what is heard, for as long as there is somebody to hear it from.
    pub async fn follow(self, mut hints: broadcast::Receiver<Hint>) {
        while let Some(hint) = listener::next(&mut hints).await {
            self.tell(hint);
        }
    }

    fn tell(&self, hint: Hint) {
        let waiting = self.waiting();
        let poke =
            |topic: &Hint| waiting.pages.get(topic).into_iter().flatten().for_each(|(_, it)| it.notify_one());
        match hint {
            Hint::Everything => waiting.pages.keys().for_each(poke),
            // Comes every few seconds from each dom0 that copies, and concerns one page.
            Hint::Progress(_) => poke(&hint),
            _ => [hint, Hint::Everything].iter().for_each(poke),
        }
    }

    /// Waits for these from now on.
    pub fn subscribe(&self, topics: Vec<Hint>) -> Subscription {
        let mut waiting = self.waiting();
        waiting.last_id += 1;
        let (id, poke) = (waiting.last_id, Arc::default());
        drop(waiting);
        let subscription = Subscription { hub: self.clone(), id, topics, poke };
        subscription.enter();
        subscription
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().expect("nobody panics while holding it")
    }
}

/// Being poked, until it is dropped.
#[derive(Debug)]
pub struct Subscription {
    hub: Hub,
    id: u64,
    topics: Vec<Hint>,
    poke: Arc<Notify>,
}

impl Subscription {
    /// Resolves when something may have changed since the last time it did.
    pub async fn poked(&self) {
        self.poke.notified().await;
    }

    /// Waits for these instead. It is poked when one of them is new: what happened to that meanwhile was
    /// told to nobody.
    pub fn turn_to(&mut self, topics: Vec<Hint>) {
        if topics == self.topics {
            return;
        }
        let is_new = !topics.iter().all(|topic| self.hears(topic));
        self.leave();
        self.topics = topics;
        self.enter();
        if is_new {
            self.poke.notify_one();
        }
    }

    fn hears(&self, topic: &Hint) -> bool {
        let hears_all = self.topics.contains(&Hint::Everything) && !matches!(topic, Hint::Progress(_));
        hears_all || self.topics.contains(topic)
    }

    fn enter(&self) {
        let mut waiting = self.hub.waiting();
        for topic in &self.topics {
            waiting.pages.entry(*topic).or_default().insert(self.id, self.poke.clone());
        }
    }

    fn leave(&self) {
        let mut waiting = self.hub.waiting();
        for topic in &self.topics {
            if let Some(pages) = waiting.pages.get_mut(topic) {
                pages.remove(&self.id);
                if pages.is_empty() {
                    waiting.pages.remove(topic);
                }
            }
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.leave();
    }
}
