//! The pages. A handler reads like a sentence: who asks, what they want, do it, what they see.
//!
//! `router` lists every page; `visitor` says who asks; `form` holds what they typed; `error` is
//! what a failure looks like to a person; `frame` stands around every page.

pub mod account;
pub mod assets;
pub mod client_address;
pub mod confirm_password;
pub mod cookies;
pub mod csrf;
pub mod demo_mail;
pub mod error;
pub mod finish;
pub mod form;
pub mod frame;
pub mod headers;
pub mod health;
pub mod invitations;
pub mod mail_html;
pub mod members;
pub mod new_password;
pub mod outbox;
pub mod password_resets;
pub mod router;
pub mod sign_in;
pub mod token_page;
pub mod unsubscribe;
pub mod visitor;
pub mod zones;

pub use error::Error;
pub use form::{Form, FormErrors, FormView};
pub use router::build;
pub use visitor::{AdminMember, CoreMember, CurrentMember, Visitor};
