//! The pages about hosts, sites, networks and domUs.

mod access;
mod domus;
mod hosts;
mod import;
mod networks;
mod tokens;
