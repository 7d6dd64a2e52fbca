//! `domovoi db`, and commands that work on a named database.

use super::program::{Serve, domovoi, stderr, stdout};
use crate::support::database::TestDatabase;

#[tokio::test]
async fn db_upgrade_does_its_work_once_and_db_status_tells() {
    let database = TestDatabase::without_schema().await;
    let db = |what: &str| domovoi(&["db", what], &[("DATABASE_URL", &database.url)]).output().unwrap();

    let before = db("status");
    assert_eq!(before.status.code(), Some(1));
    assert!(stdout(&before).contains("pending 2026-11-26-000001_add_members"), "{}", stdout(&before));
    assert!(stderr(&before).contains("domovoi db upgrade"), "{}", stderr(&before));

    let first = db("upgrade");
    assert!(first.status.success(), "{}", stderr(&first));
    assert!(stdout(&first).contains("applied 2026-11-26-000001_add_members"), "{}", stdout(&first));
    let second = db("upgrade");
    assert!(second.status.success());
    assert_eq!(stdout(&second), "The schema is up to date.\n");

    let after = db("status");
    assert!(after.status.success(), "{}", stderr(&after));
    assert!(stdout(&after).contains("applied 2026-11-26-000001_add_members"));
    assert!(!stdout(&after).contains("pending"), "{}", stdout(&after));
}

#[tokio::test]
async fn the_first_administrator_is_invited_into_an_empty_database() {
    let database = TestDatabase::without_schema().await;
    let variables =
        [("DATABASE_URL", database.url.as_str()), ("DOMOVOI_PUBLIC_URL", "https://portal.club.example")];
    let arguments = ["members", "invite", "ada@club.example", "--name", "Ada", "--role", "admin"];
    let first = domovoi(&arguments, &variables).output().unwrap();
    assert!(first.status.success(), "{}", stderr(&first));
    let link = stdout(&first);
    let token = link.strip_prefix("https://portal.club.example/invitations/").expect("a link");
    assert_eq!(token.trim().len(), 43, "{link}");

    let again = domovoi(&arguments, &variables).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(!stderr(&again).contains("members_email_unique"), "{}", stderr(&again));
}

#[tokio::test]
async fn a_portal_whose_database_is_gone_is_alive_and_not_ready() {
    let database = TestDatabase::new().await;
    let variables = [("DATABASE_URL", database.url.as_str()), ("DOMOVOI_LISTEN", "127.0.0.1:0")];
    let serve = Serve::spawn(domovoi(&["serve"], &variables));
    assert_eq!((serve.get("/healthz").0, serve.get("/readyz").0), (200, 200));
    let health = |address: &str| domovoi(&["health"], &[("DOMOVOI_LISTEN", address)]).output().unwrap();
    assert!(health(&serve.address).status.success());

    let elsewhere = database.url.replace("dbname=d_", "dbname=postgres application_name=d_");
    let (client, connection) = tokio_postgres::connect(&elsewhere, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let name = database.url.rsplit('=').next().unwrap();
    client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();

    let (status, answer) = serve.get("/readyz");
    assert_eq!(status, 503, "{answer}");
    assert!(answer.contains("the database cannot be reached"), "{answer}");
    assert_eq!(serve.get("/healthz").0, 200);
    assert_eq!(health(&serve.address).status.code(), Some(1));
}
