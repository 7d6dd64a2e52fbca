//! The database is restarted while a copy runs.

use chrono::{TimeZone, Utc};
use domovoi::db::private_postgres::{Options, Places, PrivatePostgres};
use domovoi::db::{Pool, schema_upgrade};
use domovoi::migrations::{Side, StepCode};

use super::reporter::{Host, Listening, acked, any, finished, pass, progress};
use crate::cli::program::{Folder, stderr};
use crate::migrations::story::Story;
use crate::support::database::TestDatabase;
use crate::support::{Portal, eventually};

async fn start(folder: &Folder) -> PrivatePostgres {
    let options = Options { folder: folder.data().into(), places: Places::default(), is_throwaway: true };
    PrivatePostgres::start(options).await.expect("PostgreSQL starts")
}

#[actix_web::test]
async fn a_database_that_is_restarted_in_the_middle_costs_no_byte_and_no_step() {
    let folder = Folder::new();
    std::fs::create_dir(folder.data()).expect("a folder");
    let postgres = start(&folder).await;
    let url = postgres.url();
    schema_upgrade::upgrade(&url.parse().expect("an address")).await.expect("a schema");
    let database = TestDatabase { pool: Pool::new(&url, 6).expect("a pool"), url: url.clone() };
    let at = Utc.with_ymd_and_hms(2026, 11, 14, 8, 0, 0).single().expect("an instant");
    let story = Story::on(Portal::on(database, at)).await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    let portal = Listening::start(&story, any());
    let prins = Host::of(&story, story.prins, portal.address).await;
    let spaarne = Host::of(&story, story.spaarne, portal.address).await;

    let mut copy = prins.copy(id, &["--size", "3000000"]);
    pass(&mut copy, vec![7; 1_000_000]).await;
    eventually("the portal hears of it", async || acked(&story, Side::Source).await > 3).await;
    postgres.stop().await;
    pass(&mut copy, vec![8; 1_000_000]).await;
    let before = prins.written(id);
    eventually("it goes on writing down", async || prins.written(id) > before + 5).await;
    let number = id.to_string();
    let told = spaarne.run(&["step", "copy", "ended", "--migration", &number]).await;
    assert_eq!(told.status.code(), Some(0), "{}", stderr(&told));
    assert!(stderr(&told).contains("it is written down, and told later"), "{}", stderr(&told));

    let postgres = start(&folder).await;
    assert_eq!(postgres.url(), url, "it is where it was");
    pass(&mut copy, vec![9; 1_000_000]).await;
    drop(copy.stdin.take());
    let output = finished(copy).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for host in [&prins, &spaarne] {
        let sent = host.run(&["send"]).await;
        assert_eq!(sent.status.code(), Some(0), "{}", stderr(&sent));
    }
    assert_eq!(acked(&story, Side::Source).await, prins.written(id) as i64, "all of it, once");
    let seen = progress(&story, id).await;
    assert_eq!((seen.bytes, seen.has_ended), (3_000_000, true));
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let page = fenna.get(&format!("/migrations/{id}/attempt")).await.ok();
    assert_eq!(page.attribute("input[name=step]", "value").as_deref(), Some("compare"), "{}", page.text());
    portal.stop().await;
    postgres.stop().await;
}
