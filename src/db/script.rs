//! SQL that is kept in a file, for what is easier to say in SQL than in Rust.

use std::collections::HashMap;

use diesel::QueryResult;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

/// Runs all statements of the script in one transaction. Where it says `:'name'`, as in psql, the
/// quoted value stands.
pub async fn run(conn: &mut AsyncPgConnection, script: &str, values: &[(&str, String)]) -> QueryResult<()> {
    conn.batch_execute(&filled(script, values)).await
}

/// Ids by name: the query gives both, as `name` and `id`.
pub async fn ids_by_name(conn: &mut AsyncPgConnection, query: &str) -> QueryResult<HashMap<String, i64>> {
    let rows: Vec<Named> = diesel::sql_query(query).load(conn).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    id: i64,
}

fn filled(script: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(script.to_owned(), |script, (name, value)| {
        script.replace(&format!(":'{name}'"), &format!("'{}'", value.replace('\'', "''")))
    })
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn values_are_quoted() {
        let values = [("name", "O'Brien".to_owned()), ("n", "3".to_owned())];
        assert_eq!(filled("SELECT :'name', :'n'::int", &values), "SELECT 'O''Brien', '3'::int");
    }
}
