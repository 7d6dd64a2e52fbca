//! Statements whose text is always the same.

use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// A query of `sql_query` that is prepared once for each connection. By itself diesel prepares such a
/// query anew every time, for its text might be another each time: one more trip, and a plan made for
/// nothing.
#[derive(Debug)]
pub struct Fixed<Q>(Q);

/// Marks a query as one whose text does not depend on what is asked: values are bound, never written
/// into it.
pub trait FixedText: Sized {
    fn fixed(self) -> Fixed<Self> {
        Fixed(self)
    }
}

impl<Q: QueryFragment<Pg>> FixedText for Q {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Fixed<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}

/// Statements are told apart by their text.
impl<Q> QueryId for Fixed<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Fixed<Q> {
    type SqlType = Q::SqlType;
}
