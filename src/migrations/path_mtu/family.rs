//! IPv4 or IPv6, as far as sizes go.

use std::net::IpAddr;

use crate::text_enum;

text_enum! {
    pub enum Family {
        Ipv4 = "ipv4",
        Ipv6 = "ipv6",
    }
}

impl Family {
    pub fn of(address: IpAddr) -> Family {
        if address.is_ipv4() { Family::Ipv4 } else { Family::Ipv6 }
    }

    /// As people write it, in every language.
    pub fn name(self) -> &'static str {
        match self {
            Family::Ipv4 => "IPv4",
            Family::Ipv6 => "IPv6",
        }
    }

    /// What the IP header and the eight bytes of ICMP add to a ping's payload.
    pub fn overhead(self) -> u32 {
        match self {
            Family::Ipv4 => 28,
            Family::Ipv6 => 48,
        }
    }

    /// What to ask `ping` for, so that this many bytes are on the wire.
    pub fn payload(self, bytes: u32) -> u32 {
        bytes.saturating_sub(self.overhead())
    }
}
