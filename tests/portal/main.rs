//! The doors, driven from outside.

mod mail;
