//! One of several equal shares of the documents, for as many machines.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The share of this number, from 1, of so many: `2/4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Share {
    /// Which one, from 1.
    pub number: usize,
    /// Of how many.
    pub count: usize,
}

impl Share {
    /// Whether the document of this index is of the share. Neighbours go to different shares, so that all take about
    /// as long.
    pub fn has(self, index: usize) -> bool {
        index % self.count == self.number - 1
    }

    /// The share as a part of a file name: `2-of-4`.
    pub fn lane(self) -> String {
        format!("{}-of-{}", self.number, self.count)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.count)
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(number, count)| {
            Some((number.trim().parse::<usize>().ok()?, count.trim().parse::<usize>().ok()?))
        });
        match parts {
            Some((number, count)) if (1..=count).contains(&number) => Ok(Self { number, count }),
            _ => Err(format!("`{text}` is no share; write 2/4 for the second of four")),
        }
    }
}

impl TryFrom<String> for Share {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Share> for String {
    fn from(share: Share) -> Self {
        share.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_divide_without_rest_or_double() {
        let shares: Vec<Share> = (1..=3).map(|number| Share { number, count: 3 }).collect();
        for index in 0..100 {
            assert_eq!(shares.iter().filter(|share| share.has(index)).count(), 1);
        }
    }

    #[test]
    fn only_shares_are_shares() {
        assert_eq!("2/4".parse(), Ok(Share { number: 2, count: 4 }));
        for wrong in ["0/4", "5/4", "4", "a/b", "1/0", "-1/2", ""] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }
}
