//! Brings the database's schema to what this binary knows. The steps are the files in
//! `migrations/`, which diesel calls migrations and only this folder touches.

use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryResult, QueryableByName};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connect::{DatabaseUrl, Patience, connect_first};

const STEPS: EmbeddedMigrations = embed_migrations!("migrations");

/// Any number will do as long as nobody else on this database locks it: "domovoi" in ASCII.
const LOCK: i64 = 0x64_6f_6d_6f_76_6f_69;

/// Which steps the database has, and which it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaStatus {
    pub applied: Vec<String>,
    pub pending: Vec<String>,
    /// Applied by a newer portal than this one.
    pub unknown: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum UpgradeError {
    #[error("no connection to the database")]
    NoConnection(#[from] diesel::ConnectionError),
    #[error("the schema could not be upgraded: {0}")]
    Step(String),
    #[error("the database was upgraded by a newer domovoi (it knows {0}); start that version")]
    DatabaseIsNewer(String),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Applies what is pending, each step in its own transaction, and says what that was. Several
/// portals that start at once take turns; the later ones find nothing to do.
pub async fn upgrade(url: &DatabaseUrl) -> Result<Vec<String>, UpgradeError> {
    let mut conn = connect_first(url, Patience::Endless).await?;
    // Held until this connection ends.
    diesel::sql_query("SELECT pg_advisory_lock($1)").bind::<BigInt, _>(LOCK).execute(&mut conn).await?;
    let (conn, status) = read_status(conn).await?;
    if let [newer, ..] = status.unknown.as_slice() {
        return Err(UpgradeError::DatabaseIsNewer(newer.clone()));
    }
    if status.pending.is_empty() {
        return Ok(Vec::new());
    }
    off_the_runtime(conn, |harness| harness.run_pending_migrations(STEPS).map(|_| ())).await?;
    Ok(status.pending)
}

/// What the database has; changes nothing except that diesel makes its own empty table.
pub async fn status(url: &DatabaseUrl) -> Result<SchemaStatus, UpgradeError> {
    let conn = connect_first(url, Patience::Page).await?;
    Ok(read_status(conn).await?.1)
}

/// Whether every step that this binary knows is applied. Cheap enough to be asked every second.
pub async fn is_current(conn: &mut AsyncPgConnection) -> QueryResult<bool> {
    let applied: Vec<Applied> =
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load(conn).await?;
    Ok(known_steps().iter().all(|known| applied.iter().any(|step| step.version == known.version)))
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

/// A step of this binary: `2026-11-26-000001_add_members` has the version `20261126000001`.
struct Step {
    version: String,
    name: String,
}

fn known_steps() -> Vec<Step> {
    let steps: Vec<Box<dyn Migration<Pg>>> = STEPS.migrations().expect("they are part of the binary");
    let as_step = |step: Box<dyn Migration<Pg>>| Step {
        version: step.name().version().to_string(),
        name: step.name().to_string(),
    };
    steps.into_iter().map(as_step).collect()
}

async fn read_status(conn: AsyncPgConnection) -> Result<(AsyncPgConnection, SchemaStatus), UpgradeError> {
    let (conn, mut versions) = off_the_runtime(conn, |harness| {
        Ok(harness.applied_migrations()?.iter().map(ToString::to_string).collect::<Vec<_>>())
    })
    .await?;
    versions.sort();
    let mut status = SchemaStatus { applied: Vec::new(), pending: Vec::new(), unknown: Vec::new() };
    for step in known_steps() {
        match versions.iter().position(|version| *version == step.version) {
            Some(at) => {
                versions.remove(at);
                status.applied.push(step.name);
            }
            None => status.pending.push(step.name),
        }
    }
    status.unknown = versions;
    Ok((conn, status))
}

/// diesel's harness blocks its thread, which the runtime's own threads may not do.
async fn off_the_runtime<T: Send + 'static>(
    conn: AsyncPgConnection,
    work: impl FnOnce(&mut AsyncMigrationHarness<AsyncPgConnection>) -> diesel::migration::Result<T>
    + Send
    + 'static,
) -> Result<(AsyncPgConnection, T), UpgradeError> {
    let work = move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        let result = work(&mut harness).map_err(|error| UpgradeError::Step(error.to_string()))?;
        Ok((harness.into_inner(), result))
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| UpgradeError::Step(error.to_string()))?
}
