//! What pages and other features read of the fleet. Several of these at once, joined, are one
//! trip to the database.

mod asked;
mod away;
mod domu_history;
mod domu_list;
mod domu_page;
mod hosts;
mod member_list;
mod networks;
mod of_member;

pub use domu_history::{Before, RecordEntry, record_of_domu};
pub use domu_list::{DomuFilter, DomuRow, FEW, MOST_COUNTED, count_domus, domu_names, domus};
pub use domu_page::{
    AddressRow, DomuHead, Person, PersonRole, ServiceRow, Viewer, domu_addresses, domu_disks, domu_head,
    domu_nics, domu_people, domu_services,
};
pub use hosts::{
    HostFilter, HostWithRoom, InterconnectRow, Resident, Room, SiteRow, domus_on, host_named, host_names,
    hosts, hosts_with_room, interconnects, sites, sites_with_counts,
};
pub use member_list::{
    After, MemberCounts, MemberDomu, MemberFilter, MemberRow, Most, Place, count_members, member_list,
    nearest_name, places,
};
pub use networks::{NetworkAddress, NetworkRow, addresses_in, network, networks};
pub use of_member::{Census, OwnDomu, census, has_domus, has_hosts, of_member};
