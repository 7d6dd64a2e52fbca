//! The PostgreSQL that the portal runs for itself when nobody configured one: made by `initdb` in
//! the data folder, reachable through a Unix socket only, never run as root, stopped with the
//! portal. What a crash leaves behind is stopped or cleared by the next start.

mod cluster;
mod error;
mod leftover;
mod owner;
mod private_folder;
mod programs;
mod server;
mod socket_folder;

pub use cluster::Cluster;
pub use error::StartError;
pub use leftover::address_of_running;
pub use programs::Places;
pub use server::{Options, PrivatePostgres};
