//! The one fact that decides everything: which copy of the disk is the true one.

use crate::text_enum;

text_enum! {
    /// Which side's copy of the disk is the true one, so which side may boot.
    pub enum LiveSide {
        Source = "source",
        /// Between stop and commit: neither may boot.
        None = "none",
        Target = "target",
    }
}
