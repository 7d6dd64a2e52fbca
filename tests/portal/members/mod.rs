//! People: how they get in, stay in, and are kept out.

mod account;
mod addresses;
mod guessing;
mod invitation;
mod list;
mod notices;
mod password_reset;
pub mod people;
mod sign_in;
mod standing;
