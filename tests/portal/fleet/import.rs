//! An import: what it makes of an empty club, and what it leaves alone.

use std::path::Path;

use chrono::{DateTime, Duration, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::*;
use domovoi::fleet::Bytes;
use domovoi::fleet::change::Field;
use domovoi::fleet::domu::{Domu, DomuState};
use domovoi::fleet::host::Host;
use domovoi::fleet::xl_import::{HostPlan, ImportError, ImportPlan, Seen, Target, apply, preview};
use domovoi::members::{Actor, Role};

use crate::support::builders;
use crate::support::database::TestDatabase;

pub(super) fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xen").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

pub(super) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 17, 19, 0, 0).single().expect("an instant")
}

pub(super) fn whole() -> Seen {
    seen("xl-list-l.running.json")
}

pub(super) fn seen(list: &str) -> Seen {
    let (info, disks) = (fixture("xl-info.running.txt"), fixture("lvs-json.running.json"));
    Seen::read(&fixture(list), Some(&info), Some(&disks)).expect("good outputs")
}

pub(super) fn target(host: &str, site: Option<&str>) -> Target {
    Target { host: host.to_owned(), site: site.map(str::to_owned) }
}

pub(super) async fn import(conn: &mut AsyncPgConnection, host: &str, seen: &Seen) -> ImportPlan {
    apply(conn, &Actor::Command, &target(host, Some("DC1")), seen, now()).await.expect("an import")
}

pub(super) async fn domu(conn: &mut AsyncPgConnection, name: &str) -> Domu {
    domus::table.filter(domus::name.eq(name)).select(Domu::as_select()).first(conn).await.expect("a domU")
}

/// Everything that an import may write, as text.
pub(super) async fn rows(conn: &mut AsyncPgConnection) -> Vec<String> {
    let mut all = Vec::new();
    for table in ["sites", "hosts", "domus", "disks", "nics", "ip_addresses", "audit_entries"] {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Text)]
            row: String,
        }
        let rows: Vec<Row> =
            diesel::sql_query(format!("SELECT '{table} ' || t::text AS row FROM {table} t ORDER BY 1"))
                .load(conn)
                .await
                .expect("rows");
        all.extend(rows.into_iter().map(|row| row.row));
    }
    all
}

pub(super) fn note_ids(plan: &ImportPlan) -> Vec<String> {
    plan.notes.iter().map(|note| note.id.to_string()).collect()
}

#[tokio::test]
async fn an_empty_club_gets_its_site_its_host_and_its_domus() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let plan = import(conn, "dom0-a", &whole()).await;

    let host: Host = hosts::table.select(Host::as_select()).first(conn).await.expect("a host");
    assert_eq!(host.name, "dom0-a");
    assert_eq!(host.memory_bytes, Bytes::mib(2815 - 1280));
    assert_eq!(host.disk_bytes, Bytes(314_572_800 + 33_554_432));
    assert_eq!(host.volume_group, "vg0");
    assert_eq!(host.xen_version.as_deref(), Some("4.17.5"));
    let higgs = domu(conn, "higgs").await;
    assert_eq!(higgs.memory_bytes, Bytes::mib(256));
    assert_eq!((higgs.state, higgs.state_known_at), (DomuState::Running, Some(now())));
    assert_eq!(domu(conn, "rocky").await.vcpus, 2);
    let sizes: Vec<(String, Option<i64>)> =
        disks::table.order(disks::path).select((disks::path, disks::bytes)).load(conn).await.expect("disks");
    assert_eq!(
        sizes,
        [
            ("/dev/vg0/higgs-disk".to_owned(), Some(314_572_800)),
            ("/dev/vg0/higgs-swap".to_owned(), Some(33_554_432)),
            ("/var/lib/xen/images/quark.qcow2".to_owned(), None),
            ("/var/lib/xen/images/rocky.img".to_owned(), None),
        ]
    );
    assert_eq!(
        note_ids(&plan),
        [
            "fleet-import-note-no-size",
            "fleet-import-note-no-size",
            "fleet-import-note-state",
            "fleet-import-note-memory",
            "fleet-import-note-disk-used",
            "fleet-import-note-no-network",
            "fleet-import-note-no-network",
        ]
    );
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_a_preview_never_does() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let empty = rows(conn).await;
    let plan = preview(conn, &target("dom0-a", Some("DC1")), &whole()).await.expect("a preview");
    assert_eq!(plan.new.len(), 3);
    assert_eq!(rows(conn).await, empty);

    import(conn, "dom0-a", &whole()).await;
    let once = rows(conn).await;
    let again = import(conn, "dom0-a", &whole()).await;
    assert!(again.changes_nothing(), "{again:?}");
    assert_eq!(rows(conn).await, once);

    let later = now() + Duration::hours(1);
    apply(conn, &Actor::Command, &target("dom0-a", None), &whole(), later).await.expect("an import");
    assert_eq!(domu(conn, "higgs").await.state_known_at, Some(later));
}

