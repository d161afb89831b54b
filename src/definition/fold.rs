//! Ways to fold a sheet: that of a format, and the one that the words of an order name.

use super::Format;

/// A way to fold a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// One panel is rolled around the next.
    Roll,
    /// To and fro.
    Zigzag,
    /// Once, in the middle.
    Single,
    /// Once across and once along.
    Cross,
}

impl Fold {
    /// Beginnings and parts of words that name a fold, in Swedish and English.
    const WORDS: [(&'static str, Fold); 22] = [
        ("rull", Fold::Roll),
        ("roll", Fold::Roll),
        ("c-fals", Fold::Roll),
        ("c-fold", Fold::Roll),
        ("lindfals", Fold::Roll),
        ("brevfals", Fold::Roll),
        ("z-fals", Fold::Zigzag),
        ("z-fold", Fold::Zigzag),
        ("z fals", Fold::Zigzag),
        ("zfals", Fold::Zigzag),
        ("sicksack", Fold::Zigzag),
        ("sick-sack", Fold::Zigzag),
        ("zigzag", Fold::Zigzag),
        ("leporello", Fold::Zigzag),
        ("dragspel", Fold::Zigzag),
        ("enkelfals", Fold::Single),
        ("mittfals", Fold::Single),
        ("halvfals", Fold::Single),
        ("half fold", Fold::Single),
        ("single fold", Fold::Single),
        ("korsfals", Fold::Cross),
        ("cross fold", Fold::Cross),
    ];
    /// Words that turn round what follows.
    const NOT: [&'static str; 6] = ["ej", "inte", "ingen", "utan", "no", "not"];

    /// How a format is folded; none if it stays flat.
    #[must_use]
    pub fn of(format: &Format) -> Option<Fold> {
        match format.name {
            "a4-roll-fold" => Some(Fold::Roll),
            "a4-z-fold" => Some(Fold::Zigzag),
            "a5-folder" => Some(Fold::Single),
            _ => None,
        }
    }

    /// The fold that words name; none if they name none, several, or say that there is none.
    #[must_use]
    pub fn named(words: &str) -> Option<Fold> {
        let words = words.to_lowercase();
        if words.split_whitespace().any(|word| Fold::NOT.contains(&word)) {
            return None;
        }
        let mut found = Fold::WORDS.iter().filter(|(part, _)| words.contains(part)).map(|(_, fold)| *fold);
        let first = found.next()?;
        found.all(|fold| fold == first).then_some(first)
    }

    /// What it is called in Swedish.
    #[must_use]
    pub fn swedish(self) -> &'static str {
        match self {
            Fold::Roll => "rullfals",
            Fold::Zigzag => "z-fals",
            Fold::Single => "enkelfals",
            Fold::Cross => "korsfals",
        }
    }

    /// What it is called in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Fold::Roll => "a roll fold",
            Fold::Zigzag => "a Z-fold",
            Fold::Single => "one fold",
            Fold::Cross => "a cross fold",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_a_fold_or_leave_it_open() {
        let named = ["z-fals", "Rullfals, maskinellt", "C-fals", "mittfals", "levereras plant", "ej z-fals", ""]
            .map(Fold::named);
        let (roll, zigzag) = (Some(Fold::Roll), Some(Fold::Zigzag));
        assert_eq!(named, [zigzag, roll, roll, Some(Fold::Single), None, None, None]);
        assert_eq!(Fold::named("rullfals eller z-fals"), None);
        for fold in [Fold::Roll, Fold::Zigzag, Fold::Single, Fold::Cross] {
            assert_eq!((Fold::named(fold.swedish())), Some(fold));
        }
    }
}
