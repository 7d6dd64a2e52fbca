//! Why an attempt went back.

use crate::text_enum;

text_enum! {
    /// The causes that a club can count; the words beside the code say the rest.
    pub enum CauseCode {
        PathMtu = "path_mtu",
        NicDriver = "nic_driver",
        DiskFull = "disk_full",
        SlowLink = "slow_link",
        XenConfig = "xen_config",
        BridgeOrVlan = "bridge_or_vlan",
        AddressOrGateway = "address_or_gateway",
        KernelOrInitrd = "kernel_or_initrd",
        Bootloader = "bootloader",
        OperatorStopped = "operator_stopped",
        OutOfTime = "out_of_time",
        Other = "other",
    }
}

impl CauseCode {
    /// The id of its name.
    pub fn label(self) -> &'static str {
        match self {
            CauseCode::PathMtu => "migration-cause-path-mtu",
            CauseCode::NicDriver => "migration-cause-nic-driver",
            CauseCode::DiskFull => "migration-cause-disk-full",
            CauseCode::SlowLink => "migration-cause-slow-link",
            CauseCode::XenConfig => "migration-cause-xen-config",
            CauseCode::BridgeOrVlan => "migration-cause-bridge-or-vlan",
            CauseCode::AddressOrGateway => "migration-cause-address-or-gateway",
            CauseCode::KernelOrInitrd => "migration-cause-kernel-or-initrd",
            CauseCode::Bootloader => "migration-cause-bootloader",
            CauseCode::OperatorStopped => "migration-cause-operator-stopped",
            CauseCode::OutOfTime => "migration-cause-out-of-time",
            CauseCode::Other => "migration-cause-other",
        }
    }
}
