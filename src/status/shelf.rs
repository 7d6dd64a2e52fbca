//! The public page, kept ready in each language. What lies here is bytes; who draws it and how it
//! is sent is the web's business.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use chrono::{DateTime, Utc};

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
}

/// Where the drawings lie. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    drawn: Arc<RwLock<HashMap<Locale, Arc<Drawn>>>>,
    /// Held by whoever draws, so that a crowd in front of an empty shelf draws once.
    pub drawing: Arc<tokio::sync::Mutex<()>>,
}

impl Shelf {
    pub fn get(&self, locale: Locale) -> Option<Arc<Drawn>> {
        self.drawn.read().expect("nobody panics while looking").get(&locale).cloned()
    }

    /// Puts a new drawing in the place of the old one.
    pub fn put(&self, locale: Locale, drawn: Drawn) -> Arc<Drawn> {
        let drawn = Arc::new(drawn);
        self.drawn.write().expect("nobody panics while putting").insert(locale, drawn.clone());
        drawn
    }
}
