//! The pages. A handler reads like a sentence: who asks, what they want, do it, what they see.
//!
//! `router` lists every page; `visitor` says who asks; `form` holds what they typed; `error` is
//! what a failure looks like to a person; `frame` stands around every page.

pub mod assets;
pub mod choice;
pub mod client_address;
pub mod cookies;
pub mod csrf;
pub mod domus;
pub mod error;
pub mod finish;
pub mod fleet_form;
pub mod fleet_import;
pub mod form;
pub mod frame;
pub mod headers;
pub mod health;
pub mod hosts;
pub mod networks;
pub mod router;
pub mod sign_in;
pub mod sites;
pub mod upload;
pub mod visitor;

pub use error::Error;
pub use form::{Form, FormErrors, FormView};
pub use router::build;
pub use visitor::{AdminMember, CoreMember, CurrentMember, Visitor};
