//! What the status pages show. Nothing here names a member, and a domU is named only when its
//! member opted in: the queries leave the other names out.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::FixedText;
use crate::db::ids::{DomuId, HostId, MigrationId, SiteId, StatusPostId};
use crate::db::schema::{
    domus, hosts, members, sites, status_post_hosts, status_post_migrations, status_post_sites, status_posts,
    status_updates,
};
use crate::status::{Kind, PostState, Severity, StatusPost};

/// The posts that say something about now, what is ahead, and what began or ended since `since`;
/// the newest first.
pub async fn posts_since(mut conn: &AsyncPgConnection, since: DateTime<Utc>) -> QueryResult<Vec<StatusPost>> {
    let over = PostState::ALL.iter().copied().filter(|state| state.is_over());
    status_posts::table
        .filter(
            status_posts::state
                .ne_all(over.collect::<Vec<_>>())
                .or(status_posts::starts_at.ge(since))
                .or(status_posts::ends_at.ge(since).assume_not_null()),
        )
        .order((status_posts::starts_at.desc(), status_posts::id.desc()))
        .select(StatusPost::as_select())
        .limit(200)
        .load(&mut conn)
        .await
}

pub async fn post(mut conn: &AsyncPgConnection, id: StatusPostId) -> QueryResult<Option<StatusPost>> {
    status_posts::table.find(id).select(StatusPost::as_select()).first(&mut conn).await.optional()
}

/// One entry of a post. `author` is for the core team's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Update {
    pub id: i64,
    pub post_id: StatusPostId,
    pub state: PostState,
    pub body: String,
    pub at: DateTime<Utc>,
    pub mailed_to: i32,
    pub author: Option<String>,
}

/// The updates of these posts, the newest first.
pub async fn updates_of(mut conn: &AsyncPgConnection, posts: &[StatusPostId]) -> QueryResult<Vec<Update>> {
    status_updates::table
        .left_join(members::table)
        .filter(status_updates::post_id.eq_any(posts))
        .order(status_updates::id.desc())
        .select((
            status_updates::id,
            status_updates::post_id,
            status_updates::state,
            status_updates::body,
            status_updates::at,
            status_updates::mailed_to,
            members::name.nullable(),
        ))
        .limit(1000)
        .load(&mut conn)
        .await
}

/// The codes of the sites that each post touches.
pub async fn sites_of(
    mut conn: &AsyncPgConnection,
    posts: &[StatusPostId],
) -> QueryResult<Vec<(StatusPostId, SiteId, String)>> {
    status_post_sites::table
        .inner_join(sites::table)
        .filter(status_post_sites::post_id.eq_any(posts))
        .order(sites::code)
        .select((status_post_sites::post_id, sites::id, sites::code))
        .load(&mut conn)
        .await
}

/// The names of the hosts that each post touches.
pub async fn hosts_of(
    mut conn: &AsyncPgConnection,
    posts: &[StatusPostId],
) -> QueryResult<Vec<(StatusPostId, HostId, String)>> {
    status_post_hosts::table
        .inner_join(hosts::table)
        .filter(status_post_hosts::post_id.eq_any(posts))
        .order(hosts::name)
        .select((status_post_hosts::post_id, hosts::id, hosts::name))
        .load(&mut conn)
        .await
}

/// The migrations that each post touches; only their number is public.
pub async fn migrations_of(
    mut conn: &AsyncPgConnection,
    posts: &[StatusPostId],
) -> QueryResult<Vec<(StatusPostId, MigrationId)>> {
    status_post_migrations::table
        .filter(status_post_migrations::post_id.eq_any(posts))
        .select((status_post_migrations::post_id, status_post_migrations::migration_id))
        .load(&mut conn)
        .await
}

