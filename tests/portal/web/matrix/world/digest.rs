//! The whole database as one hash a table, to see that nothing was written.

use std::collections::BTreeMap;

use diesel::sql_types::Text;
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Wrong passwords are counted and written down.
const COUNTERS: [&str; 3] = ["rate_limits", "sign_in_failures", "audit_entries"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest(BTreeMap<String, String>);

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    hash: String,
}

impl Digest {
    pub async fn of(conn: &mut AsyncPgConnection) -> Digest {
        Digest::read(conn, "md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), ''))").await
    }

    /// The rows themselves, without what is drawn by lot, to compare two databases.
    pub async fn of_rows(conn: &mut AsyncPgConnection) -> Digest {
        const DRAWN: &str = "to_jsonb(t) - '{uuid,token,token_hash,ends_in,root_message_id,message_id,raw,sha256,\
                             body_text,body_html,dedup_key,stream_key,key,lease_token,password_hash}'::text[] \
                             - CASE WHEN to_jsonb(t) ? 'raw' THEN 'id' ELSE '' END";
        let rows = format!("coalesce(string_agg(({DRAWN})::text, chr(10) ORDER BY ({DRAWN})::text), '')");
        Digest::read(conn, &rows).await
    }

    async fn read(conn: &mut AsyncPgConnection, of_rows: &str) -> Digest {
        let tables = sql_query(
            "SELECT table_name::text AS name, '' AS hash FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
        );
        let tables: Vec<Table> = tables.load(conn).await.expect("the tables");
        let counted = tables.iter().filter(|table| !COUNTERS.contains(&table.name.as_str()));
        let parts: Vec<String> = counted
            .map(|table| {
                format!("SELECT '{0}' AS name, (SELECT {of_rows} FROM \"{0}\" t) AS hash", table.name)
            })
            .collect();
        let hashes: Vec<Table> = sql_query(parts.join(" UNION ALL ")).load(conn).await.expect("the rows");
        Digest(hashes.into_iter().map(|table| (table.name, table.hash)).collect())
    }

    /// The tables in which the two differ.
    pub fn changed(&self, later: &Digest) -> Vec<&str> {
        let differs = |(name, hash): &(&String, &String)| later.0.get(*name) != Some(*hash);
        self.0.iter().filter(differs).map(|(name, _)| name.as_str()).collect()
    }

    pub fn rows(&self, table: &str) -> &str {
        &self.0[table]
    }
}
