//! The people of the club: who they are, how they get in, what they may do.

pub mod accept;
pub mod actor;
pub mod address_change;
pub mod audit;
pub mod confirm_password;
pub mod email_address;
pub mod hasher;
pub mod invitation;
pub mod known_device;
pub mod member;
mod notices;
pub mod password;
pub mod password_reset;
pub mod profile;
pub mod queries;
mod second_address;
pub mod session;
pub mod sign_in;
pub mod standing;
pub mod throttle;

pub use actor::Actor;
pub use email_address::EmailAddress;
pub use hasher::{Busy, Hasher};
pub use member::{Member, MemberState, Role};
pub use password::{Password, PasswordError};
pub use session::Session;
pub use sign_in::{Credentials, SignInError, sign_in};
