//! Sizes of memory and disks, in bytes, and how people write them.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::Serialize;

use crate::words::{Message, Sentence};

/// A size in bytes. Units are binary, as Xen and LVM count.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct Bytes(pub i64);

const UNITS: [(&str, u32); 5] = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10), ("B", 0)];

impl Bytes {
    /// A pebibyte: beyond it somebody has hit a key twice.
    pub const MOST: Bytes = Bytes(1 << 50);

    pub const fn gib(n: i64) -> Bytes {
        Bytes(n << 30)
    }

    pub const fn mib(n: i64) -> Bytes {
        Bytes(n << 20)
    }

    /// Exactly this size, in the largest unit that leaves no fraction: what a form shows to be
    /// edited, and what reads back as the same number.
    pub fn exactly(self) -> String {
        let (unit, shift) = UNITS
            .into_iter()
            .find(|(_, shift)| self.0 != 0 && self.0 % (1i64 << shift) == 0)
            .unwrap_or(("B", 0));
        format!("{} {unit}", self.0 >> shift)
    }
}

/// For reading: at most one decimal (`1.5 GiB`).
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, shift) =
            UNITS.into_iter().find(|(_, shift)| self.0.unsigned_abs() >= 1 << shift).unwrap_or(("B", 0));
        let size = self.0 as f64 / (1u64 << shift) as f64;
        if size.fract() == 0.0 { write!(f, "{size:.0} {unit}") } else { write!(f, "{size:.1} {unit}") }
    }
}

/// Why a text is no size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BytesError {
    #[error("no size given")]
    Empty,
    #[error("a size without its unit")]
    NoUnit,
    #[error("not a size")]
    NotASize,
    #[error("a size must be more than nothing")]
    Zero,
    #[error("a size larger than any machine has")]
    TooBig,
}

impl Sentence for BytesError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            BytesError::Empty => "fleet-bytes-empty",
            BytesError::NoUnit => "fleet-bytes-no-unit",
            BytesError::NotASize => "fleet-bytes-not-a-size",
            BytesError::Zero => "fleet-bytes-zero",
            BytesError::TooBig => "fleet-bytes-too-big",
        })
    }
}

/// `2 GiB`, `14 G`, `1.5TiB`, `1,5 tb`, `314572800 B`. `GB` counts as `GiB`, because that is what
/// people who type it on a Xen host mean. Always more than zero.
impl FromStr for Bytes {
    type Err = BytesError;

    fn from_str(text: &str) -> Result<Bytes, BytesError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BytesError::Empty);
        }
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let shift = match unit.trim().to_ascii_lowercase().as_str() {
            "" => return Err(if number.is_empty() { BytesError::NotASize } else { BytesError::NoUnit }),
            "b" => 0,
            "k" | "kb" | "kib" => 10,
            "m" | "mb" | "mib" => 20,
            "g" | "gb" | "gib" => 30,
            "t" | "tb" | "tib" => 40,
            _ => return Err(BytesError::NotASize),
        };
        match scaled(number, shift)? {
            0 => Err(BytesError::Zero),
            bytes => Ok(Bytes(bytes)),
        }
    }
}

fn scaled(number: &str, shift: u32) -> Result<i64, BytesError> {
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > 9 {
        return Err(BytesError::NotASize);
    }
    let whole: i128 = whole.parse().map_err(|_| BytesError::TooBig)?;
    let part: i128 =
        if fraction.is_empty() { 0 } else { fraction.parse().map_err(|_| BytesError::NotASize)? };
    let scale = 10i128.pow(fraction.len() as u32);
    let bytes = whole
        .checked_mul(1 << shift)
        .and_then(|whole| whole.checked_add((part << shift) / scale))
        .ok_or(BytesError::TooBig)?;
    if bytes > i128::from(Bytes::MOST.0) { Err(BytesError::TooBig) } else { Ok(bytes as i64) }
}

impl Add for Bytes {
    type Output = Bytes;

    fn add(self, other: Bytes) -> Bytes {
        Bytes(self.0.saturating_add(other.0))
    }
}

impl Sub for Bytes {
    type Output = Bytes;

    fn sub(self, other: Bytes) -> Bytes {
        Bytes(self.0.saturating_sub(other.0))
    }
}

impl Sum for Bytes {
    fn sum<I: Iterator<Item = Bytes>>(sizes: I) -> Bytes {
        sizes.fold(Bytes(0), Add::add)
    }
}

impl ToSql<BigInt, Pg> for Bytes {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <i64 as ToSql<BigInt, Pg>>::to_sql(&self.0, out)
    }
}

impl FromSql<BigInt, Pg> for Bytes {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <i64 as FromSql<BigInt, Pg>>::from_sql(value).map(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_as_people_write_it() {
        for (text, bytes) in [
            ("2 GiB", 2 << 30),
            ("14 G", 14 << 30),
            (" 14gb ", 14 << 30),
            ("1.5 TiB", 3 << 39),
            ("1,5 T", 3 << 39),
            ("512M", 512 << 20),
            ("314572800 B", 314_572_800),
        ] {
            assert_eq!(text.parse(), Ok(Bytes(bytes)), "{text}");
        }
    }

    #[test]
    fn what_is_no_size_is_refused_with_its_reason() {
        for (text, why) in [
            ("", BytesError::Empty),
            ("  ", BytesError::Empty),
            ("14", BytesError::NoUnit),
            ("G", BytesError::NotASize),
            ("-3 G", BytesError::NotASize),
            ("1.2.3 G", BytesError::NotASize),
            ("14 parsecs", BytesError::NotASize),
            ("0 G", BytesError::Zero),
            ("99999 T", BytesError::TooBig),
            ("999999999999999999999999999999999999999999 T", BytesError::TooBig),
        ] {
            assert_eq!(text.parse::<Bytes>(), Err(why), "{text}");
        }
    }

    #[test]
    fn what_a_form_shows_reads_back_as_the_same_size() {
        for bytes in [1, 1023, 1 << 10, 314_572_800, (14 << 30) + 1, 14 << 30, 3 << 39] {
            assert_eq!(Bytes(bytes).exactly().parse(), Ok(Bytes(bytes)));
        }
        assert_eq!(Bytes::gib(14).exactly(), "14 GiB");
        assert_eq!(Bytes(3 << 29).to_string(), "1.5 GiB");
    }
}
