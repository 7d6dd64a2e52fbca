//! Every URL of the portal as a function; pages, mails and feeds use it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::ids::{
    HostId, HostTokenId, InterconnectId, IpNetworkId, IssueId, MemberId, MigrationId, PlanId, SiteId,
    StatusPostId,
};
use crate::words::Locale;

/// Percent-encodes what may not stand in a path segment or a query value (RFC 3986 §2.3).
pub fn segment(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => (byte as char).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

pub const STATUS: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
pub const PASSWORD_RESET: &str = "/password-reset";
pub const CONFIRM_PASSWORD: &str = "/confirm-password";
pub const HOME: &str = "/home";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_ADDRESS: &str = "/account/address";
pub const MEMBERS: &str = "/members";
pub const MEMBERS_NEW: &str = "/members/new";
pub const MEMBERS_CSV: &str = "/members.csv";
pub const SITES: &str = "/sites";
pub const HOSTS: &str = "/hosts";
pub const HOSTS_NEW: &str = "/hosts/new";
pub const DOMUS: &str = "/domus";
pub const DOMUS_NEW: &str = "/domus/new";
pub const INTERCONNECTS: &str = "/interconnects";
pub const NETWORKS: &str = "/networks";
pub const FLEET_IMPORT: &str = "/fleet-import";
pub const MIGRATIONS: &str = "/migrations";
pub const MIGRATIONS_NEW: &str = "/migrations/new";
pub const PLANS: &str = "/plans";
pub const EVACUATION: &str = "/plans/evacuation";
pub const RUNBOOK: &str = "/runbook";
pub const STATUS_NEW: &str = "/status/new";
pub const ISSUES: &str = "/issues";
pub const ISSUES_NEW: &str = "/issues/new";
pub const OUTBOX: &str = "/outbox";
pub const DEMO_MAIL: &str = "/demo/mail";

/// Below it are the streams of pages that change by themselves.
pub const LIVE: &str = "/live/";
pub const LIVE_STATUS: &str = "/live/status";

/// The stream of a home page: of which view, and after which domU.
pub fn live_home(view: &str, after: &str) -> String {
    format!("/live/home?view={}&after={}", segment(view), segment(after))
}

/// With the day that the page shows the traffic of, if it was asked for one.
pub fn live_migration(id: MigrationId, day: Option<NaiveDate>) -> String {
    match day {
        Some(day) => format!("/live/migrations/{id}?day={day}"),
        None => format!("/live/migrations/{id}"),
    }
}

/// A stream for a page that shows this already.
pub fn live_since(stream: &str, seen: &str) -> String {
    format!("{stream}{}seen={}", if stream.contains('?') { '&' } else { '?' }, segment(seen))
}

/// The core team's own domUs: the home page as any member sees it.
pub const OWN_HOME: &str = "/home?view=mine";

/// The next page of the domUs on a home page.
pub fn own_domus_after(name: &str) -> String {
    format!("{OWN_HOME}&after={}", segment(name))
}

pub fn invitation(token: &str) -> String {
    format!("/invitations/{}", segment(token))
}

pub fn password_reset(token: &str) -> String {
    format!("/password-reset/{}", segment(token))
}

/// The link that confirms a new address.
pub fn address(token: &str) -> String {
    format!("/address/{}", segment(token))
}

pub fn member(id: MemberId) -> String {
    format!("/members/{id}")
}

pub fn host(name: &str) -> String {
    format!("/hosts/{}", segment(name))
}

/// Where it is told to take nobody in any more.
pub fn host_draining(name: &str) -> String {
    format!("{}/draining", host(name))
}

/// Its page with the picture of that day (2026-11-18).
pub fn host_on(name: &str, day: &str) -> String {
    format!("{}?day={day}#traffic", host(name))
}

/// The picture of what goes through it, as a file: `day=2026-11-18` or `window=week`.
pub fn host_traffic(name: &str, time: &str, ending: &str) -> String {
    format!("{}/traffic.{ending}?{time}", host(name))
}

/// Where somebody makes a token for its dom0.
pub fn host_tokens(name: &str) -> String {
    format!("{}/tokens", host(name))
}

/// Where somebody revokes one.
pub fn host_token_revocation(name: &str, id: HostTokenId) -> String {
    format!("{}/{id}/revocation", host_tokens(name))
}

pub fn site(code: &str) -> String {
    format!("/sites/{}", segment(code))
}

pub fn interconnect(id: InterconnectId) -> String {
    format!("/interconnects/{id}")
}

pub fn network(id: IpNetworkId) -> String {
    format!("/networks/{id}")
}

pub fn domu_edit(name: &str) -> String {
    format!("/domus/{}/edit", segment(name))
}

pub fn domu(name: &str) -> String {
    format!("/domus/{}", segment(name))
}

/// All that happened to a domU.
pub fn domu_history(name: &str) -> String {
    format!("/domus/{}/history", segment(name))
}

/// What happened to it before an instant (RFC 3339), and in that instant before the entry `id` of the
/// list `of`.
pub fn domu_history_before(name: &str, at: &str, (of, id): (&str, i64)) -> String {
    format!("{}?before={}&{of}={id}", domu_history(name), segment(at))
}

/// The list of domUs, searched.
pub fn domus_like(text: &str) -> String {
    if text.is_empty() { DOMUS.to_owned() } else { format!("{DOMUS}?q={}", segment(text)) }
}

/// The page of the thing that an address below it is about, such as that of the move in
/// `/migrations/M-7/attempt/abort`; `None` for an address of another kind.
pub fn around(path: &str) -> Option<String> {
    const WITH_A_PAGE: [&str; 8] =
        ["migrations", "issues", "domus", "hosts", "members", "plans", "networks", "status"];
    let path = path.split('?').next()?;
    let mut parts = path.strip_prefix('/')?.split('/');
    let (kind, name, below) = (parts.next()?, parts.next()?, parts.next()?);
    let has_page = WITH_A_PAGE.contains(&kind) && !name.is_empty() && !below.is_empty();
    has_page.then(|| format!("/{kind}/{name}"))
}

pub fn migration(id: MigrationId) -> String {
    format!("/migrations/{id}")
}

/// Its page with the picture of that day (2026-11-18).
pub fn migration_on(id: MigrationId, day: &str) -> String {
    format!("/migrations/{id}?day={day}#traffic")
}

/// The picture of that day as a file.
pub fn migration_traffic(id: MigrationId, day: &str, ending: &str) -> String {
    format!("/migrations/{id}/traffic.{ending}?day={day}")
}

pub fn plan(id: PlanId) -> String {
    format!("{PLANS}/{id}")
}

/// Where somebody pauses it.
pub fn plan_pause(id: PlanId) -> String {
    format!("{PLANS}/{id}/pause")
}

/// Where somebody lets it go on.
pub fn plan_resumption(id: PlanId) -> String {
    format!("{PLANS}/{id}/resumption")
}

/// The scheduling form, filled in with a draft.
pub fn edit_draft(domu: &str, id: MigrationId) -> String {
    format!("{MIGRATIONS_NEW}?domu={}&draft={id}", segment(domu))
}

/// The form that schedules a migration of this domU.
pub fn new_migration(domu: &str) -> String {
    format!("{MIGRATIONS_NEW}?domu={}", segment(domu))
}

/// The page from which an operator runs the attempt.
pub fn operate(id: MigrationId) -> String {
    format!("/migrations/{id}/attempt")
}

/// Where its copy is asked to hold on, or to go on.
pub fn copy_hold(id: MigrationId) -> String {
    format!("/migrations/{id}/attempt/copy-hold")
}

/// Where somebody writes down that it did not come up.
pub fn retries(id: MigrationId) -> String {
    format!("/migrations/{id}/attempt/retries")
}

/// The form that takes it back from its new place.
pub fn reversal(id: MigrationId) -> String {
    format!("/migrations/{id}/attempt/reversal")
}

/// The form that says that nobody knows where it runs.
pub fn lost_track(id: MigrationId) -> String {
    format!("/migrations/{id}/attempt/lost-track")
}

/// Where both sides are attested.
pub fn attestations(id: MigrationId) -> String {
    format!("/migrations/{id}/attestations")
}

/// Where somebody says that they run it.
pub fn operator(id: MigrationId) -> String {
    format!("/migrations/{id}/operator")
}

/// The form that gives it another time.
pub fn schedule(id: MigrationId) -> String {
    format!("/migrations/{id}/schedule")
}

/// Where its members choose when it moves.
pub fn window(id: MigrationId) -> String {
    format!("/migrations/{id}/window")
}

/// Where they ask to wait.
pub fn hold(id: MigrationId) -> String {
    format!("/migrations/{id}/hold")
}

/// Where they take that back.
pub fn hold_withdrawal(id: MigrationId) -> String {
    format!("/migrations/{id}/hold-withdrawal")
}

/// Where the core team answers those who asked to wait.
pub fn hold_answer(id: MigrationId) -> String {
    format!("/migrations/{id}/hold-answer")
}

/// Where they ask to be moved at once.
pub fn now(id: MigrationId) -> String {
    format!("/migrations/{id}/now")
}

/// Where an operator says yes to that, or why not.
pub fn now_answer(id: MigrationId) -> String {
    format!("/migrations/{id}/now-answer")
}

/// Where somebody says that everything works.
pub fn confirmation(id: MigrationId) -> String {
    format!("/migrations/{id}/confirmation")
}

/// One attempt on the page of its migration.
pub fn attempt(id: MigrationId, n: i32) -> String {
    format!("/migrations/{id}#attempt-{n}")
}

pub fn status_post(id: StatusPostId) -> String {
    format!("/status/{id}")
}

pub fn issue(id: IssueId) -> String {
    format!("/issues/{id}")
}

/// Where somebody says that they answer it.
pub fn assignment(id: IssueId) -> String {
    format!("/issues/{id}/assignment")
}

/// The issue form, filled in with what the reader comes from.
pub fn new_issue(domu: Option<&str>, migration: Option<MigrationId>) -> String {
    let mut query = Vec::new();
    query.extend(domu.map(|name| format!("domu={}", segment(name))));
    query.extend(migration.map(|id| format!("migration={id}")));
    if query.is_empty() { ISSUES_NEW.to_owned() } else { format!("{ISSUES_NEW}?{}", query.join("&")) }
}

/// The form of a new maintenance post about these hosts and sites, with this title.
pub fn new_maintenance(title: &str, hosts: &[HostId], sites: &[SiteId]) -> String {
    let hosts: String = hosts.iter().map(|host| format!("&host={host}")).collect();
    let sites: String = sites.iter().map(|site| format!("&site={site}")).collect();
    format!("{STATUS_NEW}?kind=maintenance&title={}{hosts}{sites}", segment(title))
}

/// The planner, asked to empty this host.
pub fn evacuation_of(host: &str) -> String {
    format!("{EVACUATION}?host={}", segment(host))
}

/// Reads on in another language, at `back`.
pub fn language(locale: Locale, back: &str) -> String {
    format!("/language/{locale}?back={}", segment(back))
}

/// The one-click link in news mails.
pub fn unsubscribe(token: &str) -> String {
    format!("/unsubscribe/{}", segment(token))
}

pub fn outbox_mail(id: Uuid) -> String {
    format!("{OUTBOX}/{id}")
}

/// One pile of the outbox; empty for all.
pub fn outbox_pile(pile: &str) -> String {
    format!("{OUTBOX}?pile={pile}")
}

/// Where the reader of a mail says that everything works.
pub fn confirmation_by_mail(token: &str) -> String {
    format!("/confirmations/{}", segment(token))
}

/// Where a member thanks for a move.
pub fn thanks(id: MigrationId) -> String {
    format!("/migrations/{id}/thanks")
}

/// Where the core team publishes the diary of an attempt.
pub fn diary(id: MigrationId, n: i32) -> String {
    format!("/migrations/{id}/attempts/{n}/diary")
}

/// What is checked before an attempt.
pub fn preflight(id: MigrationId) -> String {
    format!("/migrations/{id}/preflight")
}
