//! Reports with fewer samples, or with other numbers. Nothing here touches the disk.

use crate::reports::{Item, Said};

/// Every other sample is replaced by one word for all that were dropped in a row.
pub fn thinned(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    let mut is_dropped = false;
    for item in items {
        let drops = match item.said {
            Said::Sample { .. } => {
                is_dropped = !is_dropped;
                is_dropped
            }
            Said::Thinned { .. } => true,
            _ => false,
        };
        if !drops {
            kept.push(item);
            continue;
        }
        let from = match kept.last().map(|last| (last.seq + 1, &last.said)) {
            Some((next, Said::Thinned { from })) if next == item.stands_from() => *from,
            _ => item.stands_from(),
        };
        if matches!(kept.last(), Some(last) if matches!(last.said, Said::Thinned { .. }) && from < item.stands_from())
        {
            kept.pop();
        }
        kept.push(Item::new(item.seq, item.at, Said::Thinned { from }));
    }
    kept
}

/// The same report under a higher number.
pub fn shifted(item: Item, by: i64) -> Item {
    Item::new(item.seq + by, item.at, said_after(item.said, by))
}

/// The same words after so many others.
pub fn said_after(said: Said, by: i64) -> Said {
    match said {
        Said::Sample { run, disk, bytes, elapsed_ms } => {
            Said::Sample { run: run + by, disk, bytes, elapsed_ms }
        }
        Said::CopyEnded { run, disk, bytes, blake3, failure } => {
            Said::CopyEnded { run: run + by, disk, bytes, blake3, failure }
        }
        Said::Thinned { from } => Said::Thinned { from: from + by },
        said => said,
    }
}
