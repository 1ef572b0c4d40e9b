//! Lengths as integers.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A length in scaled points, 65,536 to the PostScript point (1/72 inch), so that sums and comparisons are
/// the same on every machine.
///
/// ```
/// use greffe::layout::Length;
/// let margin: Length = "25.4mm".parse()?;
/// assert_eq!(margin, Length::points(72));
/// assert_eq!((margin / 5).to_string(), "14.400pt");
/// assert!("25.4".parse::<Length>().is_err(), "a length has a unit");
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(pub i64);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// One point.
    pub const POINT: Self = Self(1 << 16);

    /// A whole number of points.
    pub const fn points(points: i64) -> Self {
        Self(points << 16)
    }

    /// `units` of a font whose em has `units_per_em`, at this size; rounded to the nearest.
    #[inline]
    #[must_use]
    pub fn of_font_units(self, units: i64, units_per_em: i64) -> Self {
        self.scale(units, units_per_em)
    }

    /// The length times `numerator / denominator`, rounded to the nearest.
    ///
    /// # Panics
    ///
    /// When the denominator is not positive.
    #[inline]
    #[must_use]
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        assert!(denominator > 0, "a scale has a positive denominator");
        Self((self.0 * numerator + denominator.signum() * denominator / 2).div_euclid(denominator))
    }

    /// The length in points, for output only.
    pub fn to_points(self) -> f64 {
        self.0 as f64 / 65_536.0
    }

    /// The larger of both.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Length {
    /// Points with three decimals, as `12.500pt`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = self.scale(1000, 1 << 16).0;
        let sign = if thousandths < 0 { "-" } else { "" };
        let thousandths = thousandths.abs();
        write!(formatter, "{sign}{}.{:03}pt", thousandths / 1000, thousandths % 1000)
    }
}

impl FromStr for Length {
    type Err = String;

    /// A number with a unit: `pt`, `mm`, `cm` or `in`; decimals after a point, three at most.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a length: write a number and pt, mm, cm or in, as \"25mm\"");
        let text_trimmed = text.trim();
        let unit_at = text_trimmed.find(|ch: char| ch.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (number, unit) = text_trimmed.split_at(unit_at);
        let thousandths = parse_thousandths(number.trim()).ok_or_else(wrong)?;
        // An inch is 72 points and 25.4 millimetres.
        let (numerator, denominator) = match unit {
            "pt" => (1, 1),
            "in" => (72, 1),
            "mm" => (720, 254),
            "cm" => (7200, 254),
            _ => return Err(wrong()),
        };
        Ok(Self::POINT.scale(thousandths * numerator, 1000 * denominator))
    }
}

/// A decimal number as thousandths; below a million, so that products stay in 64 bits.
fn parse_thousandths(number: &str) -> Option<i64> {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 6
        || fraction.len() > 3
        || !all_digits(whole)
        || !all_digits(fraction)
    {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<3}").parse().ok()?;
    let value = whole.parse::<i64>().ok()? * 1000 + fraction;
    Some(if negative { -value } else { value })
}

impl<'de> serde::Deserialize<'de> for Length {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl serde::Serialize for Length {
    /// The text that is read as this length, if it is a whole number of thousandths of a point.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.to_string();
        let short = text.trim_end_matches("pt").trim_end_matches('0').trim_end_matches('.');
        serializer.collect_str(&format_args!("{short}pt"))
    }
}

impl JsonSchema for Length {
    fn schema_name() -> Cow<'static, str> {
        "Length".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": LENGTH_PATTERN })
    }
}

/// What [`Length::from_str`] reads, as a regular expression.
const LENGTH_PATTERN: &str = r"^\s*-?[0-9]{1,6}(\.[0-9]{0,3})?\s*(pt|mm|cm|in)\s*$";
