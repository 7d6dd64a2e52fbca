//! The command line: one file a subcommand, each with its arguments and `run`.

mod club;
mod command;
mod db;
mod demo;
mod dom0;
mod dom0_preflight;
mod dom0_watch;
mod fleet;
mod health;
mod logs;
mod mail;
mod members;
mod portal;
mod preflight;
mod serve;
mod signals;

pub use command::run;
