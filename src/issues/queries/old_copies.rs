//! Until when the old copy of a domU that has moved is kept, as pages say it.

use chrono::{DateTime, Duration, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, MemberId, MigrationId};
use crate::db::schema::{domu_members, domus, issues, migrations};
use crate::db::{AtMostRows, condition};
use crate::members::Member;
use crate::migrations::grace::{Stop, end_of_grace};

/// Until when an old copy is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// `None` for a move that has not arrived.
    Until(Option<DateTime<Utc>>),
    /// For as long as an issue is open: which, if the reader may read it.
    WhileOpen(Option<IssueId>),
}

/// An issue on a migration in its grace time, solved or not.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
struct Stopping {
    migration: MigrationId,
    grace_until: Option<DateTime<Utc>>,
    grace_days: i32,
    issue: IssueId,
    reporter: MemberId,
    from: DateTime<Utc>,
    to: Option<DateTime<Utc>>,
}

/// The issues on some migrations in their grace time, as one reader may know of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldCopies {
    stopping: Vec<Stopping>,
    reader: MemberId,
    reads_all: bool,
}

/// Which migrations a page is about.
#[derive(Debug, Clone, Copy)]
pub enum CopiesOf<'a> {
    /// Those of the reader's own domUs.
    Reader,
    Migration(MigrationId),
    /// By name.
    Domu(&'a str),
}

/// What stops the clocks of these migrations.
pub async fn old_copies(
    mut conn: &AsyncPgConnection,
    reader: &Member,
    of: CopiesOf<'_>,
) -> QueryResult<OldCopies> {
    let mut query = issues::table
        .inner_join(migrations::table)
        .filter(condition("migrations.state = 'verifying'"))
        .order(issues::id)
        .select((
            migrations::id,
            migrations::grace_until,
            migrations::grace_days,
            issues::id,
            issues::reporter_id,
            issues::created_at,
            issues::ended_at,
        ))
        .into_boxed::<Pg>();
    query = match of {
        CopiesOf::Migration(id) => query.filter(migrations::id.eq(id)),
        CopiesOf::Domu(name) => {
            let named = domus::table.filter(domus::name.eq(name)).select(domus::id);
            query.filter(migrations::domu_id.eq_any(named))
        }
        CopiesOf::Reader => {
            let theirs = domu_members::table
                .filter(domu_members::member_id.eq(reader.id))
                .select(domu_members::domu_id);
            query.filter(migrations::domu_id.eq_any(theirs))
        }
    };
    let stopping: Vec<Stopping> = query.at_most(1000).load(&mut conn).await?;
    Ok(OldCopies { stopping, reader: reader.id, reads_all: reader.role.is_core() })
}

impl Kept {
    /// The open issue that keeps it, if the reader may read it.
    pub fn report(self) -> Option<IssueId> {
        match self {
            Kept::WhileOpen(report) => report,
            Kept::Until(_) => None,
        }
    }
}

impl OldCopies {
    /// Of this migration, whose grace time was to end at `until` when it arrived.
    pub fn kept(&self, migration: MigrationId, until: Option<DateTime<Utc>>) -> Kept {
        let own: Vec<&Stopping> = self.stopping.iter().filter(|one| one.migration == migration).collect();
        if own.iter().any(|one| one.to.is_none()) {
            return Kept::WhileOpen(self.open(&own));
        }
        let grace = own.iter().find_map(|one| one.grace_until.map(|until| (until, one.grace_days)));
        let Some((until, days)) = grace else {
            return Kept::Until(until);
        };
        let stops: Vec<Stop> = own.iter().map(|one| Stop { from: one.from, to: one.to }).collect();
        Kept::Until(end_of_grace(until - Duration::days(i64::from(days)), until, &stops))
    }

    /// The reader's own comes before a colleague's.
    fn open(&self, stopping: &[&Stopping]) -> Option<IssueId> {
        let open = || stopping.iter().filter(|one| one.to.is_none());
        let own = open().find(|one| one.reporter == self.reader);
        own.or_else(|| open().find(|_| self.reads_all)).map(|one| one.issue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        format!("2026-11-{day:02}T12:00:00Z").parse().expect("an instant")
    }

    /// A week of grace from the 10th on, for the reader 1.
    fn copies(reads_all: bool, stops: &[(i64, i64, u32, Option<u32>)]) -> OldCopies {
        let stopping = |&(issue, reporter, from, to): &(i64, i64, u32, Option<u32>)| Stopping {
            migration: MigrationId(7),
            grace_until: Some(day(17)),
            grace_days: 7,
            issue: IssueId(issue),
            reporter: MemberId(reporter),
            from: day(from),
            to: to.map(day),
        };
        OldCopies { stopping: stops.iter().map(stopping).collect(), reader: MemberId(1), reads_all }
    }

    #[test]
    fn an_open_report_keeps_the_copy_and_is_named_to_those_who_may_read_it() {
        let kept = |copies: OldCopies| copies.kept(MigrationId(7), Some(day(17)));
        assert_eq!(kept(copies(false, &[(1, 2, 11, None)])), Kept::WhileOpen(None));
        assert_eq!(kept(copies(true, &[(1, 2, 11, None)])), Kept::WhileOpen(Some(IssueId(1))));
        let both = [(1, 2, 11, None), (2, 1, 12, None)];
        assert_eq!(kept(copies(false, &both)), Kept::WhileOpen(Some(IssueId(2))));
        assert_eq!(kept(copies(true, &both)), Kept::WhileOpen(Some(IssueId(2))));
    }

    #[test]
    fn a_solved_report_lengthens_the_time_of_its_own_move_only() {
        let solved = copies(false, &[(1, 1, 11, Some(14))]);
        assert_eq!(solved.kept(MigrationId(7), Some(day(17))), Kept::Until(Some(day(20))));
        assert_eq!(solved.kept(MigrationId(8), Some(day(17))), Kept::Until(Some(day(17))));
        assert_eq!(solved.kept(MigrationId(8), None), Kept::Until(None));
    }
}
