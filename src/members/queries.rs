//! What the core team's pages about members show.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Citext, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::db::FixedText;
use crate::db::ids::MemberId;
use crate::db::schema::{audit_entries, domu_members, domus, invitations, members, outbox_mails};
use crate::mail::MailKind;
use crate::mail::queries::Pile;
use crate::members::invitation::{Invitation, InvitationState};
use crate::members::{Member, MemberState, Role, audit};

/// Members on one page of the list.
pub const A_PAGE: i64 = 50;
/// Counts stop here: beyond it a page says "more than 1,000".
pub const COUNTED: i64 = 1000;
/// A shorter search finds only names that begin so: the index knows three letters at a time.
const TRIGRAM: usize = 3;

/// Which members to list, in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of a name, an address or a domU's name.
    pub search: String,
    pub role: Option<Role>,
    pub state: Option<MemberState>,
}

/// Where a page of the list begins: behind this member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    pub name: String,
    pub id: MemberId,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct MemberRow {
    #[diesel(sql_type = BigInt)]
    pub id: MemberId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Citext)]
    pub email: String,
    #[diesel(sql_type = Text)]
    pub role: Role,
    #[diesel(sql_type = Text)]
    pub state: MemberState,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub joined_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Array<Text>)]
    pub domus: Vec<String>,
    /// The invitation that still could be used, if its time is up.
    #[diesel(sql_type = Bool)]
    pub is_invitation_over: bool,
}

/// One page of members, and one row more if there is another page.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    after: Option<&After>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<MemberRow>> {
    let sql = format!(
        "SELECT m.id, m.name, m.email, m.role, m.state, m.joined_at,
                ARRAY(SELECT d.name FROM domu_members dm JOIN domus d ON d.id = dm.domu_id
                      WHERE dm.member_id = m.id ORDER BY d.name LIMIT 20) AS domus,
                m.state = 'invited' AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.member_id = m.id
                      AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $7) AS is_invitation_over
         FROM members m
         WHERE {} AND ($5::text IS NULL OR (lower(m.name), m.id) > (lower($5), $6))
         ORDER BY lower(m.name), m.id LIMIT {}",
        condition(&filter.search),
        A_PAGE + 1
    );
    let patterns = Patterns::of(&filter.search);
    diesel::sql_query(sql)
        .bind::<Text, _>(patterns.contains)
        .bind::<Text, _>(patterns.begins)
        .bind::<Nullable<Text>, _>(filter.role)
        .bind::<Nullable<Text>, _>(filter.state)
        .bind::<Nullable<Text>, _>(after.map(|after| after.name.clone()))
        .bind::<BigInt, _>(after.map_or(0, |after| after.id.0))
        .bind::<Timestamptz, _>(now)
        .fixed()
        .load(&mut conn)
        .await
}

/// How many members and domUs there are, each counted no further than `COUNTED` and one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName, Serialize)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub found: i64,
    #[diesel(sql_type = BigInt)]
    pub members: i64,
    #[diesel(sql_type = BigInt)]
    pub domus: i64,
}

pub async fn counts(mut conn: &AsyncPgConnection, filter: &Filter) -> QueryResult<Counts> {
    let most = COUNTED + 1;
    let sql = format!(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM members m WHERE {} LIMIT {most}) f) AS found,
                (SELECT count(*) FROM (SELECT 1 FROM members LIMIT {most}) a) AS members,
                (SELECT count(*) FROM (SELECT 1 FROM domus LIMIT {most}) d) AS domus",
        condition(&filter.search)
    );
    let patterns = Patterns::of(&filter.search);
    diesel::sql_query(sql)
        .bind::<Text, _>(patterns.contains)
        .bind::<Text, _>(patterns.begins)
        .bind::<Nullable<Text>, _>(filter.role)
        .bind::<Nullable<Text>, _>(filter.state)
        .fixed()
        .get_result(&mut conn)
        .await
}

