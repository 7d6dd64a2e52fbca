//! Where the tags of bands stand: above the picture, in as many rows as the narrowest screen needs.

/// The width of a picture on a narrow phone.
const NARROWEST: f64 = 320.0;
/// More rows would be higher than the picture; the table names every band.
const MOST_ROWS: usize = 4;
/// Of a letter of 13 px in a monospaced font, and around all of them.
const LETTER: f64 = 7.9;
const PADDING: f64 = 14.0;
const APART: f64 = 6.0;

/// A tag at `place` (0 to 1), of which so much stands left of that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tag {
    pub place: f64,
    pub width: f64,
    pub left: f64,
    pub row: usize,
}

/// A tag for each label, `None` where there is no room for one.
pub fn rows(labels: &[(f64, &str)]) -> Vec<Option<Tag>> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    labels.iter().map(|&(place, label)| stand(&mut taken, place, label)).collect()
}

fn stand(taken: &mut Vec<Vec<(f64, f64)>>, place: f64, label: &str) -> Option<Tag> {
    let width = label.chars().count() as f64 * LETTER + PADDING;
    // Toward the middle of the picture, so that none leaves it at either side.
    let left = width * place;
    let from = place * NARROWEST - left;
    let is_free =
        |row: &Vec<(f64, f64)>| row.iter().all(|(f, u)| from + width + APART <= *f || *u + APART <= from);
    let row = taken.iter().position(is_free).unwrap_or(taken.len());
    if row == MOST_ROWS {
        return None;
    }
    if row == taken.len() {
        taken.push(Vec::new());
    }
    taken[row].push((from, from + width));
    Some(Tag { place, width, left, row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stay_inside_and_never_cover_each_other() {
        let labels: Vec<(f64, &str)> = (0..12).map(|n| (f64::from(n) / 11.0, "higgs: moved")).collect();
        let tags = rows(&labels);
        assert!(tags.iter().any(Option::is_none), "there is room for some only");
        let placed: Vec<Tag> = tags.into_iter().flatten().collect();
        assert!(placed.len() >= 8, "{}", placed.len());
        for wide in [NARROWEST, 1072.0] {
            let span = |tag: &Tag| (tag.place * wide - tag.left, tag.place * wide - tag.left + tag.width);
            for (n, tag) in placed.iter().enumerate() {
                let (from, until) = span(tag);
                assert!(from >= -0.01 && until <= wide + 0.01, "{tag:?}");
                for other in &placed[..n] {
                    let (f, u) = span(other);
                    assert!(tag.row != other.row || until <= f || u <= from, "{tag:?} {other:?}");
                }
            }
        }
    }
}
