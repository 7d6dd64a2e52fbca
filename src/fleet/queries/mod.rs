//! What pages and other features read of the fleet. Several of these at once, joined, are one
//! trip to the database.

mod away;
mod domu_history;
mod domu_list;
mod domu_page;
mod hosts;
mod networks;
mod of_member;

pub use domu_history::{Before, RecordEntry, record_of_domu};
use domu_list::containing;
pub use domu_list::{DomuFilter, DomuRow, FEW, MOST_COUNTED, count_domus, domu_names, domus};
pub use domu_page::{
    AddressRow, DomuHead, Person, PersonRole, ServiceRow, Viewer, domu_addresses, domu_disks, domu_head,
    domu_nics, domu_people, domu_services,
};
pub use hosts::{
    HostFilter, HostWithRoom, InterconnectRow, Resident, Room, SiteRow, domus_on, host_named, host_names,
    hosts, hosts_with_room, interconnects, sites, sites_with_counts,
};
pub use networks::{NetworkAddress, NetworkRow, addresses_in, network, networks};
pub use of_member::{Census, OwnDomu, census, has_domus, has_hosts, of_member};
