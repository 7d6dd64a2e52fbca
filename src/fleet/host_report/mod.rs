//! What each host last said of itself. `take` is the verb, `shown` what its page reads, `presence`
//! the difference between who runs there and who is recorded there. Nothing here changes a domU: that
//! is for a person, with an import.

mod presence;
mod shown;
mod take;

pub use presence::{Elsewhere, NotRunning, Presence, Recorded, presence};
pub use shown::{Reported, recorded_beside, reported};
pub use take::{Facts, Taken, facts_of, take};
