//! What the chart of payouts says, and its numbers.

use super::data::PayoutOf;
use super::payout_shown::Shown;
use crate::analysis::sale_prices::{Sale, TIMES_POST_MONEY, sales};
use crate::output::chart::{Size, Words, cells, csv_of, go_on, listed, plain};
use crate::output::csv::number;
use crate::output::format::{money, percent, plural, small_percent};
use crate::output::given;
use crate::output::run::notes::share_error;

impl PayoutOf<'_> {
    /// The sales that a memo looks at, with their prices over the post-money value.
    pub(super) fn sales_of_memo(&self) -> impl Iterator<Item = (Sale, f64)> {
        sales(self.closing, self.post_money).into_iter().zip(TIMES_POST_MONEY)
    }
}

pub(super) fn words<'a>(of: &PayoutOf<'a>, shown: &Shown, size: Size) -> Words<'a> {
    let mut notes = Vec::new();
    if shown.fullest < shown.bins.iter().copied().fold(0.0, f64::max) {
        notes.push(go_on("bins with a notch", ""));
    }
    if 0.0 < shown.beyond[0] {
        notes.push(format!("{} of sales left of the axis", small_percent(shown.beyond[0])));
    }
    if 0.0 < shown.beyond[1] {
        notes.push(format!("{} of sales right of the axis", small_percent(shown.beyond[1])));
    }
    let sold = of.sales.len() as u64;
    if 0 < sold {
        notes.push(format!(
            "{} of {} sold; {}",
            percent(sold as f64 / of.provenance.paths as f64),
            plural(of.provenance.paths, "path"),
            share_error(sold, &[shown.inside]),
        ));
        notes.push("sales are placed by what holders get, plus today\u{2019}s debt".to_owned());
    }
    let subtitle = if size == Size::Half {
        "Who gets what of a price right after the closing, before any later round; sales below"
    } else {
        "Who gets what share of a price for the company with its cash, right after the closing with \
         all tranches paid and no later round; below, the prices of all simulated sales"
    };
    Words {
        provenance: of.provenance,
        titles: titles(of, shown),
        subtitles: vec![subtitle.to_owned()],
        basis: "gross of fees",
        notes,
    }
}

fn titles(of: &PayoutOf<'_>, shown: &Shown) -> Vec<String> {
    let currency = &of.provenance.currency;
    let whole = match shown.whole {
        Some(price) => {
            format!("the investor has the cheque back from {} on", money(price, currency))
        }
        None => "no price here brings the cheque back".to_owned(),
    };
    let amount = money(shown.preferences, currency);
    let inside = if of.sales.is_empty() {
        "No path is sold".to_owned()
    } else if of.closing.preference() <= 0.0 {
        "No preference stands before common shares".to_owned()
    } else {
        let what = format!("inside the preferences, below {amount}");
        match shown.inside {
            share if share <= 0.0 => format!("No sale ends {what}"),
            share if 1.0 <= share => format!("All sales end {what}"),
            share => format!("{} of sales end {what}", percent(share)),
        }
    };
    vec![format!("{inside}; {whole}"), inside]
}

/// A row for each price at which shares were computed, one for each bin of sales, and those of the
/// prices that the title is about.
pub(super) fn numbers(of: &PayoutOf<'_>, shown: &Shown) -> String {
    let holders = shown.holders.all.iter().map(|holder| plain(&holder.name));
    let head = ["kind", "price", "to"].map(str::to_owned).into_iter();
    let head = head.chain(holders).chain(["investor_moic", "share_of_sales"].map(str::to_owned));
    let none = String::new;
    let prices = shown.shares.iter().map(|one| {
        let investor = of.closing.sale(one.price).investor / of.cheque;
        [
            vec!["payout".to_owned()],
            cells([one.price]),
            vec![none()],
            cells(one.amounts.iter().copied()),
            cells([investor]),
            vec![none()],
        ]
        .concat()
    });
    let bins = shown.edges.windows(2).zip(&shown.bins).map(|(edges, share)| {
        let empty = vec![none(); shown.holders.all.len() + 1];
        [vec!["sales".to_owned()], cells([edges[0], edges[1]]), empty, cells([*share])].concat()
    });
    let marked = |kind: &str, price: f64, share: f64| {
        let shares = shown.holders.shares(of.closing, price);
        let investor = of.closing.sale(price).investor / of.cheque;
        [
            vec![kind.to_owned()],
            cells([price]),
            vec![none()],
            cells(shares.amounts),
            cells([investor]),
            vec![number(share)],
        ]
        .concat()
    };
    let preferences = (0.0 < of.closing.preference())
        .then(|| marked("inside preferences", shown.preferences, shown.inside));
    let whole = shown.whole.map(|price| marked("cheque back", price, f64::NAN));
    csv_of(head, prices.chain(bins).chain(preferences).chain(whole))
}

pub(super) fn alt_text(of: &PayoutOf<'_>, shown: &Shown) -> String {
    let currency = &of.provenance.currency;
    let sales = of.sales_of_memo().map(|(sale, times)| {
        let shares = shown.holders.shares(of.closing, sale.price);
        let each = shown.holders.all.iter().zip(shares.amounts);
        let each =
            each.map(|(holder, amount)| format!("{} {}", holder.name, money(amount, currency)));
        format!(
            "at {} ({} post-money) {}",
            money(sale.price, currency),
            given::multiple(times),
            listed(each, ", ")
        )
    });
    let sales = listed(sales, "; ");
    format!(
        "Stacked shares of each price of the company, on a logarithmic axis: {sales}. Below, a \
         histogram of {} by price, {} of them below {}, which pays debt and all preferences.",
        plural(of.sales.len() as u64, "simulated sale"),
        percent(shown.inside),
        money(shown.preferences, currency),
    )
}