#[tokio::test]
async fn who_is_missing_is_off_and_stays_recorded() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let plan = import(conn, "dom0-a", &seen("xl-list-l.state-rocky-shut-down.json")).await;
    let absent: Vec<&str> = plan.absent.iter().map(|domu| domu.name.as_str()).collect();
    assert_eq!(absent, ["rocky"]);
    assert_eq!(domu(conn, "rocky").await.state, DomuState::Off);

    // A list of one says nothing about the others.
    let plan = import(conn, "dom0-a", &seen("xl-list-l-higgs.running.json")).await;
    assert_eq!(plan.absent, []);
    assert!(note_ids(&plan).contains(&"fleet-import-note-partial".to_owned()));
    assert_eq!(domu(conn, "quark").await.state, DomuState::Running);
}

#[tokio::test]
async fn a_renamed_domu_is_known_by_its_uuid_and_names_may_be_swapped() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let quark = domu(conn, "quark").await;
    let plan = import(conn, "dom0-a", &seen("xl-list-l.state-quark-renamed.json")).await;
    let [changed] = plan.changed.as_slice() else { panic!("{plan:?}") };
    assert_eq!((changed.id, changed.name.as_str()), (quark.id, "quark"));
    assert_eq!(changed.changes.iter().map(|change| change.field).collect::<Vec<_>>(), [Field::Name]);

    import(conn, "dom0-a", &whole()).await;
    let (higgs, rocky) = (domu(conn, "higgs").await.id, domu(conn, "rocky").await.id);
    let swapped = fixture("xl-list-l.running.json")
        .replace("\"name\": \"higgs\"", "\"name\": \"?\"")
        .replace("\"name\": \"rocky\"", "\"name\": \"higgs\"")
        .replace("\"name\": \"?\"", "\"name\": \"rocky\"");
    let swapped = Seen::read(&swapped, None, None).expect("a good list");
    import(conn, "dom0-a", &swapped).await;
    assert_eq!((domu(conn, "rocky").await.id, domu(conn, "higgs").await.id), (higgs, rocky));
}

#[tokio::test]
async fn sizes_that_nobody_tells_again_stay_and_changes_are_told_field_by_field() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let list = fixture("xl-list-l.running.json").replacen("262144", "524288", 2).replace("xenbr0", "br1");
    let seen = Seen::read(&list, None, None).expect("a good list");
    let plan = import(conn, "dom0-a", &seen).await;
    let higgs = plan.changed.iter().find(|domu| domu.name == "higgs").expect("higgs changed");
    let told: Vec<_> = higgs
        .changes
        .iter()
        .map(|change| {
            (change.field, change.old.as_deref().unwrap_or("-"), change.new.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        told,
        [
            (Field::Memory, "256 MiB", "512 MiB"),
            (Field::Nic, "00:16:3e:5a:21:01 xenbr0", "00:16:3e:5a:21:01 br1"),
        ]
    );
    let known: i64 =
        disks::table.filter(disks::bytes.is_not_null()).count().get_result(conn).await.expect("a count");
    assert_eq!(known, 2);
}

#[tokio::test]
async fn addresses_are_recorded_where_a_network_contains_them() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let site = builders::site(conn, "DC1", "DC1 Amsterdam", now()).await;
    builders::network(conn, site, "192.0.2.0/24", now()).await;
    import(conn, "dom0-a", &whole()).await;
    let held: Vec<(ipnet::IpNet, Option<DomuId>)> = ip_addresses::table
        .order(ip_addresses::address)
        .select((ip_addresses::address, ip_addresses::domu_id))
        .load(conn)
        .await
        .expect("addresses");
    let expected = [("192.0.2.21/32", "higgs"), ("192.0.2.22/32", "rocky")];
    for ((address, holder), (text, name)) in held.iter().zip(expected) {
        assert_eq!((address.to_string().as_str(), *holder), (text, Some(domu(conn, name).await.id)));
    }
    assert_eq!(held.len(), 2);
    assert!(import(conn, "dom0-a", &whole()).await.changes_nothing());
}

