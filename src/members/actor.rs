//! Who does a thing.

use crate::db::ids::{HostId, MemberId};
use crate::members::{Member, Role};

/// Who does a thing: a member, a dom0 with its token, somebody at the server's command line, the
/// clock, or a visitor of whom nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Member { id: MemberId, role: Role, name: String },
    Host(HostId),
    Command,
    Clock,
    Nobody,
}

impl Actor {
    pub fn of(member: &Member) -> Actor {
        Actor::Member { id: member.id, role: member.role, name: member.name.clone() }
    }

    /// The word in `actor_kind` columns.
    pub fn kind(&self) -> &'static str {
        match self {
            Actor::Member { .. } => "member",
            Actor::Host(_) => "host",
            Actor::Command => "command",
            Actor::Clock => "clock",
            Actor::Nobody => "nobody",
        }
    }

    /// The number in `actor_id` columns.
    pub fn id(&self) -> Option<i64> {
        match self {
            Actor::Member { id, .. } => Some(id.0),
            Actor::Host(id) => Some(id.0),
            Actor::Command | Actor::Clock | Actor::Nobody => None,
        }
    }

    /// What people call it; empty for what has no name.
    pub fn name(&self) -> &str {
        match self {
            Actor::Member { name, .. } => name,
            _ => "",
        }
    }

    pub fn member_id(&self) -> Option<MemberId> {
        match self {
            Actor::Member { id, .. } => Some(*id),
            _ => None,
        }
    }

    pub fn host_id(&self) -> Option<HostId> {
        match self {
            Actor::Host(id) => Some(*id),
            _ => None,
        }
    }

    /// Whether it may do what the core team does.
    pub fn is_core(&self) -> bool {
        match self {
            Actor::Member { role, .. } => role.is_core(),
            Actor::Command | Actor::Clock => true,
            Actor::Host(_) | Actor::Nobody => false,
        }
    }
}
