//! All tables of a scenario file and their keys.

use super::families::EVIDENCE;
use super::layers::EXTENDS;
use super::merge::REMOVE;
use super::others::Other;
pub(super) use super::others::{
    COMPARABLE, CONVERTIBLE, CORRELATION, DILIGENCE, EXISTING, EXIT, FUNDING, HORIZON, INVESTMENT,
    MEMO, POPUPS, PRODUCT, ROOT, ROUTE, SCENARIO, SCREEN, SIMULATION, SITES, STRESS, SUPPLIER,
    TRANCHE,
};
use crate::model::key::Key;
use crate::model::lines::{Product, Supplier};
use crate::model::tables::{
    BalanceSheet, Campaign, Convertible, Deal, Existing, Exit, Failure, Funding, Horizon, Market,
    Permits, Popups, Route, Scaling, Sites, Traction, Tranche,
};

/// One table of a scenario file.
pub struct Table {
    /// As written in the file: `[sites.permits]`, `[[product]]`.
    pub title: &'static str,
    /// What it describes.
    pub about: &'static str,
    /// Its keys that are numbers.
    pub keys: &'static [Key],
    /// Its other keys and the tables in it.
    pub others: &'static [Other],
}

impl Table {
    /// Its dotted path: `exit.route`.
    pub fn path(&self) -> &'static str {
        self.title.trim_matches(['[', ']'])
    }

    /// Whether there can be several.
    pub fn is_list(&self) -> bool {
        self.title.starts_with("[[")
    }
}

const fn table(
    title: &'static str,
    about: &'static str,
    keys: &'static [Key],
    others: &'static [Other],
) -> Table {
    Table { title, about, keys, others }
}

/// The file as a whole, with the tables in it.
pub(super) const FILE: Table = table("", "the file as a whole", &[], ROOT);

/// Every table of a scenario file, in the customary order.
pub const TABLES: &[Table] = &[
    table("[scenario]", "what the scenario is called", &[], SCENARIO),
    table("[simulation]", "how it is simulated", &[], SIMULATION),
    table("[investment]", "the deal on the table", Deal::<()>::KEYS, INVESTMENT),
    table(
        "[[investment.existing]]",
        "a class of shares issued before this round",
        Existing::<()>::KEYS,
        EXISTING,
    ),
    table(
        "[[investment.convertible]]",
        "money paid before for shares of this round: a SAFE or a note",
        Convertible::<()>::KEYS,
        CONVERTIBLE,
    ),
    table(
        "[[investment.tranche]]",
        "a part of the round that is paid later, at the price of the closing",
        Tranche::<()>::KEYS,
        TRANCHE,
    ),
    table(
        "[balance_sheet]",
        "the opening position and the terms of trade",
        BalanceSheet::<()>::KEYS,
        &[],
    ),
    table("[market]", "demand over time, and the window for deals", Market::<()>::KEYS, &[]),
    table("[sites]", "the network of sites and its roll-out", Sites::<()>::KEYS, SITES),
    table("[sites.permits]", "permission to open, and to stay open", Permits::<()>::KEYS, &[]),
    table("[scaling]", "what gets better and what gets worse with size", Scaling::<()>::KEYS, &[]),
    table("[[product]]", "one product line", Product::<()>::KEYS, PRODUCT),
    table("[[supplier]]", "one supplier that can fail", Supplier::<()>::KEYS, SUPPLIER),
    table("[popups]", "events, showroom halo and rental of idle space", Popups::<()>::KEYS, POPUPS),
    table(
        "[popups.campaign]",
        "a one-off that draws visitors and fades",
        Campaign::<()>::KEYS,
        &[],
    ),
    table(
        "[funding]",
        "later rounds, and what is left when there are none",
        Funding::<()>::KEYS,
        FUNDING,
    ),
    table(
        "[funding.traction]",
        "how the odds of a round go with what the operator earns",
        Traction::<()>::KEYS,
        &[],
    ),
    table("[failure]", "what ends an operator that still has cash", Failure::<()>::KEYS, &[]),
    table("[exit]", "what all exit routes share", Exit::<()>::KEYS, EXIT),
    table("[[exit.route]]", "one way of being bought", Route::<()>::KEYS, ROUTE),
    table(
        "[exit.horizon]",
        "how an operator is valued that was never sold",
        Horizon::<()>::KEYS,
        HORIZON,
    ),
    table("[[correlation]]", "uncertain numbers that move together", &[], CORRELATION),
    table("[[stress]]", "an assumption to push, one axis each", &[], STRESS),
    table("[[screen]]", "a limit that the simulated results are held to", &[], SCREEN),
    table("[[diligence]]", "a question, what it would settle, and its cost", &[], DILIGENCE),
    table("[[comparable]]", "what another company was sold for", &[], COMPARABLE),
    table("[memo]", "what is to be said in a memo beside the figures", &[], MEMO),
];

