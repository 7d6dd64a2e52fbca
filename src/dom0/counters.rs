//! What Linux counts at its cards: `/proc/net/dev`.

use crate::reports::{MOST_NICS, Nic};

/// How the names begin of what is no card: loopback, bridges, and the ends of cables to domUs, whose
/// bytes have come or will leave through a card and would count twice.
const NO_CARDS: [&str; 11] =
    ["lo", "vif", "tap", "xenbr", "virbr", "br", "docker", "veth", "dummy", "bond", "ovs"];

/// The cards in what `/proc/net/dev` says, in its order.
pub fn cards(text: &str) -> Vec<Nic> {
    let is_card =
        |nic: &Nic| !NO_CARDS.iter().any(|start| nic.name.starts_with(start)) && !nic.name.contains('.');
    text.lines().filter_map(line).filter(is_card).take(MOST_NICS).collect()
}

/// The first number after the colon is bytes received, the ninth bytes sent.
fn line(line: &str) -> Option<Nic> {
    let (name, numbers) = line.split_once(':')?;
    let numbers: Vec<i64> = numbers.split_whitespace().map_while(|number| number.parse().ok()).collect();
    Some(Nic { name: name.trim().to_owned(), received: *numbers.first()?, sent: *numbers.get(8)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_told_from_bridges_and_cables_to_domus() {
        let text = "Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     560       5    0    0    0     0          0         0      560       5    0    0    0     0       0          0
  eth0: 69282980   47086    0    0    0     0          0         0   515565    2706    0    0    0     0       0          0
  eth1:   76770     690    0    0    0     0          0         0 22041080   14707    0    0    0     0       0          0
xenbr0: 66343640    3227    0    0    0     0          0        88   504061    2544    0    0    0     0       0          0
vif3.0:    1104      19    0    0    0     0          0         0     8168     114    0    0    0     0       0          0";
        let nic = |name: &str, received, sent| Nic { name: name.to_owned(), received, sent };
        assert_eq!(cards(text), [nic("eth0", 69_282_980, 515_565), nic("eth1", 76_770, 22_041_080)]);
        assert_eq!(cards("nonsense\neth0: 1 2"), []);
    }
}
