//! Several reports in one request.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Item;

/// Of the protocol; a portal refuses any other.
pub const VERSION: u32 = 1;
/// The most that a batch may hold and weigh.
pub const MOST_ITEMS: usize = 500;
pub const MOST_BYTES: usize = 256 * 1024;

/// Reports of one side of one attempt, by rising number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    pub version: u32,
    /// `/proc/sys/kernel/random/boot_id` of the dom0.
    pub boot: Uuid,
    pub items: Vec<Item>,
}

/// What is wrong with a batch, and with which item of it, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Broken {
    pub item: Option<usize>,
    pub detail: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: u32,
    boot: Uuid,
    items: Vec<Value>,
}

impl Batch {
    pub fn new(boot: Uuid, items: Vec<Item>) -> Batch {
        Batch { version: VERSION, boot, items }
    }

    /// Reads it to the letter. Whatever is not known is refused: it might have mattered.
    pub fn read(json: &[u8]) -> Result<Batch, Broken> {
        let whole = |detail: String| Broken { item: None, detail };
        let raw: Raw = serde_json::from_slice(json).map_err(|error| whole(error.to_string()))?;
        if raw.version != VERSION {
            return Err(whole(format!("version {} is not {VERSION}", raw.version)));
        }
        if raw.items.len() > MOST_ITEMS {
            return Err(whole(format!("{} items are more than {MOST_ITEMS}", raw.items.len())));
        }
        let mut items: Vec<Item> = Vec::with_capacity(raw.items.len());
        for (index, value) in raw.items.into_iter().enumerate() {
            let at_item = |detail: String| Broken { item: Some(index), detail };
            let item: Item = serde_json::from_value(value).map_err(|error| at_item(error.to_string()))?;
            if let Some(problem) = item.problem() {
                return Err(at_item(problem));
            }
            if items.last().is_some_and(|last| last.seq >= item.stands_from()) {
                return Err(at_item("seq does not rise".to_owned()));
            }
            items.push(item);
        }
        Ok(Batch { version: raw.version, boot: raw.boot, items })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(items: &str) -> Broken {
        let boot = Uuid::nil();
        let json = format!(r#"{{"version":1,"boot":"{boot}","items":[{items}]}}"#);
        Batch::read(json.as_bytes()).expect_err(items)
    }

    #[test]
    fn a_batch_reads_back_as_it_was_written() {
        let at = "2026-11-17T21:04:05.123456Z".parse().expect("an instant");
        let items = vec![
            Item::new(1, at, crate::reports::Said::CopyBegan { disk: "xvda".to_owned(), total: Some(14) }),
            Item::new(4, at, crate::reports::Said::Thinned { from: 2 }),
            Item::new(5, at, crate::reports::Said::Fenced {}),
        ];
        let batch = Batch::new(Uuid::nil(), items);
        let json = serde_json::to_vec(&batch).expect("JSON");
        assert_eq!(Batch::read(&json), Ok(batch));
    }

    #[test]
    fn what_is_wrong_is_said_of_the_item_that_it_is_wrong_with() {
        let good = r#"{"seq":1,"at":"2026-11-17T21:04:05Z","kind":"fenced"}"#;
        let of = |text: &str| good.replace(r#""kind":"fenced""#, text).replace(r#""seq":1"#, r#""seq":2"#);
        for (item, detail) in [
            (of(r#""kind":"dance""#), "unknown variant `dance`"),
            (of(r#""kind":"fenced","mood":"good""#), "unknown field `mood`"),
            (of(r#""kind":"sample","run":1,"disk":"xvda","bytes":-1,"elapsed_ms":0"#), "bytes is negative"),
            (
                of(r#""kind":"sample","run":2,"disk":"xvda","bytes":1,"elapsed_ms":0"#),
                "run is no earlier seq",
            ),
            (of(r#""kind":"copy_began","disk":"""#), "disk has 1 to 32 characters"),
            (
                of(r#""kind":"copy_ended","run":1,"disk":"a","bytes":1,"blake3":"abc""#),
                "64 hexadecimal digits",
            ),
            (of(r#""kind":"thinned","from":1"#), "seq does not rise"),
            (of(r#""kind":"log","text":"\u0007""#), "nobody can see"),
            (good.to_owned(), "seq does not rise"),
            (good.replace('1', "-1"), "at: "),
        ] {
            let broken = broken(&format!("{good},{item}"));
            assert_eq!(broken.item, Some(1), "{item}");
            assert!(broken.detail.contains(detail), "{item}: {broken}");
        }
        assert_eq!(broken("7").item, Some(0));
        assert_eq!(Batch::read(b"{}").expect_err("no batch").item, None);
        assert_eq!(Batch::read(b"[").expect_err("no JSON").item, None);
    }
}
