//! The people of the club: who they are, how they get in, what they may do.

pub mod actor;
pub mod member;

pub use actor::Actor;
pub use member::{Member, MemberState, Role};
