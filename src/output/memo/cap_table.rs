//! Who holds what before the round and after it.

use super::Material;
use crate::output::cap_table::{remark, table_of};
use crate::output::document::Section;

/// Nothing where there is no more to say than that a round is sold.
pub(super) fn section(of: &Material<'_>) -> Option<Section> {
    let table = &of.summary().cap_table;
    table.is_telling().then(|| {
        Section::new("The cap table")
            .table(table_of(table, of.currency()))
            .text(&[remark(table, of.currency())])
    })
}
