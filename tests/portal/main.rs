//! The doors, driven from outside. One binary, so that it links once.

mod architecture;
mod cli;
mod db;
mod fleet;
mod mail;
mod migrations;
mod schema;
mod support;
mod web;
