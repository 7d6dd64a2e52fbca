//! What members read of what was done, and how they leaf through it.

use std::collections::BTreeSet;

use diesel_async::RunQueryDsl;
use domovoi::migrations::step::FORWARD;
use domovoi::migrations::{self, Aborted};

use super::story::{Story, november};

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
    for words in ["Its preferences changed, Noor", "is left off after a move, public pages say its name"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
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
