//! The command line, as a person or a service manager uses it: the real binary as a process.

mod broken_configuration;
mod db;
mod demo;
mod dom0;
mod fleet;
mod life;
mod mail;
mod preflight;
pub mod program;
