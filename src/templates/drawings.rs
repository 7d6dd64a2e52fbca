//! Pages that were drawn already. A page is a function of what it is given, so whoever asks again
//! and would be shown the very same gets it without Handlebars.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Drawn pages by all that they were drawn from.
#[derive(Default)]
pub struct Drawings(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    pages: HashMap<Vec<u8>, Arc<[Part]>>,
    bytes: usize,
}

/// A piece of a page: what is the same each time, or which of the marks stands there.
enum Part {
    Text(String),
    Mark(usize),
}

/// When so many bytes are kept, all go: what is still looked at is soon back.
const MOST_BYTES: usize = 8 << 20;

impl Drawings {
    /// What was drawn from this `key`, else what `draw` gives. The `marks` stand in every drawing and are
    /// others each time, such as the nonce of a script: a kept page is cut where its own marks stood.
    pub fn get_or<E>(
        &self,
        key: Vec<u8>,
        marks: &[&str],
        draw: impl FnOnce() -> Result<String, E>,
    ) -> Result<String, E> {
        if let Some(parts) = self.kept().pages.get(&key).cloned() {
            return Ok(joined(&parts, marks));
        }
        let html = draw()?;
        let bytes = key.len() + html.len();
        let parts = cut(&html, marks).into();
        let mut kept = self.kept();
        if kept.bytes + bytes > MOST_BYTES {
            *kept = Kept::default();
        }
        if kept.pages.insert(key, parts).is_none() {
            kept.bytes += bytes;
        }
        Ok(html)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().expect("nobody panics while holding the drawings")
    }
}

fn cut(html: &str, marks: &[&str]) -> Vec<Part> {
    let mut parts = vec![Part::Text(html.to_owned())];
    for (at, mark) in marks.iter().enumerate() {
        parts = parts.into_iter().flat_map(|part| cut_at(part, mark, at)).collect();
    }
    parts
}

fn cut_at(part: Part, mark: &str, at: usize) -> Vec<Part> {
    let Part::Text(text) = part else { return vec![part] };
    let mut parts = Vec::new();
    for (n, piece) in text.split(mark).enumerate() {
        if n > 0 {
            parts.push(Part::Mark(at));
        }
        parts.push(Part::Text(piece.to_owned()));
    }
    parts
}

fn joined(parts: &[Part], marks: &[&str]) -> String {
    let mut html = String::new();
    for part in parts {
        html.push_str(match part {
            Part::Text(text) => text,
            Part::Mark(at) => marks[*at],
        });
    }
    html
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn get(drawings: &Drawings, key: &str, mark: &str, html: &str) -> String {
        let draw = || Ok::<_, Infallible>(html.to_owned());
        drawings.get_or(key.as_bytes().to_vec(), &[mark, "seen"], draw).unwrap()
    }

    #[test]
    fn a_kept_page_has_the_mark_of_each_answer() {
        let drawings = Drawings::default();
        assert_eq!(get(&drawings, "home of Noor", "n1", "<n1>Noor seen<n1>"), "<n1>Noor seen<n1>");
        assert_eq!(get(&drawings, "home of Noor", "n2", "never drawn"), "<n2>Noor seen<n2>");
        assert_eq!(get(&drawings, "home of Fenna", "n3", "<n3>Fenna"), "<n3>Fenna");
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let drawings = Drawings::default();
        let large = "x".repeat(MOST_BYTES / 4);
        for key in ["a", "b", "c", "d", "e"] {
            get(&drawings, key, "n", &large);
        }
        assert!(drawings.kept().bytes <= MOST_BYTES);
        assert_eq!(get(&drawings, "a", "n", "drawn again"), "drawn again");
        assert_eq!(get(&drawings, "e", "n", "drawn again"), large);
    }
}
