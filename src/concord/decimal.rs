//! Numbers by their value, whatever their form.

use std::fmt;

/// A number of any length: its digits without zeros at either end, and the power of ten of the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    negative: bool,
    digits: String,
    exponent: i32,
}

impl Decimal {
    /// The number of these digits before and after the decimal sign.
    ///
    /// ```
    /// use greffe::concord::Decimal;
    /// assert_eq!(Decimal::new("0012", "50"), Decimal::new("12", "5"));
    /// assert_ne!(Decimal::new("12", "05"), Decimal::new("12", "5"));
    /// ```
    pub fn new(whole: &str, fraction: &str) -> Self {
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let significant = digits.trim_end_matches('0');
        let exponent = if significant.is_empty() {
            0
        } else {
            (digits.len() - significant.len()) as i32 - fraction.len() as i32
        };
        Self { negative: false, digits: significant.to_owned(), exponent }
    }

    /// The number times a power of ten.
    #[must_use]
    pub fn scaled(mut self, power: u32) -> Self {
        if !self.digits.is_empty() {
            self.exponent += power as i32;
        }
        self
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.negative = !self.negative && !self.digits.is_empty();
        self
    }

    /// The value, where it is a whole number that a word may stand for.
    pub fn whole(&self) -> Option<u64> {
        let power = u32::try_from(self.exponent).ok()?;
        let digits: u64 = if self.digits.is_empty() { 0 } else { self.digits.parse().ok()? };
        (!self.negative).then(|| digits.checked_mul(10_u64.checked_pow(power)?)).flatten()
    }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self::new(&number.to_string(), "")
    }
}

impl fmt::Display for Decimal {
    /// Digits with a point, as programs write them.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            formatter.write_str("-")?;
        }
        match self.exponent {
            0.. => {
                let digits = if self.digits.is_empty() { "0" } else { &self.digits };
                write!(formatter, "{digits}{}", "0".repeat(self.exponent as usize))
            }
            exponent => {
                let places = exponent.unsigned_abs() as usize;
                let padded = format!("{:0>width$}", self.digits, width = places + 1);
                let (whole, fraction) = padded.split_at(padded.len() - places);
                write!(formatter, "{whole}.{fraction}")
            }
        }
    }
}
