//! How each route is asked for: its address and a form that it takes, with `[words]` for the
//! things in them, which `Things` fills in as somebody's own, somebody else's, or nobody's.

use std::collections::BTreeSet;

use domovoi::web::router::{Policy, table};

use super::world::Things;

#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    /// The address, with things.
    pub at: &'static str,
    /// A good form, with things: `name=value&name=value`, nothing encoded.
    pub body: &'static str,
    /// What a visitor who may gets for it, where that is neither a page nor a redirect.
    pub status: Option<u16>,
}

const fn get(path: &'static str, at: &'static str) -> Row {
    Row { method: "GET", path, at, body: "", status: None }
}

const fn post(path: &'static str, at: &'static str, body: &'static str) -> Row {
    Row { method: "POST", path, at, body, status: None }
}

impl Row {
    /// It says so in other words than a page or a redirect, though the visitor may ask.
    const fn answers(self, status: u16) -> Row {
        Row { status: Some(status), ..self }
    }

    pub fn policy(&self) -> Policy {
        let route = table().into_iter().find(|route| self.is_of(route));
        route.unwrap_or_else(|| panic!("{} {} is no route", self.method, self.path)).policy
    }

    pub fn is_post(&self) -> bool {
        self.method == "POST"
    }

    pub fn is_upload(&self) -> bool {
        self.path == "/fleet-import" && self.is_post()
    }

    pub fn address(&self, things: &Things) -> String {
        things.fill(self.at)
    }

    /// The fields of its form.
    pub fn fields(&self, things: &Things) -> Vec<(String, String)> {
        let pairs = self.body.split('&').filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), things.fill(value))).collect()
    }

    fn is_of(&self, route: &domovoi::web::router::Route) -> bool {
        route.method == self.method && route.path == self.path
    }
}

/// The rows whose route this policy guards.
pub fn of(policies: &[Policy]) -> Vec<Row> {
    ROWS.iter().filter(|row| policies.contains(&row.policy())).copied().collect()
}

