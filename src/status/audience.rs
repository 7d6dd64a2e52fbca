//! Who gets a post by mail. The members concerned follow from the fleet; nobody subscribes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::FixedText;
use crate::db::ids::{HostId, MemberId, MigrationId, SiteId};
use crate::db::schema::members;
use crate::members::Member;
use crate::text_enum;

text_enum! {
    /// Whom to mail.
    pub enum Audience {
        Nobody = "nobody",
        /// Owners and technical contacts of the domUs that the post touches.
        Affected = "affected",
        Everybody = "everybody",
    }
}

/// What a post touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    pub sites: Vec<SiteId>,
    pub hosts: Vec<HostId>,
    pub migrations: Vec<MigrationId>,
}

/// How many members each choice mails, and how many it would have mailed if they hadn't switched
/// these mails off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName, Serialize)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub affected: i64,
    #[diesel(sql_type = BigInt)]
    pub affected_left_out: i64,
    #[diesel(sql_type = BigInt)]
    pub everybody: i64,
    #[diesel(sql_type = BigInt)]
    pub everybody_left_out: i64,
}

impl Counts {
    /// How many mails this choice sends.
    pub fn of(&self, audience: Audience) -> i64 {
        match audience {
            Audience::Nobody => 0,
            Audience::Affected => self.affected,
            Audience::Everybody => self.everybody,
        }
    }
}

/// A member to be mailed, with those of their domUs that the post touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    pub member: Member,
    pub domus: Vec<String>,
}

/// Every active member: is one of their domUs touched, and have they left these mails on? What
/// happens to a domU in a move comes in mails of its own, which can't be switched off; these can.
const EVERYONE: &str = "
    WITH touched AS (
        SELECT dm.member_id, array_agg(DISTINCT d.name ORDER BY d.name) AS domus
        FROM domu_members dm JOIN domus d ON d.id = dm.domu_id
        WHERE d.host_id = ANY($1)
           OR d.host_id IN (SELECT id FROM hosts WHERE site_id = ANY($2))
           OR d.id IN (SELECT domu_id FROM migrations WHERE id = ANY($3))
        GROUP BY dm.member_id),
    everyone AS (
        SELECT m.id AS member_id, t.member_id IS NOT NULL AS is_affected,
               COALESCE(p.is_wanted, true) AS is_taken,
               COALESCE(t.domus, '{}') AS domus
        FROM members m
        LEFT JOIN touched t ON t.member_id = m.id
        LEFT JOIN mail_preferences p ON p.member_id = m.id AND p.kind = 'status_update'
        WHERE m.state = 'active')";

/// Counts for the button, exact at `now`.
pub async fn count(mut conn: &AsyncPgConnection, scope: &Scope) -> QueryResult<Counts> {
    let sql = format!(
        "{EVERYONE} SELECT count(*) FILTER (WHERE is_affected AND is_taken) AS affected,
             count(*) FILTER (WHERE is_affected AND NOT is_taken) AS affected_left_out,
             count(*) FILTER (WHERE is_taken) AS everybody,
             count(*) FILTER (WHERE NOT is_taken) AS everybody_left_out
         FROM everyone"
    );
    diesel::sql_query(sql)
        .bind::<Array<BigInt>, _>(&scope.hosts)
        .bind::<Array<BigInt>, _>(&scope.sites)
        .bind::<Array<BigInt>, _>(&scope.migrations)
        .fixed()
        .get_result(&mut conn)
        .await
}

#[derive(QueryableByName)]
struct Chosen {
    #[diesel(sql_type = BigInt)]
    member_id: MemberId,
    #[diesel(sql_type = Array<Text>)]
    domus: Vec<String>,
}

/// Those who get the mail.
pub(super) async fn addressees(
    conn: &mut AsyncPgConnection,
    audience: Audience,
    scope: &Scope,
) -> QueryResult<Vec<Addressee>> {
    if audience == Audience::Nobody {
        return Ok(Vec::new());
    }
    let sql =
        format!("{EVERYONE} SELECT member_id, domus FROM everyone WHERE is_taken AND (is_affected OR $4)");
    let chosen: Vec<Chosen> = diesel::sql_query(sql)
        .bind::<Array<BigInt>, _>(&scope.hosts)
        .bind::<Array<BigInt>, _>(&scope.sites)
        .bind::<Array<BigInt>, _>(&scope.migrations)
        .bind::<Bool, _>(audience == Audience::Everybody)
        .fixed()
        .load(conn)
        .await?;
    let mut domus: HashMap<MemberId, Vec<String>> =
        chosen.into_iter().map(|chosen| (chosen.member_id, chosen.domus)).collect();
    let members: Vec<Member> = members::table
        .filter(members::id.eq_any(domus.keys().copied().collect::<Vec<_>>()))
        .order(members::id)
        .select(Member::as_select())
        .load(conn)
        .await?;
    let addressee =
        |member: Member| Addressee { domus: domus.remove(&member.id).unwrap_or_default(), member };
    Ok(members.into_iter().map(addressee).collect())
}

/// Mails about a post say nothing new after this.
pub(super) fn worth_sending_until(now: DateTime<Utc>) -> DateTime<Utc> {
    now + chrono::Duration::days(2)
}
