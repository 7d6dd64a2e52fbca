//! All that the public page says, put together at one instant.

use std::collections::HashMap;

use chrono::{DateTime, Days, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde::Serialize;

use crate::db::ids::{HostId, MigrationId, SiteId, StatusPostId};
use crate::migrations::reported;
use crate::status::queries::{self, Leg, PublicAttempt, PublicMove, PublicPlan, Update};
use crate::status::street::{self, Quay, Trouble};
use crate::status::{Kind, PostState, Scope, Severity, StatusPost, markdown};

/// How far the page looks back, in days.
pub const DAYS: u64 = 14;

/// A post with all that belongs to it.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    #[serde(flatten)]
    pub post: StatusPost,
    pub is_overdue: bool,
    pub is_over: bool,
    pub is_ahead: bool,
    pub sites: Vec<String>,
    pub hosts: Vec<String>,
    pub moves: usize,
    /// The newest first.
    pub updates: Vec<UpdateView>,
    #[serde(skip)]
    site_ids: Vec<SiteId>,
    #[serde(skip)]
    host_ids: Vec<HostId>,
    #[serde(skip)]
    migration_ids: Vec<MigrationId>,
}

/// An update as everybody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpdateView {
    pub id: i64,
    pub state: PostState,
    pub state_label: String,
    pub html: String,
    pub at: DateTime<Utc>,
    pub mailed_to: i32,
    #[serde(skip)]
    pub author: Option<String>,
}

/// What is said to everybody about moves that belong together, with those that are to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanView {
    pub html: String,
    pub moves: i64,
    pub last_ends_at: DateTime<Utc>,
    pub is_paused: bool,
    pub coming: Vec<PublicMove>,
}

impl PlanView {
    /// Takes its own out of the moves that are `coming`.
    fn of(plan: PublicPlan, coming: &mut Vec<PublicMove>) -> PlanView {
        let PublicPlan { id, public_text, moves, last_ends_at, is_paused } = plan;
        let coming = coming.extract_if(.., |one| one.plan_id == Some(id)).collect();
        PlanView { html: markdown::to_html(&public_text), moves, last_ends_at, is_paused, coming }
    }
}

impl PostView {
    /// Whether that day has anything of it: news when it was, all else from its start to its end.
    fn is_on(&self, day: NaiveDate, now: DateTime<Utc>, zone: Tz) -> bool {
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let first = date(self.post.starts_at);
        let last = if self.post.kind == Kind::News { first } else { first.max(date(self.ended_at(now))) };
        !self.is_ahead && (first..=last).contains(&day)
    }

    /// When somebody said that it is over; until then it goes on.
    fn ended_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let said = self.updates.iter().filter(|update| update.state.is_over()).map(|update| update.at);
        said.min().filter(|_| self.is_over).unwrap_or(now)
    }

    /// What the post touches.
    pub fn scope(&self) -> Scope {
        Scope {
            sites: self.site_ids.clone(),
            hosts: self.host_ids.clone(),
            migrations: self.migration_ids.clone(),
        }
    }
}

/// One day of the past, with what began or ended on it.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// Noon of that day in the club's zone, which no change of the clock moves to another day.
    pub at: DateTime<Utc>,
    pub is_today: bool,
    pub is_quiet: bool,
    pub posts: Vec<PostView>,
    pub attempts: Vec<PublicAttempt>,
}

/// The public page.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    pub at: DateTime<Utc>,
    /// Unsolved outages, the worst first.
    pub broken: Vec<PostView>,
    /// Planned work whose time has come, and which nobody has ended.
    pub worked_on: Vec<PostView>,
    pub moving: Vec<PublicMove>,
    /// Of those that move the ones that are down, which are drawn between the quays.
    pub on_the_water: Vec<PublicMove>,
    /// Under way, and still up at their old places.
    pub preparing: Vec<PublicMove>,
    /// Nobody knows where these run.
    pub unclear: Vec<PublicMove>,
    /// Planned work and news that are still to come, the next first.
    pub ahead: Vec<PostView>,
    /// Those that no plan below tells of.
    pub coming_moves: Vec<PublicMove>,
    pub plans: Vec<PlanView>,
    pub quays: Vec<Quay>,
    pub hosts: i64,
    pub domus: i64,
    pub off: i64,
    /// Nobody has said yet how these are.
    pub unknown: i64,
    /// What the core team wrote lately that is neither broken, worked on nor ahead.
    pub recent: Vec<PostView>,
    /// Whether there is any post to read.
    pub has_words: bool,
    pub days: Vec<Day>,
}

