//! One domU: to its people their own, to the core team any.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use super::history::{Entry, history_hint, merged};
use super::moves::{Lives, Lost, MoveRow, away, lives, lost, rows};
use super::state_pill;
use crate::fleet::domu::{Disk, Domu, DomuState, Nic};
use crate::fleet::queries::{
    AddressRow, Before, Person, ServiceRow, Viewer, domu_addresses, domu_disks, domu_head, domu_nics,
    domu_people, domu_services, record_of_domu,
};
use crate::issues::queries::{CopiesOf, old_copies};
use crate::migrations::looks::{known_names, survey};
use crate::migrations::queries::{attempts_of_domu, history_of_domu, of_domu};
use crate::paths;
use crate::web::looks::{NamesView, ServicesView};
use crate::web::{CurrentMember, Error, FormView, Pill};

#[derive(Serialize)]
struct Page {
    form: FormView,
    domu: Domu,
    host: String,
    /// Only the core team has a page about hosts.
    host_href: Option<String>,
    site: String,
    site_name: String,
    is_running: bool,
    state: Pill,
    /// While it is off for a move: since when, and its page.
    away: Option<AwayView>,
    lost: Option<Lost>,
    disk_bytes: i64,
    disks: Vec<Disk>,
    some_size_is_unknown: bool,
    nics: Vec<NicView>,
    addresses: Vec<AddressRow>,
    services: Vec<Service>,
    names: Option<NamesView>,
    /// What they answered before the last move and after it.
    survey: Option<ServicesView>,
    people: Vec<PersonLine>,
    action: String,
    lives: Lives,
    migrations: Vec<MoveRow>,
    history: Vec<Entry>,
    history_href: String,
    history_hint: &'static str,
    report_href: String,
    /// Only the core team schedules moves, and none while one has not ended.
    schedule_href: Option<String>,
    edit_href: Option<String>,
}

#[derive(Serialize)]
struct AwayView {
    since: Option<DateTime<Utc>>,
    href: String,
}

#[derive(Serialize)]
struct NicView {
    mac: String,
    bridge: String,
}

#[derive(Serialize)]
struct Service {
    href: String,
    kind_label: String,
    #[serde(flatten)]
    row: ServiceRow,
}

/// A member sees the names of those who share the domU; the core team also where to write to.
#[derive(Serialize)]
struct PersonLine {
    name: String,
    email: Option<String>,
    role_label: String,
}

/// Lines of history on this page.
const FEW: i64 = 12;

pub async fn show(member: CurrentMember, name: web::Path<String>) -> Result<HttpResponse, Error> {
    draw(&member, StatusCode::OK, &name, FormView::default()).await
}

/// The page again, with what was wrong in its form.
pub async fn refused(member: &CurrentMember, name: &str, form: FormView) -> Result<HttpResponse, Error> {
    draw(member, StatusCode::UNPROCESSABLE_ENTITY, name, form).await
}

async fn draw(
    member: &CurrentMember,
    status: StatusCode,
    name: &str,
    form: FormView,
) -> Result<HttpResponse, Error> {
    let viewer = Viewer::from(member.member());
    let tomorrow = Before { at: member.now + Duration::days(1), id: 0 };
    let conn = member.conn().await?;
    let (
        head,
        disks,
        nics,
        addresses,
        services,
        people,
        migrations,
        attempts,
        events,
        record,
        (known, survey, copies),
    ) = tokio::try_join!(
        domu_head(&conn, viewer, name),
        domu_disks(&conn, viewer, name),
        domu_nics(&conn, viewer, name),
        domu_addresses(&conn, viewer, name),
        domu_services(&conn, viewer, name),
        domu_people(&conn, viewer, name),
        of_domu(&conn, member.member(), name),
        attempts_of_domu(&conn, member.member(), name),
        history_of_domu(&conn, member.member(), name, tomorrow, FEW),
        record_of_domu(&conn, viewer, name, tomorrow, FEW),
        async {
            tokio::try_join!(
                known_names::of_domu(&conn, name),
                survey::of_domu(&conn, name),
                old_copies(&conn, member.member(), CopiesOf::Domu(name)),
            )
        },
    )?;
    let head = head.ok_or(Error::NotFound)?;
    let away = away(&attempts);
    let lost = lost(&migrations);
    let action = paths::domu(&head.domu.name);
    let is_moving = migrations.iter().any(|migration| !migration.state.is_terminal());
    let page = Page {
        schedule_href: (viewer.is_core && !is_moving).then(|| paths::new_migration(&head.domu.name)),
        lives: lives(member, &migrations, &attempts, &copies),
        migrations: rows(&migrations, &attempts, member.now),
        history: merged(member, events, record).into_iter().take(FEW as usize).collect(),
        history_href: paths::domu_history(&head.domu.name),
        history_hint: history_hint(viewer),
        host_href: viewer.is_core.then(|| paths::host(&head.host)),
        host: head.host,
        site: head.site,
        site_name: head.site_name,
        is_running: head.domu.state == DomuState::Running,
        state: match &lost {
            Some(lost) => lost.state.clone(),
            None => state_pill(head.domu.state, away.map(|(away, _)| away)),
        },
        lost,
        away: away.map(|(_, attempt)| AwayView {
            since: attempt.down_from,
            href: paths::migration(attempt.migration_id),
        }),
        disk_bytes: disks.iter().filter_map(|disk| disk.bytes).map(|bytes| bytes.0).sum(),
        some_size_is_unknown: disks.iter().any(|disk| disk.bytes.is_none()),
        disks,
        nics: nics.into_iter().map(nic_view).collect(),
        addresses,
        services: services.into_iter().map(|row| service(&action, row)).collect(),
        names: known.map(|known| NamesView::of(&known, None, member.now)),
        survey: ServicesView::of(member, &survey),
        form,
        people: people.into_iter().map(|person| person_line(viewer, person)).collect(),
        report_href: paths::new_issue(Some(&head.domu.name), None),
        edit_href: viewer.is_core.then(|| paths::domu_edit(&head.domu.name)),
        action,
        domu: head.domu,
    };
    let menu = if viewer.is_core { "nav-domus" } else { "nav-my-domus" };
    member.render_as(status, "domus/show", menu, &page)
}

fn nic_view(nic: Nic) -> NicView {
    NicView { mac: nic.mac.map(|byte| format!("{byte:02x}")).join(":"), bridge: nic.bridge }
}

fn service(domu: &str, row: ServiceRow) -> Service {
    Service {
        href: format!("{domu}/services/{}", row.id),
        kind_label: format!("fleet-service-kind-{}", row.kind),
        row,
    }
}

fn person_line(viewer: Viewer, person: Person) -> PersonLine {
    PersonLine {
        name: person.name,
        email: viewer.is_core.then_some(person.email),
        role_label: format!("fleet-person-{}", person.role),
    }
}
