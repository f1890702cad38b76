//! Who holds what before the round and after it, and what the investor holds at the end.

use super::Material;
use crate::output::cap_table::{remark, short_table_of, table_of};
use crate::output::document::Section;
use crate::output::words::percent_to_tenths;

pub(super) fn section(of: &Material<'_>) -> Section {
    let table = &of.summary().cap_table;
    let section = Section::new("Who holds what");
    if table.is_telling() {
        let remark = remark(table, of.currency());
        section.table(table_of(table, of.currency())).text(&[remark, at_exit(of)])
    } else {
        section.table(short_table_of(table)).text(&[at_exit(of)])
    }
}

fn at_exit(of: &Material<'_>) -> String {
    let deal = &of.deal.deal;
    let now = deal.cheque / (deal.pre_money + deal.round_size);
    let [low, middle, high] =
        [0, 1, 2].map(|index| percent_to_tenths(of.deal.ownership_at_exit[index].value));
    format!(
        "For its cheque the investor holds {} with all tranches paid, and {middle} at the end in \
         the median path ({low} to {high} in the middle half of paths).",
        percent_to_tenths(now),
    )
}
