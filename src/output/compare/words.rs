//! A comparison in words.

use crate::analysis::compare::{Difference, Pair};
use crate::analysis::shared_draws::SharedDraws;
use crate::output::format::{part, plural, two_digits, whole_percents};

/// Shares of worse, same and better paths, as percentages that add to 100.
pub fn three_parts(pair: &Pair) -> [String; 3] {
    let parts = [pair.worse.value, pair.same.value, pair.better.value];
    let whole = whole_percents(&parts);
    [0, 1, 2].map(|i| part(whole[i], parts[i]))
}

/// How often the other returns less, the same, and more.
pub(in crate::output) fn shares(first: &str, other: &str, pair: &Pair) -> String {
    let [worse, same, better] = three_parts(pair);
    format!(
        "{other} minus {first}, path by path\n{other} returns less in {worse} of paths, the same in \
         {same}, more in {better}."
    )
}

/// How many times the paths it would take without paired draws.
pub(in crate::output) fn pairing(pair: &Pair) -> String {
    let ratio = |of: &Difference| {
        let (paired, unpaired) = (of.difference.standard_error, of.unpaired_error);
        (0.0 < paired && paired < unpaired).then(|| unpaired / paired)
    };
    let (Some(npv), Some(moic)) = (ratio(pair.mean_npv()), ratio(pair.mean_moic())) else {
        return String::from(
            "A difference within two standard errors is called indistinguishable.",
        );
    };
    format!(
        "A difference within two standard errors is called indistinguishable. On separate draws the \
         errors of\nthe differences would be {} times as large for mean NPV and {} times for mean \
         MOIC; to make up for it\nwould take {} and {} times the paths.",
        two_digits(npv),
        two_digits(moic),
        two_digits(npv * npv),
        two_digits(moic * moic),
    )
}

/// Which luck two scenarios share, and which not.
pub(in crate::output) fn draws(shared: &SharedDraws, first: &str, other: &str) -> String {
    let uncertain = shared.equal + shared.same_percentile.len() + shared.correlated_otherwise.len();
    let (are, equal) = match (uncertain, shared.equal) {
        (1, 1) => ("is", "with one distribution\nand so equal on every path".to_owned()),
        (1, _) => ("is", "with another distribution in each".to_owned()),
        (_, equal) => {
            let equal =
                format!("{equal} of them with one distribution\nand so equal on every path");
            ("are", equal)
        }
    };
    let mut lines = vec![format!(
        "Same draws by name: {} {are} in both, {equal}; {} differ{}.",
        plural(uncertain as u64, "uncertain assumption"),
        plural(shared.known_differ as u64, "known number"),
        if shared.known_differ == 1 { "s" } else { "" },
    )];
    let mut list = |head: String, names: &[String]| {
        if !names.is_empty() {
            lines.push(format!("  {head}: {}", names.join(", ")));
        }
    };
    list("at the same percentile of different distributions".to_owned(), &shared.same_percentile);
    list("correlated otherwise".to_owned(), &shared.correlated_otherwise);
    list(format!("uncertain in {first} only"), &shared.only_first);
    list(format!("uncertain in {other} only"), &shared.only_other);
    list(format!("with luck of its own, in {first} only"), &shared.entries_of_first);
    list(format!("with luck of its own, in {other} only"), &shared.entries_of_other);
    lines.join("\n")
}
