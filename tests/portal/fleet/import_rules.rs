//! What an import leaves alone, takes only in part or not at all, and says so.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::SiteId;
use domovoi::db::schema::*;
use domovoi::fleet::Bytes;
use domovoi::fleet::change::Field;
use domovoi::fleet::domu::DomuState;
use domovoi::fleet::xl_import::{ImportPlan, Seen, preview};
use domovoi::words::Message;

use super::import::{book_a_migration, domu, fixture, import, note_ids, now, rows, seen, target, whole};
use crate::support::builders;
use crate::support::database::TestDatabase;

/// The running list with one text replaced, wherever it stands.
fn altered(from: &str, to: &str) -> Seen {
    let list = fixture("xl-list-l.running.json");
    assert!(list.contains(from), "{from} is in the fixture");
    let info = fixture("xl-info.running.txt");
    Seen::read(&list.replace(from, to), Some(&info), None).expect("a good list")
}

fn has_note(plan: &ImportPlan, id: &str) -> bool {
    note_ids(plan).iter().any(|note| note == id)
}

#[tokio::test]
async fn what_no_form_would_take_is_not_taken_and_its_domu_and_field_are_named() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let long = "x".repeat(1025);
    let swap = "\"vdev\": \"xvdb\"";
    let text = |name: &str, field: &str, most: i64| {
        let note = Message::new("fleet-import-note-text").with("name", name).with("field", field);
        note.with("most", most)
    };
    let plain = |id: &'static str, name: &str| Message::new(id).with("name", name);
    for (from, to, note) in [
        ("/boot/domu/vmlinuz", "/boot/\\u0000", text("quark", "kernel", 1024)),
        ("/boot/domu/vmlinuz", long.as_str(), text("quark", "kernel", 1024)),
        ("/dev/vg0/higgs-swap", "/dev/\\u0000", text("higgs", "path", 1024)),
        ("/dev/vg0/higgs-swap", long.as_str(), text("higgs", "path", 1024)),
        (swap, "\"vdev\": \"\"", text("higgs", "vdev", 32)),
        (swap, "\"vdev\": \"a-name-that-is-longer-than-any-disk\"", text("higgs", "vdev", 32)),
        (swap, "\"vdev\": \"xvd\\u0007\"", text("higgs", "vdev", 32)),
        ("\"qcow2\"", "\"qcow2\\u0000\"", text("quark", "format", 64)),
        (
            "\"max_memkb\": 131072,",
            "\"max_memkb\": 9007199254740991,",
            plain("fleet-import-note-too-much-memory", "quark"),
        ),
        (
            "\"max_vcpus\": 2,",
            "\"max_vcpus\": 2147483647,",
            plain("fleet-import-note-vcpus", "rocky").with("most", 1024_i64),
        ),
        (swap, "\"vdev\": \"xvda\"", plain("fleet-import-note-disk-twice", "higgs").with("disk", "xvda")),
    ] {
        let plan = preview(conn, &target("dom0-a", Some("DC1")), &altered(from, to)).await.expect("a plan");
        assert!(plan.notes.contains(&note), "{to}: {:?}", plan.notes);
        assert_eq!(plan.new.len(), 2, "{to}");
    }
    for (from, field) in [("\"bridge\": \"xenbr0\"", "bridge"), ("\"type\": \"pv\"", "type")] {
        let to = format!("\"{field}\": \"x\\u0000\"");
        let plan = preview(conn, &target("dom0-a", Some("DC1")), &altered(from, &to)).await.expect("a plan");
        assert!(plan.notes.contains(&text("higgs", field, 64)), "{field}: {:?}", plan.notes);
        assert_eq!(plan.new.len(), 0, "{field}");
    }
}

#[tokio::test]
async fn who_is_in_the_list_and_was_not_taken_is_not_missing() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let plan = import(conn, "dom0-a", &altered("\"max_memkb\": 131072,", "\"max_memkb\": 0,")).await;
    assert!(has_note(&plan, "fleet-import-note-no-memory"), "{plan:?}");
    assert_eq!(plan.absent, []);
    assert_eq!(domu(conn, "quark").await.state, DomuState::Running);
}

