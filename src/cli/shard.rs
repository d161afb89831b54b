//! `--shard 3/8`: a build shared out among machines, each leaflet to one of them, whatever the others are given.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::limits;

/// One of several parts of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Which one, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// Most parts of a build.
const MOST: u32 = limits::SHARDS;

impl Shard {
    /// Whether it makes the leaflet, web page or site of this name. The same on every machine and in every version: the
    /// first eight bytes of the name's SHA-256, divided by the number of parts, leave the part's number less one.
    #[must_use]
    pub fn makes(self, id: &str) -> bool {
        let digest = Sha256::digest(id.as_bytes());
        let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// The name of its manifest in the folder of a county.
    #[must_use]
    pub fn manifest(self) -> String {
        format!("manifest-{}-of-{}.json", self.number, self.of)
    }

    /// The part whose manifest has this name.
    #[must_use]
    pub fn of_manifest(name: &str) -> Option<Shard> {
        let (number, of) = name.strip_prefix("manifest-")?.strip_suffix(".json")?.split_once("-of-")?;
        format!("{number}/{of}").parse().ok()
    }
}

/// As on the command line.
impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let form = || format!("write it as NUMBER/OF, such as 3/8, with at most {MOST} parts");
        let (number, of) = text.split_once('/').ok_or_else(form)?;
        let (number, of) = (number.parse().map_err(|_| form())?, of.parse().map_err(|_| form())?);
        if (1..=of).contains(&number) && of <= MOST { Ok(Shard { number, of }) } else { Err(form()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leaflet_falls_to_one_part() {
        for of in [1, 2, 3, 8] {
            for id in ["varmland/grooming-a4-sv", "dalarna/site", "orebro/grooming-sv"] {
                let parts: Vec<u32> = (1..=of).filter(|number| Shard { number: *number, of }.makes(id)).collect();
                assert_eq!(parts.len(), 1, "{id} of {of}: {parts:?}");
            }
        }
    }

    #[test]
    fn only_parts_that_there_are_can_be_named() {
        for wrong in ["", "3", "0/8", "9/8", "3/0", "a/8", "1/1001", "-1/8"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        let shard: Shard = "3/8".parse().expect("a part");
        assert_eq!((shard, shard.to_string().as_str()), (Shard { number: 3, of: 8 }, "3/8"));
        assert_eq!(Shard::of_manifest(&shard.manifest()), Some(shard));
        assert_eq!(Shard::of_manifest("manifest.json"), None);
    }
}
