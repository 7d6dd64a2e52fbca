//! What members read of what was done, and how they leaf through it.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{disks, domu_services};
use domovoi::fleet::Bytes;
use domovoi::fleet::domu::{Disk, DomuState};
use domovoi::fleet::domu_service::ServiceKind;
use domovoi::fleet::edits::{self, DiskInput, DomuInput, ServiceInput};
use domovoi::fleet::queries::PersonRole;
use domovoi::migrations::step::FORWARD;
use domovoi::migrations::{self, Aborted};

use super::story::{Story, anouk, november};

#[actix_web::test]
async fn members_read_who_did_what_and_not_what_the_core_team_wrote_for_itself() {
    let story = Story::begin().await;
    let id = story.announce().await;
    migrations::take(&mut *story.conn().await, &story.bas(), id, story.bas.id, story.now())
        .await
        .expect("he runs it");
    story.at(november(17, 21, 0));
    story.start(id).await;
    assert_eq!(story.abort(id).await, Aborted::Refused);
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    for words in ["Taken over, Bas", "Attempt broken off before it went down, Fenna"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    let page = noor.get("/domus/higgs/history").await.ok();
    assert!(page.says("Taken over") && !page.says("the copy stalled at 6%"), "{}", page.text());

    story.start(id).await;
    story.walk(id, &FORWARD[..2]).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    let text = page.text();
    assert_eq!(text.matches("Step done").count(), 2, "{text}");
    for secret in ["preflight was fine", "stop was fine", "core team only"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(fenna.get(&format!("/migrations/{id}")).await.ok().says("stop was fine"));
}

#[actix_web::test]
async fn a_change_of_the_record_says_to_what() {
    let story = Story::begin().await;
    let now = story.now();
    let wanted = domovoi::fleet::edits::Preferences { boot_after_migration: false, is_named_publicly: true };
    let conn = &mut *story.conn().await;
    domovoi::fleet::edits::set_preferences(conn, &story.noor(), story.higgs, wanted, now)
        .await
        .expect("she may");
    let page = story.portal.browser_of(&story.noor).await.get("/domus/higgs/history").await.ok();
    for words in
        ["Its preferences changed, Noor", "Started after a move: yes → no; Named on public pages: no → yes"]
    {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
}

#[actix_web::test]
async fn a_change_of_the_record_says_from_what_to_what_and_nothing_else() {
    let story = Story::begin().await;
    let (fenna, now) = (story.fenna(), story.now());
    let conn = &mut *story.conn().await;
    let anouk = anouk(conn, story.higgs, now).await;
    let service = |hostname: &str| ServiceInput {
        name: "Shop".to_owned(),
        kind: ServiceKind::Https,
        hostname: hostname.to_owned(),
        port: None,
    };
    edits::set_service(conn, &fenna, story.higgs, None, &service("old.example"), now).await.expect("added");
    let id = domu_services::table.select(domu_services::id).first(conn).await.expect("a service");
    for _ in 0..2 {
        edits::set_service(conn, &fenna, story.higgs, Some(id), &service("new.example"), now)
            .await
            .expect("changed");
        edits::set_person(conn, &fenna, story.higgs, &anouk.email, PersonRole::Owner, now)
            .await
            .expect("promoted");
    }
    let disk: Disk = disks::table.select(Disk::as_select()).first(conn).await.expect("a disk");
    let grown =
        DiskInput { name: disk.name, path: disk.path, format: disk.format, bytes: Some(Bytes::gib(20)) };
    edits::set_disk(conn, &fenna, story.higgs, Some(disk.id), &grown, now).await.expect("it grows");
    let input = DomuInput {
        name: "higgs".to_owned(),
        uuid: None,
        host_id: story.spaarne,
        memory: Bytes::gib(4),
        vcpus: 1,
        state: DomuState::Running,
        note: "Asks for a lot.".to_owned(),
    };
    for revision in [1, 2] {
        edits::edit_domu(conn, &fenna, story.higgs, revision, &input, now).await.expect("edited");
    }
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get("/domus/higgs/history").await.ok();
    let lines = page.all("ul.log li");
    let expected = [
        "Its record changed, Fenna Host: prins → spaarne; Memory: 1 GiB → 4 GiB; The notes of the core team",
        "Disk xvda written down, Fenna Size: 14 GiB → 20 GiB",
        "Anouk became an owner, Fenna Role: Technical contact → Owner",
        "“Shop” is looked at after a move, Fenna Host name: old.example → new.example",
        "“Shop” is looked at after a move, Fenna Looked at by: Web site (https); Host name: old.example",
    ];
    assert_eq!(lines.len(), expected.len(), "what changes nothing leaves no line: {lines:#?}");
    for words in expected {
        assert!(lines.iter().any(|line| line.contains(words)), "{words} is missing in {lines:#?}");
    }
    assert!(!page.text().contains("Asks for a lot."), "our notes are ours");
}

/// What an import changed; and an entry from before changes were written down.
#[actix_web::test]
async fn an_import_and_old_entries_are_read_too() {
    let story = Story::begin().await;
    let conn = &mut *story.conn().await;
    for (action, detail) in [
        ("domu.imported", r#"{"changes": [{"field": "state", "old": "running", "new": "off"}]}"#.to_owned()),
        (
            "domu.edited",
            format!(r#"{{"host": {}, "memory": 1073741824, "vcpus": 2, "state": "off"}}"#, story.prins),
        ),
    ] {
        diesel::sql_query(
            "INSERT INTO audit_entries (at, actor_kind, action, subject, detail)
             SELECT created_at, 'command', $1, 'domu ' || id, $2::jsonb FROM domus WHERE name = 'higgs'",
        )
        .bind::<Text, _>(action)
        .bind::<Text, _>(detail)
        .execute(conn)
        .await
        .expect("an entry");
    }
    let page = story.portal.browser_of(&story.noor).await.get("/domus/higgs/history").await.ok();
    for words in [
        "Read from what Xen says State: Up → Switched off",
        "Its record changed prins, 1 GiB, 2 vCPUs, Switched off",
    ] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
}

/// Noor reports; Anouk, who looks after the same domU, is not told that there is a report.
#[actix_web::test]
async fn a_report_on_a_move_is_in_its_history_for_those_who_may_read_it() {
    let story = Story::begin().await;
    let anouk = anouk(&mut *story.conn().await, story.higgs, story.now()).await;
    let id = story.moved().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let report = [("domu", "higgs"), ("body", "No mail arrives."), ("severity", "partly")];
    noor.submit("/issues", &report).await.went_to();
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    for migration in ["", &id.to_string(), &id.to_string()] {
        fenna.submit("/issues/I-1/migration", &[("migration", migration)]).await.went_to();
    }
    let mut anouk = story.portal.browser_of(&anouk).await;
    for path in [format!("/migrations/{id}"), "/domus/higgs/history".to_owned(), "/domus/higgs".to_owned()] {
        for words in ["Reported broken: I-1", "A report does not belong to it after all: I-1"] {
            for told in [&mut noor, &mut fenna] {
                let page = told.get(&path).await.ok();
                assert!(page.says(words), "{path} lacks {words}: {}", page.text());
            }
        }
        let page = noor.get(&path).await.ok();
        assert_eq!(page.text().matches("A report belongs to it now").count(), 1, "{}", page.text());
        let page = anouk.get(&path).await.ok();
        assert!(page.says("Arrived at its new place"), "there is a history: {}", page.text());
        // That one is open stands there while it keeps the old copy; which one, and when it came, does not.
        for secret in ["I-1", "A report belongs", "A report does not", "Reported broken"] {
            assert!(!page.gives_away(secret), "{path} says {secret}: {}", page.text());
        }
    }
    let late = anouk.submit(&format!("/migrations/{id}/window"), &[("slot", "x")]).await;
    assert!(!late.says("reported it broken"), "{}", late.text());
}

/// 120 things in one instant, of both lists: a page break falls among them.
#[actix_web::test]
async fn no_line_is_lost_where_a_page_of_the_history_ends() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let conn = &mut *story.conn().await;
    for statement in [
        "INSERT INTO migration_events (migration_id, at, actor_kind, event, from_state, to_state, note)
         SELECT id, created_at, 'clock', 'answer_hold', 'on_hold', 'on_hold', 'word ' || n || '.'
           FROM migrations, generate_series(1, 60) n",
        "INSERT INTO audit_entries (at, actor_kind, action, subject, detail)
         SELECT m.created_at, 'clock', 'domu.name_added', 'domu ' || m.domu_id,
                jsonb_build_object('name', 'name-' || n || '.example')
           FROM migrations m, generate_series(1, 60) n",
    ] {
        diesel::sql_query(statement).execute(conn).await.expect("many entries");
    }
    let mut noor = story.portal.browser_of(&story.noor).await;
    let (mut seen, mut lines, mut pages) = (BTreeSet::new(), 0, 0);
    let mut next = Some("/domus/higgs/history".to_owned());
    while let Some(path) = next {
        let page = noor.get(&path).await.ok();
        for entry in page.all("ul.log li") {
            if entry.contains("word ") || entry.contains("The name name-") {
                seen.insert(entry);
                lines += 1;
            }
        }
        pages += 1;
        next = page.attribute("main p.row a", "href");
    }
    assert_eq!(pages, 3, "{id}");
    assert_eq!((seen.len(), lines), (120, 120), "each once");
}