/// The search finds ids first, each branch by its own index; without one it is left out.
fn condition(search: &str) -> String {
    let found = match search.trim().chars().count() {
        0 => "$1 = $1 AND $2 = $2",
        n if n < TRIGRAM => "$1 = $1 AND lower(m.name) LIKE $2",
        _ => {
            "$2 = $2 AND m.id IN (SELECT id FROM members WHERE lower(name) LIKE $1 OR lower(email::text) LIKE $1
                 UNION SELECT dm.member_id FROM domus d JOIN domu_members dm ON dm.domu_id = d.id
                 WHERE d.name LIKE $1)"
        }
    };
    format!("{found} AND ($3::text IS NULL OR m.role = $3) AND ($4::text IS NULL OR m.state = $4)")
}

struct Patterns {
    contains: String,
    begins: String,
}

impl Patterns {
    /// What LIKE takes for more than a letter is searched for as it stands.
    fn of(search: &str) -> Patterns {
        let mut plain = String::new();
        for c in search.trim().to_lowercase().chars() {
            if matches!(c, '%' | '_' | '\\') {
                plain.push('\\');
            }
            plain.push(c);
        }
        Patterns { contains: format!("%{plain}%"), begins: format!("{plain}%") }
    }
}

/// The member, for the core team's page about them.
pub async fn find(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Option<Member>> {
    members::table.find(id).select(Member::as_select()).first(&mut conn).await.optional()
}

/// The names of the member's domUs.
pub async fn domus_of(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Vec<String>> {
    domu_members::table
        .inner_join(domus::table)
        .filter(domu_members::member_id.eq(id))
        .order(domus::name)
        .select(domus::name)
        .limit(200)
        .load(&mut conn)
        .await
}

/// An invitation, and the mail that carries its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailed {
    pub invitation: Invitation,
    pub mail: Option<InvitationMail>,
}

/// A mail as far as the page about its reader tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct InvitationMail {
    pub id: Uuid,
    state: String,
    attempts: i32,
    pub sent_at: Option<DateTime<Utc>>,
}

impl InvitationMail {
    pub fn pile(&self) -> Pile {
        Pile::of(&self.state, self.attempts, false)
    }
}

impl Mailed {
    pub fn state(&self, now: DateTime<Utc>) -> InvitationState {
        self.invitation.state(self.mail.as_ref().map(InvitationMail::pile), now)
    }
}

/// The member's latest invitation.
pub async fn latest_invitation_of(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Option<Mailed>> {
    // Owed in the transaction in which the invitation was made, each replacing those before it.
    let its_mail = outbox_mails::member_id
        .eq(invitations::member_id.nullable())
        .and(outbox_mails::kind.eq(MailKind::Invitation.as_str()))
        .and(outbox_mails::created_at.eq(invitations::created_at));
    let found: Option<(Invitation, Option<InvitationMail>)> = invitations::table
        .left_join(outbox_mails::table.on(its_mail))
        .filter(invitations::member_id.eq(id))
        .order((invitations::id.desc(), outbox_mails::id.desc()))
        .select((
            Invitation::as_select(),
            (outbox_mails::id, outbox_mails::state, outbox_mails::attempts, outbox_mails::sent_at).nullable(),
        ))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(found.map(|(invitation, mail)| Mailed { invitation, mail }))
}

/// One line of what was done to a member's account.
#[derive(Debug, Clone, PartialEq, Queryable, Serialize)]
pub struct TrailRow {
    pub at: DateTime<Utc>,
    pub action: String,
    pub actor_kind: String,
    /// Who did it, if it was a member.
    pub actor: Option<String>,
    pub detail: Value,
}

/// What was done to the member's account, the latest first.
pub async fn trail_of(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Vec<TrailRow>> {
    let by_member =
        audit_entries::actor_kind.eq("member").and(audit_entries::actor_id.eq(members::id.nullable()));
    audit_entries::table
        .left_join(members::table.on(by_member))
        .filter(audit_entries::subject.eq(audit::subject(id)))
        .order(audit_entries::id.desc())
        .select((
            audit_entries::at,
            audit_entries::action,
            audit_entries::actor_kind,
            members::name.nullable(),
            audit_entries::detail,
        ))
        .limit(30)
        .load(&mut conn)
        .await
}
