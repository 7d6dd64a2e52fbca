//! One question.

use std::net::IpAddr;

use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, TYPE};

use crate::db::token::random_bytes;

/// A question with the number that its answer has to carry.
pub(super) struct Query {
    pub(super) id: u16,
    pub(super) name: Name<'static>,
    pub(super) kind: TYPE,
}

impl Query {
    /// `None` if this can be no name.
    pub(super) fn new(name: &str, kind: TYPE) -> Option<Query> {
        let name = Name::new(name).ok().filter(|name| !name.get_labels().is_empty())?.into_owned();
        Some(Query { id: u16::from_be_bytes(random_bytes()), name, kind })
    }

    /// `None` if it cannot be written.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let mut packet = Packet::new_query(self.id);
        packet.set_flags(PacketFlag::RECURSION_DESIRED);
        let (kind, class) = (QTYPE::TYPE(self.kind), QCLASS::CLASS(CLASS::IN));
        packet.questions.push(Question::new(self.name.clone(), kind, class, false));
        packet.build_bytes_vec().ok()
    }

    pub(super) fn is_the_one_in(&self, packet: &Packet<'_>) -> bool {
        let is_it =
            |question: &Question<'_>| question.qname == self.name && question.qtype == QTYPE::TYPE(self.kind);
        packet.questions.len() == 1 && packet.questions.iter().all(is_it)
    }
}

/// The name under which an address is looked up (RFC 1035 §3.5, RFC 3596 §2.5).
pub(super) fn reverse_name(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(address) => {
            let nibbles = address.octets().into_iter().rev().flat_map(|byte| [byte & 15, byte >> 4]);
            nibbles.map(|nibble| format!("{nibble:x}.")).collect::<String>() + "ip6.arpa"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_looked_up_backwards() {
        let name = |address: &str| reverse_name(address.parse().unwrap());
        assert_eq!(name("192.0.2.17"), "17.2.0.192.in-addr.arpa");
        assert_eq!(name("::ffff:192.0.2.17"), "17.2.0.192.in-addr.arpa");
        assert_eq!(
            name("2001:db8::567:89ab"),
            "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
        );
    }

    #[test]
    fn what_can_be_no_name_is_not_asked() {
        for wrong in ["", ".", &"a".repeat(64), &"a.".repeat(130)] {
            assert!(Query::new(wrong, TYPE::A).is_none(), "{wrong}");
        }
    }
}
