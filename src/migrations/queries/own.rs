//! Whose moves they are, and which of them is nearest to its member's heart.

use diesel::QueryResult;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool};

use crate::db::ids::MemberId;
use crate::db::{Condition, condition};
use crate::migrations::queries::NOT_ENDED;

/// The order of a member's open moves: first what is down or lost, then what asks something of them,
/// then what comes. Ties go to what starts first.
pub(super) const NEAREST_FIRST: (Condition, Condition, Condition) = (
    condition("migrations.state NOT IN ('running', 'unclear')"),
    condition("migrations.state <> 'returned'"),
    condition("migrations.state <> 'verifying'"),
);

/// The id of that of the moves of member `$1` that comes first by `NEAREST_FIRST`, as a subquery.
pub(in crate::migrations) fn nearest() -> String {
    let (lost, returned, moved) = NEAREST_FIRST;
    format!(
        "(SELECT migrations.id FROM migrations
          WHERE migrations.domu_id = ANY (ARRAY(SELECT domu_id FROM domu_members WHERE member_id = $1))
                AND {} AND migrations.state <> 'draft'
          ORDER BY {}, {}, {}, migrations.starts_at, migrations.id LIMIT 1)",
        NOT_ENDED.sql(),
        lost.sql(),
        returned.sql(),
        moved.sql(),
    )
}

/// Whether a migration is of a domU that this member owns or looks after. The domUs are looked up
/// first, as an array: as a join among many others PostgreSQL would come to it last, with all the
/// club's migrations in hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct IsOf(pub MemberId);

impl Expression for IsOf {
    type SqlType = Bool;
}

impl QueryFragment<Pg> for IsOf {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("migrations.domu_id = ANY (ARRAY(SELECT domu_id FROM domu_members WHERE member_id = ");
        out.push_bind_param::<BigInt, _>(&self.0)?;
        out.push_sql("))");
        Ok(())
    }
}

/// Its text is always the same, unlike its member.
impl QueryId for IsOf {
    type QueryId = IsOf;

    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Tables> AppearsOnTable<Tables> for IsOf {}

impl<Tables> SelectableExpression<Tables> for IsOf {}

impl<GroupBy> ValidGrouping<GroupBy> for IsOf {
    type IsAggregate = is_aggregate::Never;
}