/// A migration as outsiders see it: the domU only when its member said so.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct PublicMove {
    #[serde(skip)]
    #[diesel(sql_type = BigInt)]
    pub domu_id: DomuId,
    #[serde(skip)]
    #[diesel(sql_type = BigInt)]
    pub target_host_id: HostId,
    #[diesel(sql_type = Nullable<Text>)]
    pub domu: Option<String>,
    #[diesel(sql_type = Text)]
    pub source: String,
    #[diesel(sql_type = Text)]
    pub source_site: String,
    #[diesel(sql_type = Text)]
    pub target: String,
    #[diesel(sql_type = Text)]
    pub target_site: String,
    #[diesel(sql_type = Timestamptz)]
    pub starts_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub ends_at: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    pub expected_seconds: i64,
    #[diesel(sql_type = Bool)]
    pub is_moving: bool,
    /// Nobody can say on which of its hosts it runs.
    #[diesel(sql_type = Bool)]
    pub is_unclear: bool,
    #[diesel(sql_type = Bool)]
    pub is_arrived: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub down_from: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub expected_back: Option<DateTime<Utc>>,
    #[diesel(sql_type = Bool)]
    pub is_overdue: bool,
}

/// What moves now, and what is announced or booked until `until`; the next first.
pub async fn moves_until(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> QueryResult<Vec<PublicMove>> {
    diesel::sql_query(
        "SELECT m.domu_id, m.target_host_id, CASE WHEN d.is_named_publicly THEN d.name END AS domu,
                s.name AS source, ss.code AS source_site, t.name AS target, ts.code AS target_site,
                m.starts_at, m.ends_at, m.expected_seconds::bigint AS expected_seconds,
                m.state = 'running' AS is_moving, m.state = 'unclear' AS is_unclear,
                m.live_side = 'target' AS is_arrived, a.down_from,
                CASE WHEN m.state = 'running'
                     THEN a.down_from + make_interval(secs => m.expected_seconds) END AS expected_back,
                m.ends_at <= $1 AS is_overdue
         FROM migrations m
         JOIN domus d ON d.id = m.domu_id
         JOIN hosts s ON s.id = m.source_host_id JOIN sites ss ON ss.id = s.site_id
         JOIN hosts t ON t.id = m.target_host_id JOIN sites ts ON ts.id = t.site_id
         LEFT JOIN LATERAL (SELECT down_from FROM attempts
                             WHERE migration_id = m.id ORDER BY n DESC LIMIT 1) a
                ON m.state IN ('running', 'unclear')
         WHERE m.state IN ('running', 'unclear')
            OR (m.state IN ('announced', 'booked') AND m.starts_at < $2)
         ORDER BY m.starts_at, m.id
         LIMIT 100",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(until)
    .fixed()
    .load(&mut conn)
    .await
}

/// What the club says to everybody about a plan whose moves are ahead or under way.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct PublicPlan {
    /// Markdown.
    #[diesel(sql_type = Text)]
    pub public_text: String,
    /// Its moves that are announced, booked or under way, and when the last of them ends.
    #[diesel(sql_type = BigInt)]
    pub moves: i64,
    #[diesel(sql_type = Timestamptz)]
    pub last_ends_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    pub is_paused: bool,
}

/// The plans that say something to everybody and have a move before `until`; the next first.
pub async fn plans_until(mut conn: &AsyncPgConnection, until: DateTime<Utc>) -> QueryResult<Vec<PublicPlan>> {
    diesel::sql_query(
        "SELECT p.public_text, count(*) AS moves, max(m.ends_at) AS last_ends_at,
                p.paused_at IS NOT NULL AS is_paused
         FROM migrations m
         JOIN migration_plans p ON p.id = m.plan_id
         WHERE m.state IN ('announced', 'booked', 'running', 'unclear') AND p.public_text <> ''
         GROUP BY p.id
         HAVING min(m.starts_at) < $1
         ORDER BY min(m.starts_at), p.id
         LIMIT 20",
    )
    .bind::<Timestamptz, _>(until)
    .fixed()
    .load(&mut conn)
    .await
}

/// An attempt that ended: arrived, turned back, or lost.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct PublicAttempt {
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub domu: Option<String>,
    #[diesel(sql_type = Bool)]
    pub has_arrived: bool,
    /// It ended with nobody knowing where the domU ran.
    #[diesel(sql_type = Bool)]
    pub was_unclear: bool,
    #[diesel(sql_type = Text)]
    pub source: String,
    #[diesel(sql_type = Text)]
    pub target: String,
    /// `None` while it is not known to be up again.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub down_seconds: Option<i64>,
}

