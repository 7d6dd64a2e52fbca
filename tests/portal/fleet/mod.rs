//! The fleet: what dom0s print, and what becomes of it.

mod import;
mod import_rules;
mod outputs;
mod room;
