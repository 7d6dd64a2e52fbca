//! Three members who each own one of everything, the core team around them, and the things that
//! nobody has.

mod asking;
mod digest;
mod fleet;
mod moves;
mod papers;
mod things;

use chrono::{DateTime, Duration, TimeZone, Utc};
use domovoi::db::ids::HostId;
use domovoi::members::{Member, Role};

use crate::support::{Browser, Portal, builders};

pub use digest::Digest;
pub use things::Things;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Ada,
    Bert,
    Core,
    Admin,
}

/// What of a member's only they and the core team may read stands in every text of theirs.
pub const SECRETS: [&str; 3] = ["adasecret", "bertsecret", "cleosecret"];

/// What their domUs are called: of one length, so that pages about them differ in nothing else.
const BIRDS: [&str; 3] = ["ayebird", "beebird", "ceebird"];

pub struct World {
    pub portal: Portal,
    pub ada: Things,
    pub bert: Things,
    /// A third member's, for what administrators do to one.
    pub cleo: Things,
    /// Well-formed, and of nobody.
    pub nobody: Things,
    members: [Member; 3],
    core: Member,
    admin: Member,
}

/// What a member's things are made on.
struct Ground {
    portal: Portal,
    core: Member,
    hosts: [HostId; 2],
}

impl World {
    /// On 17 November 2026 at 22:00 in Amsterdam, when the windows of the moves have opened.
    pub async fn begin() -> World {
        let portal = Portal::start_at(november(14, 8)).await;
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let core = builders::member(conn, Role::Core, "Fenna", now).await;
        let admin = builders::member(conn, Role::Admin, "Wouter", now).await;
        let hosts = fleet::ground(conn, now).await;
        let ground = Ground { portal, core, hosts };
        let mut members = Vec::new();
        let mut things = Vec::new();
        for (index, secret) in SECRETS.into_iter().enumerate() {
            let member = builders::member(conn, Role::Member, secret, now).await;
            let mut own = Things::new(BIRDS[index], index + 1, &member, &ground.core);
            fleet::add(conn, &ground, &mut own, &member).await;
            moves::announce(&ground, &mut own).await;
            members.push(member);
            things.push(own);
        }
        ground.portal.advance(november(17, 21) - now);
        for (own, member) in things.iter_mut().zip(&members) {
            moves::run(&ground, own).await;
            papers::add(conn, &ground, own, member).await;
        }
        papers::status_post(conn, &ground).await;
        let [ada, bert, cleo] = things.try_into().unwrap_or_else(|_| panic!("three of them"));
        let members = members.try_into().unwrap_or_else(|_| panic!("three of them"));
        let Ground { portal, core, .. } = ground;
        World { portal, ada, bert, cleo, nobody: Things::of_nobody(&core), members, core, admin }
    }

    /// A browser in which this person is signed in.
    pub async fn browser(&self, who: Who) -> Browser {
        match who {
            Who::Nobody => self.portal.browser(),
            Who::Ada => self.portal.browser_of(&self.members[0]).await,
            Who::Bert => self.portal.browser_of(&self.members[1]).await,
            Who::Core => self.portal.browser_of(&self.core).await,
            Who::Admin => self.portal.browser_of(&self.admin).await,
        }
    }

    pub async fn digest(&self) -> Digest {
        Digest::of(&mut *self.portal.conn().await).await
    }
}

fn november(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).single().expect("an instant")
}

fn window(day: u32) -> domovoi::migrations::Window {
    let starts_at = november(day, 21);
    domovoi::migrations::Window {
        starts_at,
        ends_at: starts_at + Duration::minutes(90),
        zone: chrono_tz::Europe::Amsterdam,
    }
}