/// The attempts since `since` in which a domU was down, the newest first.
pub async fn attempts_since(
    mut conn: &AsyncPgConnection,
    since: DateTime<Utc>,
) -> QueryResult<Vec<PublicAttempt>> {
    diesel::sql_query(
        "SELECT a.ended_at AS at, CASE WHEN d.is_named_publicly THEN d.name END AS domu,
                a.result = 'succeeded' AS has_arrived, a.result = 'unclear' AS was_unclear, s.name AS source, t.name AS target,
                extract(epoch FROM a.up_at - a.down_from)::bigint AS down_seconds
         FROM attempts a
         JOIN migrations m ON m.id = a.migration_id
         JOIN domus d ON d.id = m.domu_id
         JOIN hosts s ON s.id = m.source_host_id
         JOIN hosts t ON t.id = m.target_host_id
         WHERE a.result IN ('succeeded', 'rolled_back', 'unclear') AND a.ended_at >= $1
         ORDER BY a.ended_at DESC, a.id DESC
         LIMIT 200",
    )
    .bind::<Timestamptz, _>(since)
    .fixed()
    .load(&mut conn)
    .await
}

/// A host and how its domUs are.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct PublicHost {
    #[diesel(sql_type = BigInt)]
    pub id: HostId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub site_id: SiteId,
    #[diesel(sql_type = Text)]
    pub site: String,
    #[diesel(sql_type = Bool)]
    pub is_drained: bool,
    #[diesel(sql_type = BigInt)]
    pub domus: i64,
    #[diesel(sql_type = BigInt)]
    pub off: i64,
}

/// All hosts in use, by site and name.
pub async fn hosts_in_use(mut conn: &AsyncPgConnection) -> QueryResult<Vec<PublicHost>> {
    diesel::sql_query(
        "SELECT h.id, h.name, h.site_id, s.name AS site, h.state = 'drained' AS is_drained,
                COALESCE(l.domus, 0) AS domus, COALESCE(l.off, 0) AS off
         FROM hosts h
         JOIN sites s ON s.id = h.site_id
         LEFT JOIN (SELECT host_id, count(*) AS domus, count(*) FILTER (WHERE state = 'off') AS off
                    FROM domus GROUP BY host_id) l ON l.host_id = h.id
         WHERE h.state <> 'retired'
         ORDER BY s.code, h.name
         LIMIT 1000",
    )
    .fixed()
    .load(&mut conn)
    .await
}

/// One domU in the street.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct PublicDomu {
    pub id: DomuId,
    pub host_id: HostId,
    pub name: Option<String>,
    pub state: String,
}

/// The domUs, by host and name, at most `most`.
pub async fn domus_in_street(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<PublicDomu>> {
    use diesel::dsl::{case_when, sql};
    domus::table
        .order((domus::host_id, domus::name))
        .select((
            domus::id,
            domus::host_id,
            case_when(domus::is_named_publicly.eq(true), domus::name.nullable()).otherwise(sql::<
                Nullable<Text>,
            >(
                "NULL"
            )),
            domus::state,
        ))
        .limit(most)
        .load(&mut conn)
        .await
}

/// A site or host that can be chosen in the form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Choosable<Id> {
    pub id: Id,
    pub name: String,
}

pub async fn choosable_sites(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Choosable<SiteId>>> {
    sites::table.order(sites::code).select((sites::id, sites::name)).limit(200).load(&mut conn).await
}

pub async fn choosable_hosts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Choosable<HostId>>> {
    hosts::table
        .filter(hosts::state.ne("retired"))
        .order(hosts::name)
        .select((hosts::id, hosts::name))
        .limit(1000)
        .load(&mut conn)
        .await
}

/// One line of the list of all posts.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Line {
    pub id: StatusPostId,
    pub kind: Kind,
    pub title: String,
    pub severity: Severity,
    pub state: PostState,
    pub starts_at: DateTime<Utc>,
}

/// The posts that are not over, for the core team's home page; the newest first.
pub async fn open_posts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Line>> {
    let over = PostState::ALL.iter().copied().filter(|state| state.is_over());
    status_posts::table
        .filter(status_posts::state.ne_all(over.collect::<Vec<_>>()))
        .order((status_posts::starts_at.desc(), status_posts::id.desc()))
        .select((
            status_posts::id,
            status_posts::kind,
            status_posts::title,
            status_posts::severity,
            status_posts::state,
            status_posts::starts_at,
        ))
        .limit(50)
        .load(&mut conn)
        .await
}
