//! One reply.

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, RCODE, ResourceRecord, header_buffer};

use super::answer::{Answer, Unanswered};
use super::query::Query;
use crate::probes::plain_text::readable;

/// Aliases in a row that are followed; resolvers themselves give up sooner.
const MOST_ALIASES: usize = 16;
/// More records of one kind than any page shows.
const MOST_VALUES: usize = 50;

pub(super) enum Reply<T> {
    /// Not to this question, or from somebody else.
    Foreign,
    /// Too long for a datagram.
    Cut,
    Answer(Answer<T>),
}

impl<T> Reply<T> {
    /// `value` picks what was asked for out of a record.
    pub(super) fn read(bytes: &[u8], query: &Query, value: impl Fn(&RData<'_>) -> Option<T>) -> Reply<T> {
        let is = |flag| header_buffer::has_flags(bytes, flag).unwrap_or(false);
        if header_buffer::id(bytes).ok() != Some(query.id) || !is(PacketFlag::RESPONSE) {
            return Reply::Foreign;
        }
        // Looked at first: some servers cut in the middle of a record.
        if is(PacketFlag::TRUNCATION) {
            return Reply::Cut;
        }
        let Ok(packet) = Packet::parse(bytes) else { return Reply::Foreign };
        let unknown = |why| Reply::Answer(Answer::Unknown { why });
        match packet.rcode() {
            // A refusal may leave the question out.
            RCODE::ServerFailure => unknown(Unanswered::ServerFailure),
            RCODE::Refused => unknown(Unanswered::Refused),
            RCODE::NoError if query.is_the_one_in(&packet) => Reply::Answer(answer(&packet, query, value)),
            RCODE::NameError if query.is_the_one_in(&packet) => Reply::Answer(Answer::None),
            RCODE::NoError | RCODE::NameError => Reply::Foreign,
            _ => unknown(Unanswered::Nonsense),
        }
    }
}

fn answer<T>(packet: &Packet<'_>, query: &Query, value: impl Fn(&RData<'_>) -> Option<T>) -> Answer<T> {
    let mut owner = &query.name;
    let mut shortest = u32::MAX;
    for _ in 0..=MOST_ALIASES {
        let of_owner = || packet.answers.iter().filter(|record| is_of(record, owner));
        let values: Vec<(T, u32)> = of_owner()
            .filter_map(|record| Some((value(&record.rdata)?, ttl(record))))
            .take(MOST_VALUES)
            .collect();
        if !values.is_empty() {
            let ttl_seconds = values.iter().map(|(_, ttl)| *ttl).fold(shortest, u32::min);
            let alias_of = (*owner != query.name).then(|| written(owner));
            return Answer::Found {
                values: values.into_iter().map(|(v, _)| v).collect(),
                ttl_seconds,
                alias_of,
            };
        }
        let alias = of_owner().find_map(|record| match &record.rdata {
            RData::CNAME(target) => Some((&target.0, ttl(record))),
            _ => None,
        });
        let Some((target, ttl)) = alias else { return nothing(packet) };
        owner = target;
        shortest = shortest.min(ttl);
    }
    Answer::Unknown { why: Unanswered::Nonsense }
}

/// A server that neither recurses nor owns the name has only pointed elsewhere.
fn nothing<T>(packet: &Packet<'_>) -> Answer<T> {
    let knows = packet.has_flags(PacketFlag::RECURSION_AVAILABLE)
        || packet.has_flags(PacketFlag::AUTHORITATIVE_ANSWER);
    if knows { Answer::None } else { Answer::Unknown { why: Unanswered::NotRecursive } }
}

fn is_of(record: &ResourceRecord<'_>, owner: &Name<'_>) -> bool {
    record.class == CLASS::IN && record.name == *owner
}

/// RFC 2181 §8: with the topmost bit set it is zero.
fn ttl(record: &ResourceRecord<'_>) -> u32 {
    if record.ttl > i32::MAX as u32 { 0 } else { record.ttl }
}

/// In small letters, without the dot at the end.
pub(super) fn written(name: &Name<'_>) -> String {
    readable(name.to_string().to_ascii_lowercase().as_bytes(), 255)
}

#[cfg(test)]
mod tests {
    use simple_dns::TYPE;

    use super::*;

    const ADDRESS: u32 = 0xc000_0201;

    #[test]
    fn spoilt_replies_are_survived_and_invent_no_address() {
        let query = Query::new("higgs.example", TYPE::A).unwrap();
        let whole = whole(&query);
        assert_eq!(addresses(&whole, &query), [ADDRESS]);
        for cut in 0..whole.len() {
            assert!(addresses(&whole[..cut], &query).is_empty(), "cut at {cut}");
        }
        for at in 0..whole.len() - 4 {
            for byte in 0..=u8::MAX {
                let mut spoilt = whole.clone();
                spoilt[at] = byte;
                let addresses = addresses(&spoilt, &query);
                assert!(addresses.is_empty() || addresses == [ADDRESS], "{byte:#x} at {at}: {addresses:x?}");
            }
        }
    }

    /// One record, whose owner is a pointer to the question.
    fn whole(query: &Query) -> Vec<u8> {
        let mut bytes = query.bytes().unwrap();
        bytes[2..4].copy_from_slice(&[0x81, 0x80]);
        bytes[7] = 1;
        bytes.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
        bytes.extend(ADDRESS.to_be_bytes());
        bytes
    }

    fn addresses(bytes: &[u8], query: &Query) -> Vec<u32> {
        let address = |data: &RData<'_>| match data {
            RData::A(data) => Some(data.address),
            _ => None,
        };
        match Reply::read(bytes, query, address) {
            Reply::Answer(answer) => answer.values().to_vec(),
            Reply::Foreign | Reply::Cut => Vec::new(),
        }
    }
}
