//! The people of the club: who they are, how they get in, what they may do.

pub mod actor;
pub mod audit;
pub mod email_address;
pub mod hasher;
pub mod member;
pub mod password;
pub mod session;
pub mod sign_in;
pub mod throttle;

pub use actor::Actor;
pub use email_address::EmailAddress;
pub use hasher::{Busy, Hasher};
pub use member::{Member, MemberState, Role};
pub use password::{Password, PasswordError};
pub use session::Session;
pub use sign_in::{Credentials, SignInError, sign_in};
