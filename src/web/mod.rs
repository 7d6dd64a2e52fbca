//! The pages. A handler reads like a sentence: who asks, what they want, do it, what they see.
//!
//! `router` lists every page; `visitor` says who asks; `form` holds what they typed; `error` is
//! what a failure looks like to a person; `frame` stands around every page.

pub mod account;
pub mod address_changes;
pub mod assets;
pub mod browser_name;
pub mod choice;
pub mod client_address;
pub mod confirm_password;
pub mod cookies;
pub mod csrf;
pub mod demo_mail;
pub mod domus;
mod email_address;
pub mod error;
pub mod finish;
pub mod fleet_form;
pub mod fleet_import;
pub mod form;
mod form_body;
mod form_errors;
pub mod frame;
pub mod graph;
pub mod headers;
pub mod health;
pub mod home;
pub mod hosts;
pub mod invitations;
pub mod issues;
pub mod language;
pub mod live;
pub mod local_time;
pub mod looks;
pub mod mail_html;
pub mod members;
pub mod migrations;
pub mod networks;
pub mod new_password;
pub mod number;
pub mod outbox;
pub mod password_resets;
pub mod pill;
pub mod plans;
pub mod router;
pub mod see_other;
pub mod sign_in;
pub mod sites;
pub mod status;
pub mod token_page;
pub mod too_often;
pub mod unsubscribe;
pub mod upload;
pub mod visitor;
pub mod zones;

pub use error::Error;
pub use form::{Form, FormView};
pub use form_errors::FormErrors;
pub use pill::Pill;
pub use router::build;
pub use visitor::{AdminMember, CoreMember, CurrentMember, Visitor};
