//! Names that were probably meant.

/// The candidate that `name` is probably a misspelling of.
pub fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    const LONGEST: usize = 60;
    if name.is_empty() || LONGEST < name.len() {
        return None;
    }
    let written = name.to_lowercase().replace(['-', ' '], "_");
    let distance = |candidate: &str| {
        strsim::damerau_levenshtein(&written, &candidate.to_lowercase().replace('-', "_"))
    };
    let best = candidates.iter().copied().min_by_key(|candidate| distance(candidate))?;
    (distance(best) <= 1 + name.len().min(best.len()) / 4).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_far_name_is_not_suggested() {
        assert_eq!(nearest("chque", &["cheque", "round_size"]), Some("cheque"));
        assert_eq!(nearest("lead_time_weeks", &["lead_time_days"]), Some("lead_time_days"));
        assert_eq!(nearest("colour", &["cheque", "round_size"]), None);
    }
}
