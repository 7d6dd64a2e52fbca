//! How much, in bits a second, as networks count; ticks go up in steps of 1, 2 and 5.

/// Below that the noise of an idle link would look like a storm.
const LEAST: f64 = 1e5;

/// The height of a picture in bits a second: the next of 1, 2 and 5 times a power of ten.
pub fn top(highest: f64) -> f64 {
    let wanted = highest.max(LEAST);
    let power = 10f64.powi(wanted.log10().floor() as i32);
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|n| n * power)
        .find(|top| *top >= wanted * 0.999_999)
        .unwrap_or(wanted)
}

const UNITS: [(f64, &str); 4] = [(1e9, "Gbit/s"), (1e6, "Mbit/s"), (1e3, "kbit/s"), (1.0, "bit/s")];

fn unit(rate: f64) -> (f64, &'static str) {
    // What would be rounded up to a thousand is one of the next.
    UNITS.into_iter().find(|(size, _)| rate >= size * 0.9995).unwrap_or((1.0, "bit/s"))
}

/// `86 Mbit/s`, or with the decimal mark of the reader's language `2.5 kbit/s`.
pub fn rate_in_words(rate: f64, mark: &str) -> String {
    let (size, name) = unit(rate);
    format!("{} {name}", short(rate / size, mark))
}

/// The two lines of a grid that ends at `top`: half the number in the unit of the whole.
pub fn grid(top: f64, mark: &str) -> [(f64, String); 2] {
    let (size, _) = unit(top);
    [(top, rate_in_words(top, mark)), (top / 2.0, short(top / 2.0 / size, mark))]
}

fn short(number: f64, mark: &str) -> String {
    let text = if number < 9.95 { format!("{number:.1}") } else { format!("{number:.0}") };
    text.strip_suffix(".0").unwrap_or(&text).replace('.', mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_high_as_its_highest_needs() {
        let tops = [(0.0, 1e5), (86e6, 1e8), (100e6, 1e8), (101e6, 2e8), (401e6, 5e8), (942e6, 1e9)];
        for (highest, expected) in tops {
            assert!((top(highest) / expected - 1.0).abs() < 1e-9, "{highest}: {}", top(highest));
        }
    }

    #[test]
    fn rates_are_said_in_their_unit() {
        let said = [0.0, 999.0, 1e3, 2.5e6, 86.4e6, 999.9e6, 1.25e9].map(|rate| rate_in_words(rate, "."));
        assert_eq!(
            said,
            ["0 bit/s", "999 bit/s", "1 kbit/s", "2.5 Mbit/s", "86 Mbit/s", "1 Gbit/s", "1.2 Gbit/s"]
        );
        assert_eq!(grid(5e8, ".").map(|(_, label)| label), ["500 Mbit/s", "250"]);
        assert_eq!(grid(1e9, ",").map(|(_, label)| label), ["1 Gbit/s", "0,5"]);
    }
}