/// Reads and puts together the page as of `now`; days begin at midnight in `zone`.
pub async fn load(conn: &AsyncPgConnection, now: DateTime<Utc>, zone: Tz) -> QueryResult<Overview> {
    let first_day = now.with_timezone(&zone).date_naive() - Days::new(DAYS - 1);
    let since = noon(first_day, zone) - Duration::hours(12);
    let until = now + Duration::days(30);
    let (posts, moves, heard, plans, attempts, hosts, domus) = tokio::try_join!(
        queries::posts_since(conn, since),
        queries::moves_until(conn, now, until),
        reported::heard_under_way(conn, None),
        queries::plans_until(conn, until),
        queries::attempts_since(conn, since),
        queries::hosts_in_use(conn),
        queries::domus_in_street(conn, street::MOST_WINDOWS + 1),
    )?;
    let ids: Vec<StatusPostId> = posts.iter().map(|post| post.id).collect();
    let posts = Surroundings::of(conn, &ids).await?.around(posts, now);
    let moves: Vec<PublicMove> =
        moves.into_iter().map(|one| one.no_sooner_than_copied(&heard, now)).collect();
    let is_now = |post: &&PostView| !post.is_over && !post.is_ahead;
    let mut broken = pick(&posts, |post| is_now(&post) && post.post.kind == Kind::Outage);
    broken.sort_by_key(|post| (std::cmp::Reverse(post.post.severity), post.post.starts_at));
    let worked_on = pick(&posts, |post| is_now(&post) && post.post.kind == Kind::Maintenance);
    let mut ahead = pick(&posts, |post| post.is_ahead);
    ahead.sort_by_key(|post| post.post.starts_at);
    let quays = street::build(&hosts, &domus, &moves, &trouble(&broken, &worked_on));
    let (unclear, known): (Vec<_>, Vec<_>) = moves.into_iter().partition(|one| one.is_unclear);
    let (under_way, mut coming_moves): (Vec<_>, Vec<_>) =
        known.into_iter().partition(|one| one.leg.is_some());
    let (preparing, moving): (Vec<_>, Vec<_>) =
        under_way.into_iter().partition(|one| one.leg == Some(Leg::Preparing));
    let plans = plans.into_iter().map(|plan| PlanView::of(plan, &mut coming_moves)).collect();
    let recent: Vec<PostView> =
        pick(&posts, |post| post.is_over && !post.is_ahead).into_iter().take(5).collect();
    Ok(Overview {
        at: now,
        has_words: !broken.is_empty() || !worked_on.is_empty() || !recent.is_empty(),
        days: days(&posts, &attempts, first_day, now, zone),
        recent,
        hosts: hosts.len() as i64,
        domus: hosts.iter().map(|host| host.domus).sum(),
        off: hosts.iter().map(|host| host.off).sum(),
        unknown: hosts.iter().map(|host| host.unknown).sum(),
        broken,
        worked_on,
        on_the_water: moving.iter().filter(|one| one.is_on_the_water()).cloned().collect(),
        moving,
        preparing,
        unclear,
        ahead,
        coming_moves,
        plans,
        quays,
    })
}

/// A single post for its own page, also long after it left the public page.
pub async fn post(
    conn: &AsyncPgConnection,
    id: StatusPostId,
    now: DateTime<Utc>,
) -> QueryResult<Option<PostView>> {
    let ids = [id];
    let (post, surroundings) = tokio::try_join!(queries::post(conn, id), Surroundings::of(conn, &ids))?;
    Ok(surroundings.around(post.into_iter().collect(), now).pop())
}

/// What posts stand among.
struct Surroundings {
    updates: Vec<Update>,
    sites: Vec<(StatusPostId, SiteId, String)>,
    hosts: Vec<(StatusPostId, HostId, String)>,
    migrations: Vec<(StatusPostId, MigrationId)>,
}

