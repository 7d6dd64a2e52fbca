//! The doors, driven from outside. One binary, so that it links once.

mod mail;
