//! The pages about hosts, sites, networks and domUs.

mod access;
mod at_once;
mod domus;
mod hosts;
mod import;
mod networks;
mod tokens;
