//! Where everything lives: sites, hosts, the networks and links between them, and the domUs of
//! the members. `xl_import` reads it from what a dom0 prints.

pub mod bytes;
pub mod change;
pub mod domu;
pub mod domu_name;
pub mod domu_service;
pub mod edits;
pub mod host;
pub mod host_report;
pub mod host_token;
pub mod ip_address;
pub mod ip_network;
pub mod queries;
pub mod site;
pub mod traffic;
pub mod xl_import;

pub use bytes::{Bytes, BytesError};
