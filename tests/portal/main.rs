//! The doors, driven from outside. One binary, so that it links once.

mod api;
mod architecture;
mod cli;
mod db;
mod demo;
mod evening;
mod fleet;
mod live;
mod looks;
mod mail;
mod members;
mod migrations;
mod probes;
mod schema;
mod support;
mod vocabulary;
mod web;
