//! Domovoi, the member portal of a hosting club.
//!
//! Imports point one way: doors (`web api cli jobs dom0 demo`) use features, features
//! (`members < fleet < migrations < status, issues`) use those to their left, and all use the
//! foundations (`mail live probes reports graph templates words assets db clock paths config`). Doors are given
//! the `app`. `tests/portal/architecture.rs` keeps it so.

/// Everything that a running portal holds, and the order in which it starts and stops.
pub mod app;
/// Static files.
pub mod assets;
/// The clock: time is an argument everywhere else.
pub mod clock;
/// The only reader of the environment.
pub mod config;
/// The database: schema, upgrades, connections, ids, the private PostgreSQL.
pub mod db;
/// Pictures of traffic over time.
pub mod graph;
/// Live hints over LISTEN and NOTIFY.
pub mod live;
/// Mails: rendering, the outbox, delivery.
pub mod mail;
/// Every URL as a function.
pub mod paths;
/// Looks from outside at what a domU serves and where its names point.
pub mod probes;
/// What dom0s report, as it travels.
pub mod reports;
/// Handlebars and its helpers.
pub mod templates;
/// The words that people read, by language.
pub mod words;

/// Sites, hosts, networks, domUs.
pub mod fleet;
/// Reports of breakage.
pub mod issues;
/// The people of the club.
pub mod members;
/// The moves of domUs between hosts.
pub mod migrations;
/// Status posts and the public page.
pub mod status;

/// What programs ask for.
pub mod api;
/// The command line.
pub mod cli;
/// A sample club to look at.
pub mod demo;
/// The reporter, which runs on a dom0.
pub mod dom0;
/// What happens by itself: delivery, the clock's turns, sweeping.
pub mod jobs;
/// Pages.
pub mod web;