#[tokio::test]
async fn a_domu_made_anew_under_its_name_gets_its_new_uuid() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let before = domu(conn, "quark").await;
    let new = "0f9d83c1-2f4e-4b6a-8a55-0000000000aa";
    let plan = import(conn, "dom0-a", &altered("0f9d83c1-2f4e-4b6a-8a55-91c6be5fa303", new)).await;
    let [changed] = plan.changed.as_slice() else { panic!("{plan:?}") };
    assert_eq!(changed.changes.iter().map(|change| change.field).collect::<Vec<_>>(), [Field::Uuid]);
    let after = domu(conn, "quark").await;
    assert_eq!((after.id, after.uuid.to_string().as_str()), (before.id, new));
}

#[tokio::test]
async fn while_an_attempt_is_under_way_the_state_is_the_operators_to_tell() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let other = builders::host(conn, SiteId(1), "dom0-b", 8, 100, now()).await;
    let rocky = domu(conn, "rocky").await;
    book_a_migration(conn, rocky.id, rocky.host_id, other).await;
    diesel::update(migrations::table)
        .set(migrations::state.eq("running"))
        .execute(conn)
        .await
        .expect("it runs");
    let absent = seen("xl-list-l.state-rocky-shut-down.json");

    let plan = import(conn, "dom0-a", &absent).await;
    assert!(has_note(&plan, "fleet-import-note-under-way"), "{plan:?}");
    assert_eq!(plan.absent, []);
    assert_eq!(domu(conn, "rocky").await.state, DomuState::Running);

    diesel::update(domus::table.find(rocky.id))
        .set(domus::state.eq(DomuState::Unknown))
        .execute(conn)
        .await
        .expect("the operator told");
    assert!(import(conn, "dom0-a", &whole()).await.changes_nothing());
    assert_eq!(domu(conn, "rocky").await.state, DomuState::Unknown);
}

#[tokio::test]
async fn a_report_that_lvs_made_without_root_changes_no_size() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let before = rows(conn).await;
    let (list, info, disks) = (
        fixture("xl-list-l.running.json"),
        fixture("xl-info.running.txt"),
        fixture("lvs-json.not-root.json"),
    );
    let without_root = Seen::read(&list, Some(&info), Some(&disks)).expect("a report, if an empty one");
    let plan = import(conn, "dom0-a", &without_root).await;
    assert!(has_note(&plan, "fleet-import-note-no-volumes"), "{plan:?}");
    assert!(plan.changes_nothing(), "{plan:?}");
    assert_eq!(rows(conn).await, before);
}

#[tokio::test]
async fn of_two_with_one_name_the_first_is_taken() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let plan = import(conn, "dom0-a", &altered("\"name\": \"rocky\"", "\"name\": \"quark\"")).await;
    let twice = Message::new("fleet-import-note-twice").with("name", "quark");
    assert!(plan.notes.contains(&twice), "{plan:?}");
    let mut names: Vec<String> = domus::table.select(domus::name).load(conn).await.expect("names");
    names.sort();
    assert_eq!(names, ["higgs", "quark"]);
    assert_eq!(domu(conn, "quark").await.uuid.to_string(), "0f9d83c1-2f4e-4b6a-8a55-91c6be5fa303");
}

