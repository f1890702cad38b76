//! Quantile tables that equal distributions share, within a process: a command
//! that reads the same numbers in many scenarios makes each table once.

use std::sync::{Arc, Mutex, PoisonError};

use super::distribution::Distribution;
use super::quantile_table::QuantileTable;

/// Tables that are kept at most, of 30 to 260 kB each. Two scenarios, of which others
/// are mixed, have some tens.
const MOST: usize = 128;

/// A table; `None` of a distribution for which none is accurate enough.
pub(super) type Shared = Option<Arc<QuantileTable>>;

/// Those that were asked for, the last one last.
static KEPT: Mutex<Vec<(Distribution, Shared)>> = Mutex::new(Vec::new());

/// The table of a distribution, made by `make` where none is kept of an equal one.
pub(super) fn table_of(
    distribution: &Distribution,
    make: impl FnOnce() -> Option<QuantileTable>,
) -> Shared {
    if let Some(table) = kept(distribution) {
        return table;
    }
    // Not under the lock: other threads make other tables meanwhile.
    let table = make().map(Arc::new);
    keep(distribution.clone(), table.clone());
    table
}

fn kept(distribution: &Distribution) -> Option<Shared> {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let place = all.iter().position(|(one, _)| one == distribution)?;
    let found = all.remove(place);
    let table = found.1.clone();
    all.push(found);
    Some(table)
}

fn keep(distribution: Distribution, table: Shared) {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() == MOST {
        all.remove(0);
    }
    all.push((distribution, table));
}

#[cfg(test)]
mod tests {
    use super::{kept, table_of};
    use crate::sampling::distribution::Distribution;
    use crate::sampling::family::Family;

    #[test]
    fn equal_distributions_share_a_table_and_a_truncated_one_has_its_own() {
        let pert = || {
            let family = Family::Pert { min: 1.25, mode: 3.75, max: 9.125, lambda: 4.5 };
            Distribution::new(family).expect("a pert")
        };
        let value = pert().quantile(0.3);
        let made = kept(&pert()).flatten().expect("its table");
        let again = table_of(&pert(), || panic!("it is made already")).expect("a table");
        assert!(std::sync::Arc::ptr_eq(&made, &again));
        assert_eq!(pert().quantile(0.3).to_bits(), value.to_bits());
        let part = pert().truncated(Some(2.0), None).expect("a part");
        assert!(kept(&part).is_none());
        assert!(value < part.quantile(0.3));
    }
}