#[tokio::test]
async fn a_domu_seen_elsewhere_moves_unless_its_migration_says_where_it_lives() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let other = builders::host(conn, domovoi::db::ids::SiteId(1), "dom0-b", 8, 100, now()).await;
    let higgs = domu(conn, "higgs").await;
    book_a_migration(conn, higgs.id, higgs.host_id, other).await;

    let plan = import(conn, "dom0-b", &whole()).await;
    assert!(note_ids(&plan).contains(&"fleet-import-note-migration".to_owned()), "{plan:?}");
    assert_eq!(domu(conn, "higgs").await.host_id, higgs.host_id);
    assert_eq!(domu(conn, "quark").await.host_id, other);
    let moved: Vec<&str> = plan
        .changed
        .iter()
        .filter(|domu| domu.changes.iter().any(|change| change.field == Field::Host))
        .map(|domu| domu.name.as_str())
        .collect();
    assert_eq!(moved, ["quark", "rocky"]);
}

pub(super) async fn book_a_migration(conn: &mut AsyncPgConnection, domu: DomuId, from: HostId, to: HostId) {
    let member = builders::member(conn, Role::Core, "Fenna", now()).await;
    diesel::insert_into(migrations::table)
        .values((
            migrations::domu_id.eq(domu),
            migrations::source_host_id.eq(from),
            migrations::target_host_id.eq(to),
            migrations::state.eq("booked"),
            migrations::starts_at.eq(now()),
            migrations::ends_at.eq(now() + Duration::hours(1)),
            migrations::zone.eq("Europe/Amsterdam"),
            migrations::reason.eq("DC1 closes"),
            migrations::expected_seconds.eq(600),
            migrations::expected_low_seconds.eq(300),
            migrations::expected_high_seconds.eq(900),
            migrations::created_by.eq(member.id),
            migrations::created_at.eq(now()),
        ))
        .execute(conn)
        .await
        .expect("a migration");
}

#[tokio::test]
async fn a_new_host_needs_its_site_its_memory_and_a_whole_list() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let empty = rows(conn).await;
    let list = fixture("xl-list-l.running.json");
    let bare = Seen::read(&list, None, None).expect("a good list");
    let mut refusal = async |target: Target, seen: &Seen| {
        apply(conn, &Actor::Command, &target, seen, now()).await.expect_err("a refusal")
    };
    assert!(matches!(refusal(target("dom0-a", None), &whole()).await, ImportError::UnknownHost(_)));
    assert!(matches!(refusal(target("dom0-a", Some("DC1")), &bare).await, ImportError::NewHostWithoutInfo));
    let one = seen("xl-list-l-higgs.running.json");
    assert!(matches!(refusal(target("dom0-a", Some("DC1")), &one).await, ImportError::NewHostWithoutDom0));
    assert!(matches!(refusal(target("a b", Some("DC1")), &whole()).await, ImportError::HostName(_)));
    assert_eq!(rows(conn).await, empty);
}

#[tokio::test]
async fn vgs_beside_lvs_tells_the_disk_space() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let list = fixture("xl-list-l.running.json");
    let vgs = fixture("vgs-json.running.json");
    let info = fixture("xl-info.running.txt");
    let seen = Seen::read(&list, Some(&info), Some(&vgs)).expect("good outputs");
    let plan = preview(conn, &target("dom0-a", Some("DC1")), &seen).await.expect("a preview");
    let notes = note_ids(&plan);
    assert!(notes.iter().any(|note| note == "fleet-import-note-groups-only"), "{notes:?}");
    assert!(notes.iter().all(|note| note != "fleet-import-note-no-volumes"), "{notes:?}");
    let HostPlan::New { disk, .. } = plan.host else { panic!("{plan:?}") };
    assert_eq!(disk, Bytes(3_217_031_168));
}

#[tokio::test]
async fn a_full_report_of_lvm_tells_both_so_that_there_is_room_on_the_host() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let (list, info) = (fixture("xl-list-l.running.json"), fixture("xl-info.running.txt"));
    let report = fixture("../lvm/fullreport.json");
    let seen = Seen::read(&list, Some(&info), Some(&report)).expect("good outputs");
    let plan = import(conn, "dom0-a", &seen).await;
    let notes = note_ids(&plan);
    assert!(notes.iter().all(|note| !note.starts_with("fleet-import-note-disk")), "{notes:?}");

    let host: Host = hosts::table.select(Host::as_select()).first(conn).await.expect("the host");
    assert_eq!((host.disk_bytes, host.volume_group.as_str()), (Bytes(415_236_096), "vg0"));
    let higgs = domu(conn, "higgs").await.id;
    let sizes = disks::table.filter(disks::domu_id.eq(higgs)).order(disks::name).select(disks::bytes);
    let sizes: Vec<Option<Bytes>> = sizes.load(conn).await.expect("its disks");
    assert_eq!(sizes, [Some(Bytes(314_572_800)), Some(Bytes(33_554_432))]);
}
