//! What the portal sees of domUs from outside, on pages and in mails: real sockets on loopback.

mod mailbox;
mod names;
mod services;
