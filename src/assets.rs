//! Static files, embedded in the binary. Their address holds a hash over all of them, so that
//! a browser may keep them for ever and their references to each other stay relative.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "static/"]
#[exclude = "screens/*"]
struct Files;

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    for name in names {
        hasher.update(name.as_bytes());
        hasher.update(Files::get(&name).expect("it was just listed").data);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
});

/// The hash in the address of every file.
pub fn hash() -> &'static str {
    &HASH
}

/// The address of a file below `static/`.
pub fn path(name: &str) -> String {
    format!("/assets/{}/{name}", *HASH)
}

/// The content of a file below `static/`.
pub fn content(name: &str) -> Option<Cow<'static, [u8]>> {
    Files::get(name).map(|file| file.data)
}

/// All files below `static/`.
pub fn names() -> impl Iterator<Item = Cow<'static, str>> {
    Files::iter()
}
