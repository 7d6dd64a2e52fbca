//! Mails: rendered when they are owed, in the transaction of the change that causes them, and
//! delivered later by a worker.

pub mod address;
pub mod calendar;
pub mod delivery;
pub mod kind;
pub mod letterhead;
pub mod mailer;
pub mod message;
pub mod new_mail;
pub mod outbox;
pub mod preferences;
pub mod queries;
pub mod reach;
pub mod relay;
pub mod rendering;
pub mod retry;
pub mod smtp;
pub mod told;
pub mod trial;

pub use kind::MailKind;
pub use letterhead::Letterhead;
pub use mailer::Mailer;
pub use new_mail::{About, CalendarEvent, CalendarMethod, NewMail, Recipient};
pub use outbox::{enqueue, expire};
pub use reach::Reach;
