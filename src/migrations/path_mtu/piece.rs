//! An output in its place.

use super::judgement::{Judgement, judge};
use super::output::Output;
use super::paste;
use super::wanted::Wanted;
use crate::migrations::runbook::Side;

/// An output with where it was pasted, and what it shows by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The host that printed it, where the form asked.
    pub side: Option<Side>,
    pub output: Output,
    pub judgement: Judgement,
}

impl Piece {
    /// Every output of a paste, at least one.
    pub fn all(pasted: &[u8], side: Option<Side>) -> Vec<Piece> {
        let piece = |output: Output| Piece { side, judgement: judge(&output), output };
        paste::read(pasted).into_iter().map(piece).collect()
    }

    /// The host that printed it, as far as anything tells.
    pub fn side_in(&self, wanted: &Wanted) -> Option<Side> {
        self.sides(wanted).next()
    }

    /// Every side that something speaks for: the form, the prompt, the sender's address.
    pub(super) fn sides(&self, wanted: &Wanted) -> impl Iterator<Item = Side> {
        let named = self.output.host.as_ref().and_then(|host| wanted.side_named(host));
        let sent = self.judgement.from.and_then(|from| wanted.side_at(from));
        [self.side, named, sent].into_iter().flatten()
    }
}
