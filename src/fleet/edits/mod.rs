//! What the core team records by hand, and what members say about their own domUs.

mod disk;
mod domu;
mod history;
mod host;
mod interconnect;
mod name;
mod name_watch;
mod network;
mod person;
mod service;
mod site;

pub use disk::{DiskError, DiskInput, check_disk_name, check_disk_path, remove_disk, set_disk};
pub(super) use domu::is_migrating;
pub use domu::{
    DomuError, DomuInput, Preferences, add_domu, check_domu_name, check_domu_uuid, edit_domu,
    set_boot_after_migration, set_preferences,
};
pub(super) use history::record;
pub use host::{
    HostError, HostInput, add_host, check_bridge, check_host_name, check_interconnect, check_volume_group,
    drain_host, edit_host, open_host,
};
pub use interconnect::{
    End, Ends, InterconnectError, LinkInput, add_interconnect, edit_interconnect, remove_interconnect,
};
pub use name::{NameError, add_name, remove_name};
pub use name_watch::ask_for_look;
pub use network::{
    NetworkError, NetworkInput, add_network, check_gateway, check_network, edit_network, remove_network,
};
pub use person::{PersonError, remove_person, set_person};
pub use service::{ServiceError, ServiceInput, check_hostname, check_port, remove_service, set_service};
pub use site::{SiteError, SiteInput, add_site, check_site_code, edit_site};

use diesel::result::Error;

/// The named constraint that refused a write.
fn constraint(error: &Error) -> &str {
    match error {
        Error::DatabaseError(_, information) => information.constraint_name().unwrap_or(""),
        _ => "",
    }
}
