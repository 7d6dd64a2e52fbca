//! The public page, kept ready in each language that somebody reads. What lies here is bytes; who draws
//! it and how it is sent is the web's business.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, RwLock};

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::words::Locale;

/// One drawing of the page.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    /// The instant that it shows.
    pub at: DateTime<Utc>,
    /// What stands inside the frame, for those whose frame is their own.
    pub main: String,
    pub title: String,
    /// The whole page for those who are not signed in.
    pub plain: Arc<[u8]>,
    pub brotli: Arc<[u8]>,
    /// Changes whenever the page does, with the quotes of an `ETag`.
    pub etag: String,
    /// What its scripts are allowed by.
    pub nonce: String,
    /// Changes whenever what it says does, and not with its clock. The same in all languages and instances.
    pub revision: String,
}

/// Where the drawings lie. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    drawn: Arc<RwLock<HashMap<Locale, Arc<Drawn>>>>,
    /// Held by whoever draws, so that a crowd in front of an empty shelf draws once, and nobody takes away
    /// a language that another just drew.
    pub drawing: Arc<tokio::sync::Mutex<()>>,
    revision: watch::Sender<String>,
}

impl Shelf {
    pub fn get(&self, locale: Locale) -> Option<Arc<Drawn>> {
        self.drawn.read().expect("nobody panics while looking").get(&locale).cloned()
    }

    /// In which languages the page lies here.
    pub fn languages(&self) -> BTreeSet<Locale> {
        self.drawn.read().expect("nobody panics while looking").keys().copied().collect()
    }

    /// Puts new drawings, which all say the same, in the place of the old ones, and tells those who
    /// watch when they say something else.
    pub fn put(&self, drawings: HashMap<Locale, Arc<Drawn>>) {
        let revision = drawings.values().next().map(|drawn| drawn.revision.clone()).unwrap_or_default();
        *self.drawn.write().expect("nobody panics while putting") = drawings;
        self.revision.send_if_modified(|known| {
            let is_new = *known != revision;
            *known = revision;
            is_new
        });
    }

    /// The revision of what lies here, now and whenever it changes.
    pub fn watch(&self) -> watch::Receiver<String> {
        self.revision.subscribe()
    }
}