pub const ROWS: &[Row] = &[
    get("/", "/"),
    get("/healthz", "/healthz"),
    get("/readyz", "/readyz"),
    get("/assets/{hash}/{name:.*}", "/assets/x/css/portal.css"),
    get("/language/{locale}", "/language/nl"),
    get("/sign-in", "/sign-in?back=/domus/[domu]"),
    post("/sign-in", "/sign-in", "email=[email]&password=not the password&back=/home").answers(422),
    get("/password-reset", "/password-reset"),
    post("/password-reset", "/password-reset", "email=[email]"),
    get("/invitations/{token}", "/invitations/[invitation]"),
    post(
        "/invitations/{token}",
        "/invitations/[invitation]",
        "name=Somebody&locale=en&time_zone=Europe/Amsterdam&new_password=short&new_password_again=short",
    )
    .answers(422),
    get("/address/{token}", "/address/[new_address]"),
    post("/address/{token}", "/address/[new_address]", ""),
    get("/password-reset/{token}", "/password-reset/[reset]"),
    post("/password-reset/{token}", "/password-reset/[reset]", "new_password=short&new_password_again=short")
        .answers(422),
    get("/unsubscribe/{token}", "/unsubscribe/[unsubscribe]"),
    post("/unsubscribe/{token}", "/unsubscribe/[unsubscribe]", "List-Unsubscribe=One-Click"),
    get("/demo/mail", "/demo/mail").answers(404),
    get("/demo/mail/{id}", "/demo/mail/[mail]").answers(404),
    get("/demo/mail/{id}/html", "/demo/mail/[mail]/html").answers(404),
    get("/status/{number}", "/status/1"),
    get("/status/new", "/status/new"),
    post(
        "/status",
        "/status",
        "kind=news&severity=minor&title=News of [n]&body=Coffee at noon.&audience=nobody&counted=0&publish=1",
    ),
    post(
        "/status/{number}/updates",
        "/status/1/updates",
        "body=Still so.&audience=nobody&counted=0&publish=1",
    ),
    get("/home", "/home"),
    get("/live/status", "/live/status"),
    get("/live/home", "/live/home"),
    get("/live/migrations/{number}", "/live/migrations/[verifying]"),
    get("/migrations", "/migrations?show=ended"),
    get("/migrations/new", "/migrations/new?domu=[domu]"),
    get("/migrations/{number}", "/migrations/[verifying]"),
    get("/migrations/{number}/traffic.svg", "/migrations/[verifying]/traffic.svg"),
    get("/migrations/{number}/traffic.png", "/migrations/[verifying]/traffic.png"),
    get("/migrations/{number}/schedule", "/migrations/[booked]/schedule"),
    get("/migrations/{number}/window", "/migrations/[open]/window"),
    get("/migrations/{number}/hold-answer", "/migrations/[held]/hold-answer"),
    get("/migrations/{number}/now-answer", "/migrations/[asked]/now-answer"),
    get("/migrations/{number}/cancellation", "/migrations/[booked]/cancellation"),
    get("/migrations/{number}/preflight", "/migrations/[startable]/preflight"),
    post("/migrations/{number}/preflight", "/migrations/[startable]/preflight", "mtu=1500"),
    post(
        "/migrations/{number}/preflight/paste",
        "/migrations/[startable]/preflight/paste",
        "side=source&pasted=Linux 6.1.0-31-amd64",
    ),
    post(
        "/migrations/{number}/preflight/tick",
        "/migrations/[startable]/preflight/tick",
        "item=route&note=By its own card.",
    ),
    post(
        "/migrations/{number}/preflight/trial",
        "/migrations/[startable]/preflight/trial",
        "bytes=1 GiB&seconds=40",
    ),
    post("/hosts/{name}/tokens", "/hosts/[host]/tokens", "").answers(201),
    post("/hosts/{name}/tokens/{id}/revocation", "/hosts/[host]/tokens/[host_token]/revocation", ""),
    get("/hosts/{name}/traffic.svg", "/hosts/[host]/traffic.svg"),
    get("/hosts/{name}/traffic.png", "/hosts/[host]/traffic.png?window=week"),
    post("/hosts/{name}/limits-change", "/hosts/[host]/limits-change", ""),
    get("/migrations/{number}/attempt", "/migrations/[running]/attempt"),
    get("/migrations/{number}/attempt/abort", "/migrations/[running]/attempt/abort"),
    post(
        "/migrations",
        "/migrations",
        "domu=[domu]-n&target=spaarne&day=2026-11-24&starts_at=22:00&ends_at=23:30&zone=Europe/Amsterdam&\
         reason=We leave DC1.&grace_days=7&plan=[plan]&proposed_for=spaarne&keeps_addresses=yes&then=announce",
    ),
    post(
        "/migrations/{number}/schedule",
        "/migrations/[booked]/schedule",
        "revision=[revision]&day=2026-11-25&starts_at=22:00&ends_at=23:30&zone=Europe/Amsterdam&\
         reason=The evening suits nobody.",
    ),
    post("/migrations/{number}/window", "/migrations/[open]/window", "revision=0&slot=[slot]&boot=yes"),
    post("/migrations/{number}/hold", "/migrations/[open]/hold", "why_wait=We sell tickets that evening."),
    post("/migrations/{number}/hold-withdrawal", "/migrations/[regretted]/hold-withdrawal", ""),
    post("/migrations/{number}/now", "/migrations/[asked]/now", ""),
    post(
        "/migrations/{number}/hold-answer",
        "/migrations/[held]/hold-answer",
        "revision=[held_revision]&day=2026-11-25&starts_at=22:00&ends_at=23:30&zone=Europe/Amsterdam&\
         answer=After your evening.&deadline_day=&then=release",
    ),
    post(
        "/migrations/{number}/now-answer",
        "/migrations/[asked]/now-answer",
        "word=Nobody is at a desk.&then=decline",
    ),
    post("/migrations/{number}/operator", "/migrations/[booked]/operator", ""),
    post("/migrations/{number}/cancellation", "/migrations/[booked]/cancellation", "reason=It stays."),
    post("/migrations/{number}/confirmation", "/migrations/[verifying]/confirmation", ""),
    get("/confirmations/{token}", "/confirmations/[all_fine]"),
    post("/confirmations/{token}", "/confirmations/[all_fine]", ""),
    post("/migrations/{number}/thanks", "/migrations/[verifying]/thanks", "words=Thank you both."),
    post("/migrations/{number}/attempts/{n}/diary", "/migrations/[verifying]/attempts/1/diary", ""),
    post(
        "/migrations/{number}/attempt",
        "/migrations/[startable]/attempt",
        "overrule=Checked by hand today.",
    ),
    post("/migrations/{number}/attempt/note", "/migrations/[running]/attempt/note", "remark=It is slow."),
    post("/migrations/{number}/attempt/copy-hold", "/migrations/[running]/attempt/copy-hold", "attempt=1"),
    post(
        "/migrations/{number}/attempt/step",
        "/migrations/[running]/attempt/step",
        "step=preflight&note=Fine.",
    ),
    post(
        "/migrations/{number}/attempt/abort",
        "/migrations/[running]/attempt/abort",
        "cause_code=path_mtu&cause=Large packets were dropped.&fix=",
    ),
    post(
        "/migrations/{number}/attempt/retries",
        "/migrations/[booting]/attempt/retries",
        "attempt=1&failure=It finds no root.",
    ),
    get("/migrations/{number}/attempt/reversal", "/migrations/[booting]/attempt/reversal"),
    post(
        "/migrations/{number}/attempt/reversal",
        "/migrations/[booting]/attempt/reversal",
        "data=member_agreed&agreement=By mail at 23:10.&cause_code=kernel_or_initrd&cause=It does not boot.",
    ),
    get("/migrations/{number}/attempt/lost-track", "/migrations/[booting]/attempt/lost-track"),
    post(
        "/migrations/{number}/attempt/lost-track",
        "/migrations/[booting]/attempt/lost-track",
        "cause_code=other&cause=Neither host answers.&within=60",
    ),
    get("/migrations/{number}/attestations", "/migrations/[unclear]/attestations"),
    post(
        "/migrations/{number}/attestations",
        "/migrations/[unclear]/attestations",
        "saw=source:down_and_fenced&seen=xl list knows no such domain.&alone_because=",
    ),
    get("/plans", "/plans"),
    post("/plans", "/plans", "title=Leaving pand[n]&reason=The rack goes.&public_text="),
    get(
        "/plans/evacuation",
        "/plans/evacuation?host=prins&target=spaarne&day=2026-11-26&starts_at=23:00&ends_at=03:00&\
         zone=Europe/Amsterdam",
    ),
    post(
        "/plans/evacuation",
        "/plans/evacuation",
        "host=prins&target=spaarne&day=2026-11-26&starts_at=23:00&ends_at=03:00&zone=Europe/Amsterdam&\
         skip_days=2026-11-27&avoid=&deadline_day=&title=Leaving prins [n]&reason=The rack goes.&public_text=&\
         move=[domu]-e|spaarne|2026-11-26T22:00:00Z|2026-11-26T22:30:00Z",
    ),
    get("/plans/{number}", "/plans/[plan]"),
    post("/plans/{number}/pause", "/plans/[plan]/pause", "reason=A storm comes."),
    post("/plans/{number}/resumption", "/plans/[plan]/resumption", "reason=It is over."),
    get("/runbook", "/runbook"),
    get("/runbook/{step}/{side}", "/runbook/copy/source"),
    post("/runbook/{step}/{side}", "/runbook/copy/source", "body=lvs"),
    get("/hosts", "/hosts"),
    get("/hosts/new", "/hosts/new"),
    get("/hosts/{name}", "/hosts/[host]"),
    get("/hosts/{name}/edit", "/hosts/[host]/edit"),
    post(
        "/hosts",
        "/hosts",
        "site=1&name=nieuw[n]&memory=64 GiB&disk=1 TiB&state=active&volume_group=vg0&bridge=xenbr0&\
         interconnect_address=10.9.0.[n]&note=",
    ),
    post(
        "/hosts/{name}",
        "/hosts/[host]",
        "revision=[host_revision]&site=1&name=[host]&memory=64 GiB&disk=1 TiB&state=active&volume_group=vg0&\
         bridge=xenbr0&interconnect_address=&note=",
    ),
    post("/hosts/{name}/draining", "/hosts/[host]/draining", ""),
    post("/hosts/{name}/draining/end", "/hosts/[host]/draining/end", ""),
    get("/sites", "/sites"),
    get("/sites/new", "/sites/new"),
    get("/sites/{code}/edit", "/sites/[site]/edit"),
    post("/sites", "/sites", "code=DC7[n]&name=DC7[n] Delft"),
    post("/sites/{code}", "/sites/[site]", "code=[site]&name=DC1 Amsterdam"),
    get("/interconnects/new", "/interconnects/new"),
    get("/interconnects/{id}/edit", "/interconnects/[link]/edit"),
    post(
        "/interconnects",
        "/interconnects",
        "a=host-1&b=host-[free_host]&nominal=1000&measured=110&mtu=1500",
    ),
    post("/interconnects/{id}", "/interconnects/[link]", "nominal=1000&measured=110&mtu=1500"),
    post("/interconnects/{id}/removal", "/interconnects/[link]/removal", ""),
    get("/networks", "/networks"),
    get("/networks/new", "/networks/new"),
    get("/networks/{id}", "/networks/[network]"),
    get("/networks/{id}/edit", "/networks/[network]/edit"),
    post("/networks", "/networks", "site=1&cidr=10.[n].0.0/24&gateway=&note="),
    post("/networks/{id}", "/networks/[network]", "gateway=&note=Spare."),
    post("/networks/{id}/removal", "/networks/[network]/removal", ""),
    get("/domus", "/domus?q=[domu]"),
    get("/domus/new", "/domus/new"),
    get("/domus/{name}", "/domus/[domu]"),
    get("/domus/{name}/edit", "/domus/[domu]/edit"),
    get("/domus/{name}/history", "/domus/[domu]/history"),
    get("/domus/{name}/disks/{id}", "/domus/[domu]/disks/[disk]"),
    get("/domus/{name}/services/new", "/domus/[domu]/services/new"),
    get("/domus/{name}/services/{id}", "/domus/[domu]/services/[service]"),
    post("/domus", "/domus", "name=nieuw[n]&host=1&memory=1 GiB&vcpus=1&state=running&uuid=&note="),
    post(
        "/domus/{name}",
        "/domus/[domu]",
        "revision=[domu_revision]&name=[domu]&host=[lives_on]&memory=1 GiB&vcpus=2&state=running&uuid=&note=",
    ),
    post("/domus/{name}/people", "/domus/[domu]/people", "person_email=[core_email]&person_role=technical"),
    post("/domus/{name}/people/{id}/removal", "/domus/[domu]/people/[core]/removal", ""),
    post("/domus/{name}/addresses", "/domus/[domu]/addresses", "address=192.0.2.9[n]"),
    post("/domus/{name}/addresses/removal", "/domus/[domu]/addresses/removal", "held_address=[address]"),
    post(
        "/domus/{name}/disks",
        "/domus/[domu]/disks",
        "disk_name=xvdq&disk_path=/dev/vg0/more-[domu]&disk_format=raw&disk_size=2 GiB",
    ),
    post(
        "/domus/{name}/disks/{id}",
        "/domus/[domu]/disks/[disk]",
        "disk_name=xvdb&disk_path=/dev/vg0/other-[domu]&disk_format=raw&disk_size=2 GiB",
    ),
    post("/domus/{name}/disks/{id}/removal", "/domus/[domu]/disks/[disk]/removal", ""),
    post("/domus/{name}/preferences", "/domus/[domu]/preferences", "boot_after_migration=yes"),
    post("/domus/{name}/names", "/domus/[domu]/names", "dns_name=www.[domu].example"),
    post("/domus/{name}/names/removal", "/domus/[domu]/names/removal", "listed_name=[listed_name]"),
    post("/domus/{name}/names/look", "/domus/[domu]/names/look", "migration="),
    post(
        "/domus/{name}/services",
        "/domus/[domu]/services",
        "service_name=Shell&kind=ssh&hostname=shell.example&port=22",
    ),
    post(
        "/domus/{name}/services/{id}",
        "/domus/[domu]/services/[service]",
        "service_name=Site&kind=https&hostname=www.example&port=",
    ),
    post("/domus/{name}/services/{id}/removal", "/domus/[domu]/services/[service]/removal", ""),
    get("/fleet-import", "/fleet-import"),
    post(
        "/fleet-import",
        "/fleet-import",
        "host=prins&site=&list=[{\"domid\":0,\"config\":{\"c_info\":{\"type\":\"pv\",\"name\":\"Domain-0\"},\"b_info\":\
         {\"max_memkb\":1310720,\"target_memkb\":1310719}}}]&info=&disks=&do=show",
    ),
    get("/confirm-password", "/confirm-password?back=/members"),
    post("/confirm-password", "/confirm-password", "password=not the password&back=/home").answers(422),
    get("/account", "/account"),
    post(
        "/account",
        "/account",
        "name=Somebody&locale=en&time_zone=Europe/Amsterdam&second_email=&move_wishes=Call me first.&status_updates=yes",
    ),
    post(
        "/account/password",
        "/account/password",
        "present_password=not the password&new_password=short&new_password_again=short",
    )
    .answers(422),
    post(
        "/account/address",
        "/account/address",
        "new_email=another@club.example&address_password=not the password",
    )
    .answers(422),
    post("/account/sessions", "/account/sessions", ""),
    get("/members", "/members?q=[domu]"),
    get("/members.csv", "/members.csv?q=[domu]"),
    get("/members/new", "/members/new"),
    get("/members/{id}", "/members/[member]"),
    post("/members", "/members", "name=Newcomer&email=newcomer[n]@club.example&role=member"),
    post("/members/{id}/invitation", "/members/[invited]/invitation", ""),
    post("/members/{id}/invitation/withdrawal", "/members/[invited]/invitation/withdrawal", ""),
    post("/members/{id}/role", "/members/[member]/role", "role=core"),
    post("/members/{id}/suspension", "/members/[member]/suspension", ""),
    post("/members/{id}/reinstatement", "/members/[member]/reinstatement", ""),
    post("/members/{id}/sessions", "/members/[member]/sessions", ""),
    get("/outbox", "/outbox"),
    get("/outbox/{id}", "/outbox/[mail]"),
    get("/outbox/{id}/html", "/outbox/[mail]/html"),
    post("/outbox/{id}/retry", "/outbox/[mail]/retry", ""),
    get("/issues", "/issues"),
    get("/issues/new", "/issues/new?domu=[domu]-b&migration=[booked]"),
    get("/issues/{number}", "/issues/[issue]"),
    post("/issues", "/issues", "domu=[domu]-b&migration=[booked]&body=It is broken.&severity=partly"),
    post("/issues/{number}/state", "/issues/[issue]/state", "from=new&to=acknowledged"),
    post("/issues/{number}/replies", "/issues/[issue]/replies", "reply=It is still broken."),
    post("/issues/{number}/notes", "/issues/[issue]/notes", "note=A loose cable."),
    post("/issues/{number}/migration", "/issues/[issue]/migration", "migration="),
    post("/issues/{number}/assignment", "/issues/[issue]/assignment", "to=[core]"),
    post("/issues/{number}/fix", "/issues/[issue]/fix", ""),
    post("/issues/{number}/reopening", "/issues/[issue]/reopening", ""),
    post("/sign-out", "/sign-out", ""),
];

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let rows: BTreeSet<String> = ROWS.iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    let routes: BTreeSet<String> =
        table().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(routes.difference(&rows).collect::<Vec<_>>(), Vec::<&String>::new(), "routes without a row");
    assert_eq!(rows.difference(&routes).collect::<Vec<_>>(), Vec::<&String>::new(), "rows without a route");
}
