//! Every route with everybody who may ask for it, every id swapped and every field spoilt. The
//! routes come from the router's own table, so that a new one without a row in `rows` fails.

mod access;
mod addresses;
mod bad_input;
mod bodies;
mod constraints;
mod forged;
mod headers;
mod histories;
mod mass_assignment;
mod redirects;
mod rows;
mod spoilt;
mod states;
mod world;
