//! The core team's pages about members.

mod csv;
pub mod index;
pub mod invitation;
pub mod new;
pub mod show;
pub mod standing;
