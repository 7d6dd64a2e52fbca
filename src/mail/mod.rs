//! Mails: rendered when they are owed, in the transaction of the change that causes them, and
//! delivered later by a worker.

pub mod letterhead;
pub mod outbox;
pub mod rendering;

pub use letterhead::Letterhead;
pub use outbox::{About, CalendarEvent, CalendarMethod, MailKind, NewMail, Recipient, enqueue};
