//! `src/db/schema.rs` says what the database has. After a change in `migrations/`, write it anew:
//!
//! ```sh
//! UPDATE_SCHEMA=1 cargo nextest run schema_rs_is_fresh
//! ```

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tokio_postgres::{Client, NoTls};

use crate::support::database::TestDatabase;

#[tokio::test]
async fn schema_rs_is_fresh() {
    let database = TestDatabase::new().await;
    let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let printed = formatted(&print(&client).await);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db/schema.rs");
    if wants_update() {
        std::fs::write(&path, &printed).unwrap();
    }
    let present = std::fs::read_to_string(&path).unwrap();
    assert!(
        present == printed,
        "src/db/schema.rs is not what the database has; write it anew with UPDATE_SCHEMA=1"
    );
}

#[expect(clippy::disallowed_methods, reason = "a switch for the person who runs the test")]
fn wants_update() -> bool {
    std::env::var_os("UPDATE_SCHEMA").is_some()
}

async fn print(client: &Client) -> String {
    let tables = tables(client).await;
    let mut text =
        "// Generated from the database by the test `schema_rs_is_fresh`; never edited by hand.\n".to_owned();
    for (name, table) in &tables {
        let columns: String =
            table.columns.iter().map(|(column, kind)| format!("        {column} -> {kind},\n")).collect();
        text += &format!(
            "\ndiesel::table! {{\n    use diesel::sql_types::*;\n\n    {name} ({}) {{\n{columns}    }}\n}}\n",
            table.key.join(", ")
        );
    }
    text += "\n";
    for (child, parent, column) in joins(client).await {
        text += &format!("diesel::joinable!({child} -> {parent} ({column}));\n");
    }
    text += "\ndiesel::allow_tables_to_appear_in_same_query!(\n";
    for name in tables.keys() {
        text += &format!("    {name},\n");
    }
    text + ");\n"
}

#[derive(Default)]
struct Table {
    columns: Vec<(String, String)>,
    key: Vec<String>,
}

async fn tables(client: &Client) -> BTreeMap<String, Table> {
    let sql = "SELECT c.relname::text, c.relkind = 'v', a.attname::text, t.typname::text, a.attnotnull,
            coalesce(a.attnum = ANY (p.conkey), false)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'p')
            AND c.relname <> '__diesel_schema_migrations'
        ORDER BY c.relname, a.attnum";
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for row in client.query(sql, &[]).await.unwrap() {
        let (is_view, is_not_null, is_key): (bool, bool, bool) = (row.get(1), row.get(4), row.get(5));
        let (column, kind): (String, String) = (row.get(2), sql_type(row.get(3)));
        let table = tables.entry(row.get(0)).or_default();
        // A view has no key of its own; ours have one row a host.
        if is_key || (is_view && column == "host_id") {
            table.key.push(column.clone());
        }
        let kind = if is_view || is_not_null { kind } else { format!("Nullable<{kind}>") };
        table.columns.push((column, kind));
    }
    tables
}

/// `int8` is `Int8`, and so on.
fn sql_type(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

/// Foreign keys of one column, where they are the only one between their two tables.
async fn joins(client: &Client) -> Vec<(String, String, String)> {
    let sql = "SELECT c.relname::text, p.relname::text, min(a.attname::text)
        FROM pg_constraint f
        JOIN pg_class c ON c.oid = f.conrelid
        JOIN pg_class p ON p.oid = f.confrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[1]
        WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace AND c.oid <> p.oid
            AND array_length(f.conkey, 1) = 1
        GROUP BY 1, 2 HAVING count(*) = 1
        ORDER BY 1, 2";
    let rows = client.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
}

fn formatted(text: &str) -> String {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("rustfmt.toml");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(config)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    rustfmt.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    String::from_utf8(rustfmt.wait_with_output().unwrap().stdout).unwrap()
}
