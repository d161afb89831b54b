//! The nearest right name to a wrong one.

/// The name of `names` that `wrong` was most likely meant to be, if any is near.
pub(crate) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = folded(wrong);
    let length = wrong.chars().count();
    // Long strangers are not compared at all.
    if length > 64 {
        return None;
    }
    // A third of the letters may be wrong, at least one.
    let most = (length / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&wrong, &folded(name)), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A help line that proposes the nearest name, or else lists all.
pub(crate) fn proposal<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match nearest(wrong, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "there is none to choose from".to_owned(),
        None if names.len() <= 24 => format!("choose from: {}", names.join(", ")),
        None => format!("choose from {} names; `leaflet list` shows them", names.len()),
    }
}

/// The letters that count: small, without the dots and rings that keyboards lack, hyphens and underscores alike, and `f` for
/// the `ph` that Swedish has not.
fn folded(name: &str) -> String {
    name.to_lowercase()
        .replace("ph", "f")
        .chars()
        // A letter may be written as two: its plain form and the mark over it.
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            '_' | ' ' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_mended_and_strangers_are_not() {
        let names = ["varmland", "vastmanland", "orebro", "role", "phone", "name"];
        for (wrong, right) in [
            ("varmlnad", Some("varmland")),
            ("Värmland", Some("varmland")),
            ("Örebro", Some("orebro")),
            ("phoen", Some("phone")),
            ("nam", Some("name")),
            ("fone", Some("phone")),
            ("telephone", None),
            ("sections", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, names), right, "{wrong}");
        }
    }
}
