//! Where the copy of each disk stands, by what was reported of it in order.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::Half;
use crate::db::schema::transfers;
use crate::reports::{Item, Said};

/// A row of `transfers`: the copy of one disk, as one side sees it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = transfers, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Copy {
    pub disk: String,
    /// The number of the report with which it began.
    pub run: i64,
    pub bytes: i64,
    /// As far as its side knows.
    pub total: Option<i64>,
    /// Of all that went through, once it did.
    pub blake3: Option<Vec<u8>>,
    pub has_ended: bool,
}

/// The copies of a half.
pub(super) struct Copies(Vec<Copy>);

impl Copies {
    pub(super) async fn of(conn: &mut AsyncPgConnection, half: &Half) -> QueryResult<Copies> {
        transfers::table
            .filter(transfers::attempt_id.eq(half.attempt).and(transfers::side.eq(half.side)))
            .order(transfers::disk)
            .select(Copy::as_select())
            .load(conn)
            .await
            .map(Copies)
    }

    /// Takes in the next report. What belongs to a copy that was begun anew since changes nothing.
    pub(super) fn take(&mut self, item: &Item) {
        match &item.said {
            Said::CopyBegan { disk, total } => {
                self.0.retain(|copy| copy.disk != *disk);
                let (disk, total) = (disk.clone(), *total);
                self.0.push(Copy { disk, run: item.seq, bytes: 0, total, blake3: None, has_ended: false });
            }
            Said::Sample { run, disk, bytes, .. } => {
                self.running(*run, disk).for_each(|copy| copy.bytes = *bytes);
            }
            Said::CopyEnded { run, disk, bytes, blake3, failure } => {
                for copy in self.running(*run, disk) {
                    copy.bytes = *bytes;
                    copy.blake3 = blake3.as_deref().and_then(from_hex);
                    copy.has_ended = failure.is_none();
                }
            }
            _ => {}
        }
    }

    fn running<'a>(&'a mut self, run: i64, disk: &'a str) -> impl Iterator<Item = &'a mut Copy> {
        self.0.iter_mut().filter(move |copy| copy.run == run && copy.disk == disk)
    }

    pub(super) async fn write(&self, conn: &mut AsyncPgConnection, half: &Half) -> QueryResult<()> {
        for copy in &self.0 {
            diesel::insert_into(transfers::table)
                .values((transfers::attempt_id.eq(half.attempt), transfers::side.eq(half.side), copy))
                .on_conflict((transfers::attempt_id, transfers::side, transfers::disk))
                .do_update()
                .set(copy)
                .execute(conn)
                .await?;
        }
        Ok(())
    }
}

/// 64 hexadecimal digits, as the wire has them.
fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    (0..digits.len()).step_by(2).map(pair).collect()
}
