//! What every mail of this club shares.

use std::sync::Arc;

use crate::templates::Templates;
use crate::words::Words;

/// Who writes, and how: the club, its address, where the portal is found, and the templates.
#[derive(Clone)]
pub struct Letterhead {
    pub club_name: String,
    /// The address in `From`, such as `portal@club.example`.
    pub from: String,
    /// Where the portal is found from outside, without a slash at the end.
    pub public_url: String,
    pub templates: Arc<Templates>,
    pub words: Arc<Words>,
}

impl Letterhead {
    /// An address on the portal that works from a mail: `path` comes from `paths`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The domain behind the `@` of the sender, for Message-IDs and calendar UIDs.
    pub fn domain(&self) -> &str {
        self.from.rsplit_once('@').map_or(self.from.as_str(), |(_, domain)| domain)
    }
}