#[tokio::test]
async fn network_cards_and_addresses_of_others_stay_theirs() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let site = builders::site(conn, "DC1", "DC1 Amsterdam", now()).await;
    builders::network(conn, site, "192.0.2.0/24", now()).await;
    import(conn, "dom0-a", &whole()).await;
    let list = fixture("xl-list-l-higgs.running.json")
        .replace("5b1e7f0e-6c1d-4f0a-9b52-0c5b3a6f1d01", "5b1e7f0e-6c1d-4f0a-9b52-0000000000bb")
        .replace("\"name\": \"higgs\"", "\"name\": \"copy\"");
    let copy = Seen::read(&list, None, None).expect("a good list");
    let plan = import(conn, "dom0-a", &copy).await;
    for id in ["fleet-import-note-mac-taken", "fleet-import-note-address-taken"] {
        assert!(has_note(&plan, id), "{id}: {plan:?}");
    }
    let (higgs, copy) = (domu(conn, "higgs").await.id, domu(conn, "copy").await.id);
    let cards = |of| nics::table.filter(nics::domu_id.eq(of)).count();
    assert_eq!(cards(higgs).get_result(conn).await, Ok(1));
    assert_eq!(cards(copy).get_result(conn).await, Ok(0));
    let held = ip_addresses::table.filter(ip_addresses::domu_id.eq(copy)).count();
    assert_eq!(held.get_result(conn).await, Ok(0));
}

#[tokio::test]
async fn a_host_that_is_fuller_than_it_is_recorded_is_said() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let list = fixture("xl-list-l.running.json").replace("\"max_memkb\": 131072,", "\"max_memkb\": 8388608,");
    let grown = Seen::read(&list, None, None).expect("a good list");
    let plan = import(conn, "dom0-a", &grown).await;
    assert!(has_note(&plan, "fleet-import-note-overfull"), "{plan:?}");
    assert_eq!(domu(conn, "quark").await.memory_bytes, Bytes::gib(8));
}

#[tokio::test]
async fn a_balloon_that_shrank_leaves_the_memory_that_is_recorded() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let plan = import(conn, "dom0-a", &seen("xl-list-l-quark.ballooned.json")).await;
    let fields: Vec<Field> =
        plan.changed.iter().flat_map(|domu| &domu.changes).map(|change| change.field).collect();
    assert!(!fields.contains(&Field::Memory), "{plan:?}");
    assert_eq!(domu(conn, "quark").await.memory_bytes, Bytes::mib(128));
}

/// `xl list -l` prints the same of a domU that is paused, or that crashed and was kept, as of one
/// that runs.
#[tokio::test]
async fn that_the_list_tells_nobodys_state_is_said() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    for (list, name) in [
        ("xl-list-l.state-higgs-paused-at-create.json", "higgs"),
        ("xl-list-l.state-rocky-crashed-preserved.json", "rocky"),
    ] {
        let plan = import(conn, "dom0-a", &seen(list)).await;
        assert!(has_note(&plan, "fleet-import-note-state"), "{list}: {plan:?}");
        assert_eq!(domu(conn, name).await.state, DomuState::Running, "{list}");
    }
}

#[tokio::test]
async fn capitals_find_the_host_and_the_site_that_are_recorded() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    import(conn, "dom0-a", &whole()).await;
    let target = target("DOM0-A", Some("dc1"));
    let plan = preview(conn, &target, &whole()).await.expect("a plan");
    assert!(plan.changes_nothing() && plan.host.name() == "dom0-a", "{plan:?}");
    assert!(!has_note(&plan, "fleet-import-note-site-kept"), "{plan:?}");
}

#[tokio::test]
async fn who_differs_by_capitals_from_somebody_elsewhere_is_named_and_the_rest_is_taken() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.conn().await;
    let site = builders::site(conn, "DC1", "DC1 Amsterdam", now()).await;
    let other = builders::host(conn, site, "heren", 24, 400, now()).await;
    let noor = builders::member(conn, domovoi::members::Role::Member, "Noor", now()).await;
    builders::domu(conn, other, "HIGGS", 14, &noor, now()).await;
    let plan = import(conn, "dom0-a", &whole()).await;
    let note = Message::new("fleet-import-note-capitals-recorded").with("name", "higgs");
    let note = note.with("recorded", "HIGGS").with("host", "heren");
    assert!(plan.notes.contains(&note), "{:?}", plan.notes);
    let mut names: Vec<String> = domus::table.select(domus::name).load(conn).await.expect("names");
    names.sort();
    assert_eq!(names, ["HIGGS", "quark", "rocky"]);
}
