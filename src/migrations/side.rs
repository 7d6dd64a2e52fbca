//! The two ends of a migration.

use crate::migrations::LiveSide;
use crate::text_enum;

text_enum! {
    /// One of the two hosts.
    pub enum Side {
        Source = "source",
        Target = "target",
    }
}

impl Side {
    pub fn other(self) -> Side {
        match self {
            Side::Source => Side::Target,
            Side::Target => Side::Source,
        }
    }

    /// The live side when only this one may boot.
    pub fn live(self) -> LiveSide {
        match self {
            Side::Source => LiveSide::Source,
            Side::Target => LiveSide::Target,
        }
    }
}
