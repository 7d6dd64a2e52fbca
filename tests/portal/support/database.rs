//! A database for each test, on one PostgreSQL that all test processes share.
//!
//! The first process that needs it starts the server under `target/test-postgres`; it lives on for
//! the next ones until `script/test` stops it. A template database, named after the schema, is made
//! once; each test clones it. Databases of processes that ended go when new ones are made.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use domovoi::db::connect::DatabaseUrl;
use domovoi::db::pool::Connection;
use domovoi::db::private_postgres::{Cluster, Places, PrivatePostgres, StartError};
use domovoi::db::{Pool, schema_upgrade};
use sha2::{Digest, Sha256};
use tokio_postgres::{Client, NoTls};

/// A database of one test's own.
#[derive(Clone)]
pub struct TestDatabase {
    pub url: String,
    pub pool: Pool,
}

impl TestDatabase {
    /// With the schema, and nothing in it.
    pub async fn new() -> TestDatabase {
        TestDatabase::cloned_from(&Server::running().await.template).await
    }

    /// Without even the schema.
    pub async fn without_schema() -> TestDatabase {
        TestDatabase::cloned_from("template0").await
    }

    pub async fn conn(&self) -> Connection {
        self.pool.get().await.expect("the test database answers")
    }

    async fn cloned_from(template: &str) -> TestDatabase {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = Server::running().await;
        let name = format!("d_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let client = server.client("postgres").await;
        drop_databases_of_the_dead(&client).await;
        run(&client, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(&client, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = server.url(&name);
        let pool = Pool::new(&url, 10).expect("the URL is ours");
        TestDatabase { url, pool }
    }
}

/// The shared server: where it is, and the database to clone.
struct Server {
    folder: PathBuf,
    template: String,
}

impl Server {
    async fn running() -> Server {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-postgres");
        fs::create_dir_all(&here).unwrap();
        let lock = File::create(here.join("lock")).unwrap();
        let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock)).await.unwrap().unwrap();
        let folder = start_unless_running(&here).await;
        let server = Server { template: format!("t_{}", hash_of_the_schema()), folder };
        server.make_template_unless_there().await;
        drop(lock);
        server
    }

    fn url(&self, database: &str) -> String {
        PrivatePostgres::url_beside(&self.folder)
            .expect("it was running just now")
            .replace("dbname=domovoi", &format!("dbname={database}"))
    }

    async fn client(&self, database: &str) -> Client {
        connect(&self.url(database)).await.expect("the test server answers")
    }

    async fn make_template_unless_there(&self) {
        let client = self.client("postgres").await;
        let template = &self.template;
        let there = client.query("SELECT FROM pg_database WHERE datname = $1", &[template]).await.unwrap();
        if !there.is_empty() {
            return;
        }
        run(&client, "DROP DATABASE IF EXISTS unfinished WITH (FORCE)").await;
        run(&client, "CREATE DATABASE unfinished TEMPLATE template0").await;
        let url: DatabaseUrl = self.url("unfinished").parse().unwrap();
        schema_upgrade::upgrade(&url).await.unwrap();
        // The connection of the upgrade may take a moment to be gone, and a template has none.
        let gone = "SELECT FROM pg_stat_activity WHERE datname = 'unfinished'";
        while !client.query(gone, &[]).await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        run(&client, &format!("ALTER DATABASE unfinished RENAME TO {template}")).await;
        run(&client, &format!("ALTER DATABASE {template} ALLOW_CONNECTIONS false")).await;
    }
}

/// The folder of the server, started when it isn't there. PostgreSQL does not run as root: when
/// its user cannot enter our folder, it lives in the machine's folder for temporary files.
#[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
async fn start_unless_running(here: &Path) -> PathBuf {
    let place = here.join("place");
    if let Ok(folder) = fs::read_to_string(&place).map(PathBuf::from)
        && let Some(url) = PrivatePostgres::url_beside(&folder)
        && connect(&url.replace("dbname=domovoi", "dbname=postgres")).await.is_ok()
    {
        return folder;
    }
    let (folder, cluster) = match Cluster::prepare(here, &Places::default()) {
        Ok(cluster) => (here.to_owned(), cluster),
        Err(StartError::CannotEnter { .. }) => {
            let folder = std::env::temp_dir()
                .join(format!("domovoi-tests-{}", short_hash(here.as_os_str().as_encoded_bytes())));
            fs::create_dir_all(&folder).unwrap();
            let cluster = Cluster::prepare(&folder, &Places::default()).unwrap();
            (folder, cluster)
        }
        Err(error) => panic!("{error}"),
    };
    start(&cluster, &folder).await;
    fs::write(place, folder.as_os_str().as_encoded_bytes()).unwrap();
    folder
}

#[expect(clippy::zombie_processes, reason = "it lives on for the other test processes")]
async fn start(cluster: &Cluster, folder: &Path) {
    let settings = [
        ("max_connections", "300"),
        ("fsync", "off"),
        ("synchronous_commit", "off"),
        ("full_page_writes", "off"),
        ("autovacuum", "off"),
    ];
    let log = File::create(folder.join("postgres.log")).unwrap();
    let mut server = cluster
        .server_that_outlives_us(&settings)
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    while connect(&cluster.url("postgres")).await.is_err() {
        let ended = server.try_wait().unwrap();
        assert!(
            ended.is_none(),
            "PostgreSQL ended: {}",
            fs::read_to_string(folder.join("postgres.log")).unwrap()
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn drop_databases_of_the_dead(client: &Client) {
    let rows =
        client.query("SELECT datname::text FROM pg_database WHERE datname LIKE 'd\\_%'", &[]).await.unwrap();
    for row in rows {
        let name: String = row.get(0);
        let is_dead = name.split('_').nth(1).is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists());
        if is_dead {
            // Another process may be dropping the same one.
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn run(client: &Client, sql: &str) {
    client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}

fn hash_of_the_schema() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("up.sql")).collect();
    files.sort();
    let text: Vec<u8> = files.iter().flat_map(|file| fs::read(file).unwrap()).collect();
    short_hash(&text)
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