impl Surroundings {
    async fn of(conn: &AsyncPgConnection, posts: &[StatusPostId]) -> QueryResult<Surroundings> {
        let (updates, sites, hosts, migrations) = tokio::try_join!(
            queries::updates_of(conn, posts),
            queries::sites_of(conn, posts),
            queries::hosts_of(conn, posts),
            queries::migrations_of(conn, posts),
        )?;
        Ok(Surroundings { updates, sites, hosts, migrations })
    }

    fn around(self, posts: Vec<StatusPost>, now: DateTime<Utc>) -> Vec<PostView> {
        let mut by_post: HashMap<StatusPostId, Vec<UpdateView>> = HashMap::new();
        for update in self.updates {
            by_post.entry(update.post_id).or_default().push(seen(update));
        }
        let view = |post: StatusPost| {
            let of_sites = || self.sites.iter().filter(|(id, ..)| *id == post.id);
            let of_migrations = || self.migrations.iter().filter(|(id, _)| *id == post.id);
            let of_hosts = || self.hosts.iter().filter(|(id, ..)| *id == post.id);
            PostView {
                is_overdue: post.is_overdue(now),
                is_over: post.state.is_over(),
                is_ahead: post.is_ahead(now),
                sites: of_sites().map(|(.., code)| code.clone()).collect(),
                hosts: of_hosts().map(|(.., name)| name.clone()).collect(),
                site_ids: of_sites().map(|(_, id, _)| *id).collect(),
                host_ids: of_hosts().map(|(_, id, _)| *id).collect(),
                moves: of_migrations().count(),
                migration_ids: of_migrations().map(|(_, id)| *id).collect(),
                updates: by_post.remove(&post.id).unwrap_or_default(),
                post,
            }
        };
        posts.into_iter().map(view).collect()
    }
}

fn seen(update: Update) -> UpdateView {
    UpdateView {
        id: update.id,
        state: update.state,
        state_label: format!("status-state-{}", update.state),
        html: markdown::to_html(&update.body),
        at: update.at,
        mailed_to: update.mailed_to,
        author: update.author,
    }
}

fn pick(posts: &[PostView], is_wanted: impl Fn(&PostView) -> bool) -> Vec<PostView> {
    posts.iter().filter(|post| is_wanted(post)).cloned().collect()
}

fn trouble(broken: &[PostView], worked_on: &[PostView]) -> Trouble {
    let mut trouble = Trouble::default();
    for post in broken {
        for &host in &post.host_ids {
            worst(trouble.broken_hosts.entry(host).or_insert(post.post.severity), post.post.severity);
        }
        for &site in &post.site_ids {
            worst(trouble.broken_sites.entry(site).or_insert(post.post.severity), post.post.severity);
        }
    }
    for post in worked_on {
        trouble.worked_on_hosts.extend(&post.host_ids);
        trouble.worked_on_sites.extend(&post.site_ids);
    }
    trouble
}

fn worst(kept: &mut Severity, other: Severity) {
    *kept = (*kept).max(other);
}

fn days(
    posts: &[PostView],
    attempts: &[PublicAttempt],
    first: NaiveDate,
    now: DateTime<Utc>,
    zone: Tz,
) -> Vec<Day> {
    let today = now.with_timezone(&zone).date_naive();
    let is_on = |at: DateTime<Utc>, day: NaiveDate| at.with_timezone(&zone).date_naive() == day;
    let mut days: Vec<Day> = first
        .iter_days()
        .take_while(|day| *day <= today)
        .map(|day| {
            let posts = pick(posts, |post| post.is_on(day, now, zone));
            let attempts: Vec<PublicAttempt> =
                attempts.iter().filter(|attempt| is_on(attempt.at, day)).cloned().collect();
            let is_quiet = posts.is_empty() && attempts.is_empty();
            Day { at: noon(day, zone), is_today: day == today, is_quiet, posts, attempts }
        })
        .collect();
    days.reverse();
    days
}

/// Noon exists once on every day of every zone that clubs live in.
fn noon(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let noon = day.and_hms_opt(12, 0, 0).expect("noon is a time of day");
    zone.from_local_datetime(&noon).earliest().map_or_else(|| noon.and_utc(), |noon| noon.with_timezone(&Utc))
}