/// The names of a table's keys that this version can read, when all layers are
/// laid over each other.
pub(super) fn known(keys: &'static [Key], others: &'static [Other]) -> Vec<&'static str> {
    let names = keys.iter().map(|key| key.name).chain(others.iter().map(|other| other.name));
    names.filter(|name| *name != REMOVE).collect()
}

/// Blocks with keys of so common names that a misplaced key is no sign of them.
const ANALYSES: [&str; 5] =
    ["[[stress]]", "[[screen]]", "[[diligence]]", "[[comparable]]", "[memo]"];

/// The table of that name inside another one, or else the tables that have a
/// key of that name.
pub(super) fn homes_of(name: &str) -> Vec<&'static str> {
    let nested =
        |table: &&Table| table.path().rsplit_once('.').is_some_and(|(_, last)| last == name);
    let nested: Vec<_> = TABLES.iter().filter(nested).map(|table| table.title).collect();
    if !nested.is_empty() {
        return nested;
    }
    // These stand beside numbers in any table.
    if EVIDENCE.contains(&name) {
        return Vec::new();
    }
    let has = |table: &&Table| {
        !ANALYSES.contains(&table.title) && known(table.keys, table.others).contains(&name)
    };
    TABLES.iter().filter(has).map(|table| table.title).collect()
}

/// Tables that say how numbers move together, what is to be analysed and what is to be told.
pub(super) const BESIDE_THE_OPERATOR: [&str; 6] =
    ["correlation", "stress", "screen", "diligence", "comparable", "memo"];

/// The key of a number by its dotted path, names of list entries in it.
pub(super) fn number_at(path: &str) -> Option<&'static Key> {
    home_of(path).map(|(_, key)| key)
}

/// The same with the table that it belongs to.
pub(super) fn home_of(path: &str) -> Option<(&'static Table, &'static Key)> {
    let (place, name) = path.rsplit_once('.')?;
    let holds = |table: &&Table| match place.strip_prefix(table.path()) {
        Some("") => !table.is_list(),
        Some(rest) => table.is_list() && rest.starts_with('.'),
        None => false,
    };
    let tables = TABLES.iter().filter(holds);
    let keys = tables.flat_map(|table| table.keys.iter().map(move |key| (table, key)));
    keys.into_iter().find(|(_, key)| key.name == name)
}

/// Whether what stands at a dotted path is known and not a number.
pub(super) fn is_other(path: &str) -> bool {
    let Some((place, name)) = path.rsplit_once('.') else {
        return false;
    };
    let here = |table: &&Table| {
        let rest = place.strip_prefix(table.path());
        rest.is_some_and(|rest| rest.is_empty() || (table.is_list() && rest.starts_with('.')))
    };
    TABLES.iter().filter(here).any(|table| table.others.iter().any(|other| other.name == name))
}

/// Whether what stands at a path is a table that is changed key by key.
pub(super) fn is_table(path: &str) -> bool {
    !path.contains('.') || is_known_table(path)
}

/// Whether what stands at a path is a list of tables. At the top of a file
/// there is nothing but tables and lists.
pub(super) fn is_list(path: &str) -> bool {
    !path.contains('.') || is_known_list(path)
}

/// Whether every scenario may have such a table.
pub(super) fn is_known_table(path: &str) -> bool {
    TABLES.iter().any(|table| !table.is_list() && table.path() == path)
}

/// Whether every scenario may have such a list.
pub(super) fn is_known_list(path: &str) -> bool {
    TABLES.iter().any(|table| table.is_list() && table.path() == path)
}

/// The keys of the table or of the list's entries at a path; none where they
/// are not known here.
pub(super) fn keys_at(path: &str) -> Option<Vec<&'static str>> {
    let all = [&FILE].into_iter().chain(TABLES);
    let table = all.into_iter().find(|table| table.path() == path)?;
    Some(known(table.keys, table.others))
}

/// Why a key is refused in a table that it cannot stand in, where there is
/// more to say than that; none for other keys.
pub(super) fn misplaced(path: &str, name: &str) -> Option<String> {
    if !path.is_empty() && name == EXTENDS {
        Some("`extends` must stand before the first table".to_owned())
    } else if name == REMOVE {
        Some("only an entry of a list can be removed".to_owned())
    } else {
        None
    }
}
