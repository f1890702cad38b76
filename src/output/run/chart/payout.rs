//! Chart of who gets what of each price of the company, right after the closing, with the simulated
//! prices of sales below on the same axis.

use super::data::PayoutOf;
use super::payout_layers::{Holders, Shares};
use super::payout_words::{alt_text, numbers, words};
use crate::analysis::sale_prices::sales;
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, EXPECTED, GREY_TEXT, GRID, INK, Kind, LOSS, Metadata, PAPER, Page,
    Plot, Scale, SharedAxes, Size, Span, first_from, notch,
};
use crate::output::format::{Money, moic, part, percent, split};

/// Draws who gets what, on the axes of all beside it or on those of another picture.
pub fn payout(of: &PayoutOf<'_>, beside: SharedAxes<'_, PayoutOf<'_>>, size: Size) -> Chart {
    let shown = Shown::of(of, beside);
    let words = words(of, &shown, size);
    let page = Page::new(size, &words, 2);
    let plot = Drawing { page: &page, of, shown: &shown }.draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(of, &shown),
        csv: numbers(of, &shown),
        domains: vec![PRICES.tells(shown.prices.ends()), FULLEST.tells([shown.fullest])],
    };
    page.finish(&words, plot, metadata)
}

/// Who gets what of each price.
pub static KIND: Kind =
    Kind { name: "payout", in_money: true, scales: &[PRICES, FULLEST], ..Kind::PLAIN };

/// The axis of prices, which is logarithmic.
const PRICES: Scale = Scale::Values("prices", |values| match values {
    [low, high] => 0.0 < *low && low < high,
    _ => false,
});
/// The end of the axis of shares of sales.
const FULLEST: Scale = Scale::Amount("fullest");

/// Bins to a decade of prices.
const BINS: usize = 10;
/// Prices to a decade at which the shares are computed, besides those at which they bend.
const FINE: usize = 40;
/// Decades of the axis.
const DECADES: i32 = 3;

/// What is drawn, and on which axes.
pub(super) struct Shown {
    /// From the least to the highest price.
    pub(super) prices: Span,
    /// The end of the axis of shares of sales.
    pub(super) fullest: f64,
    /// Who gets what at each price that is looked at, ascending.
    pub(super) shares: Vec<Shares>,
    pub(super) holders: Holders,
    /// Edges of the bins of sales, and the share of all sales in each.
    pub(super) edges: Vec<f64>,
    pub(super) bins: Vec<f64>,
    /// Shares of sales below the axis and above it.
    pub(super) beyond: [f64; 2],
    /// What a price must be for all preferences to be paid.
    pub(super) preferences: f64,
    /// Share of sales that bring less.
    pub(super) inside: f64,
    /// The least price at which the investor has the cheque back.
    pub(super) whole: Option<f64>,
}

/// Less than a sale by this part is as much, so that rounding moves nothing.
const ROUNDING: f64 = 1e-9;

impl Shown {
    fn of(of: &PayoutOf<'_>, SharedAxes { set, like }: SharedAxes<'_, PayoutOf<'_>>) -> Self {
        let prices = PRICES.span(like).unwrap_or_else(|| prices(set));
        let edges = edges(prices);
        let bins = of.bins(&edges);
        let own = || {
            let most = set.iter().flat_map(|one| one.bins(&edges)).fold(0.0, f64::max);
            first_from(&[0.15, 0.30, 0.60, 1.0], most)
        };
        let stack = of.closing;
        let preferences = stack.price_of_preferences();
        let n = of.sales.len().max(1) as f64;
        let share = |holds: &dyn Fn(f64) -> bool| {
            of.sales.iter().filter(|price| holds(**price)).count() as f64 / n
        };
        let holders = Holders::of(stack);
        Self {
            fullest: FULLEST.amount(like).unwrap_or_else(own),
            shares: grid(of, prices)
                .into_iter()
                .map(|price| holders.shares(stack, price))
                .collect(),
            holders,
            beyond: [share(&|price| price < prices.low), share(&|price| prices.high < price)],
            preferences,
            inside: share(&|price| price < preferences * (1.0 - ROUNDING)),
            whole: stack.price_for(of.cheque, 1e4 * prices.high),
            prices,
            edges,
            bins,
        }
    }

    /// Where a price is on the axis, from 0 to 1.
    pub(super) fn place(&self, price: f64) -> f64 {
        let log = |price: f64| libm::log10(price.max(1e-300));
        (log(price) - log(self.prices.low)) / (log(self.prices.high) - log(self.prices.low))
    }
}

impl PayoutOf<'_> {
    /// The share of all sales in each bin, the last with its upper end.
    fn bins(&self, edges: &[f64]) -> Vec<f64> {
        let mut counts = vec![0_usize; edges.len() - 1];
        for price in self.sales.iter().filter(|price| edges[0] <= **price) {
            let bin = edges.partition_point(|edge| *edge <= *price) - 1;
            match counts.get_mut(bin) {
                Some(count) => *count += 1,
                None if *price <= edges[edges.len() - 1] => counts[bin - 1] += 1,
                None => {}
            }
        }
        let all = self.sales.len().max(1) as f64;
        counts.into_iter().map(|count| count as f64 / all).collect()
    }
}

/// Three decades around the largest post-money value: from a tenth or less of it on.
fn prices(set: &[PayoutOf<'_>]) -> Span {
    let post_money = set.iter().map(|one| one.post_money).fold(1.0, f64::max);
    let power = libm::floor(libm::log10(post_money) + 1e-12) as i32 - 1;
    let end = |power: i32| libm::pow(10.0, f64::from(power));
    Span { low: end(power), high: end(power + DECADES) }
}

/// Edges of bins over an axis: so many to a decade, whatever its ends are.
fn edges(prices: Span) -> Vec<f64> {
    spaced(prices, BINS)
}

fn spaced(Span { low, high }: Span, to_a_decade: usize) -> Vec<f64> {
    let decades = libm::log10(high / low);
    let count = (decades * to_a_decade as f64).round().max(1.0) as usize;
    let at = |i: usize| match i {
        0 => low,
        i if i == count => high,
        i => low * libm::pow(10.0, decades * i as f64 / count as f64),
    };
    (0..=count).map(at).collect()
}

/// Prices at which shares are computed: evenly spaced ones, those of the memo, and those from which
/// debt and preferences are paid.
fn grid(of: &PayoutOf<'_>, prices: Span) -> Vec<f64> {
    let stack = of.closing;
    let memo = sales(stack, of.post_money).into_iter().map(|sale| sale.price);
    let bends = [stack.debt, stack.price_of_preferences()];
    let all = spaced(prices, FINE).into_iter().chain(memo).chain(bends);
    let mut all: Vec<f64> =
        all.filter(|price| prices.low <= *price && *price <= prices.high).collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * *b);
    all
}

struct Drawing<'a> {
    page: &'a Page,
    of: &'a PayoutOf<'a>,
    shown: &'a Shown,
}

impl Drawing<'_> {
    fn draw(&self) -> Area {
        let (page, label) = (self.page, self.page.kind.label);
        let look = page.look(INK);
        // Room for any names, so that pictures of different runs line up.
        let right =
            label + look.bold().width(">99%") + 0.33 * page.frame.width().min(30.0 * label) + 6.0;
        let whole = page.inside([look.width("100%") + 6.0, 3.1 * label, right, 1.8 * label]);
        let height = whole.height() - 1.9 * label;
        let upper = Area { bottom: whole.top + 0.64 * height, ..whole };
        let lower = Area { top: whole.bottom - 0.36 * height, ..whole };
        let upper = Plot::new(page, upper, Span::UNIT, Span::UNIT);
        let lower = Plot::new(page, lower, Span::UNIT, Span::to(self.shown.fullest));
        self.layers(&upper);
        self.sales(&lower);
        self.preferences(&upper, &lower);
        self.prices(&lower);
        self.memo(&upper);
        self.names(&upper, whole.bottom);
        whole
    }

    /// Each holder's share of each price upon that of the one below.
    fn layers(&self, plot: &Plot<'_>) {
        let shown = self.shown;
        let x: Vec<f64> = shown.shares.iter().map(|one| shown.place(one.price)).collect();
        let mut below = vec![0.0; x.len()];
        let mut seams = Vec::new();
        for (index, holder) in shown.holders.all.iter().enumerate() {
            let of = shown.shares.iter().map(|one| one.amounts[index] / one.price);
            let above: Vec<f64> =
                below.iter().zip(of).map(|(below, share)| below + share).collect();
            let line =
                |y: &[f64]| x.iter().copied().zip(y.iter().map(|y| y.min(1.0))).collect::<Vec<_>>();
            let mut shape = line(&above);
            shape.extend(line(&below).into_iter().rev());
            plot.axes.shape(shape, holder.colour);
            seams.push(line(&above));
            below = above;
        }
        seams.pop();
        seams.into_iter().for_each(|seam| plot.axes.line(seam, 0.8, PAPER));
        let page = plot.page;
        for (share, name) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
            page.text_at(plot.area.left - 5.0, plot.y_of(share), page.look(INK).right(), name);
        }
        plot.baseline();
        self.head(plot);
    }

    /// What the lower panel shows, and how many of its sales are inside the preferences.
    fn head(&self, plot: &Plot<'_>) {
        let (page, area) = (plot.page, plot.area);
        let y = area.bottom + 0.85 * page.kind.label;
        let look = page.look(GREY_TEXT);
        if self.of.sales.is_empty() {
            return page.text_at(area.left, y, look, "No path is sold");
        }
        let bold = page.look(LOSS).bold().right();
        let inside = format!("{} inside preferences", percent(self.shown.inside));
        page.text_at(area.right, y, bold, &inside);
        let room = area.width() - bold.width(&inside) - 6.0;
        if let Some(text) = look.longest(&["Share of simulated sales", "Sales"], room) {
            page.text_at(area.left, y, look, text);
        }
    }

    /// Simulated sales by price, those inside the preferences on grey.
    fn sales(&self, plot: &Plot<'_>) {
        let (shown, page) = (self.shown, plot.page);
        let end = plot.x_of(shown.place(shown.preferences));
        if plot.area.left < end {
            page.rect(Area { right: end, ..plot.area }, EXPECTED);
        }
        for share in [0.0, 1.0] {
            let y = plot.y_of(share * shown.fullest);
            page.line(&[(plot.area.left, y), (plot.area.right, y)], 0.5, GRID);
            let name = format!("{:.0}%", 100.0 * share * shown.fullest);
            page.text_at(plot.area.left - 5.0, y, page.look(INK).right(), &name);
        }
        for (edges, share) in shown.edges.windows(2).zip(&shown.bins) {
            if *share <= 0.0 {
                continue;
            }
            let [left, right] = [edges[0], edges[1]].map(|edge| plot.x_of(shown.place(edge)));
            let top = plot.y_of(*share);
            page.rect(
                Area { left: left + 0.3, top, right: right - 0.3, bottom: plot.area.bottom },
                BANDS[4],
            );
            if plot.y.ends_before(*share) {
                let y = top + 6.0;
                notch(page, (left + 0.3, y + 3.0), (right - 0.3, y));
            }
        }
        plot.baseline();
    }

    /// The price that pays all preferences, through both panels.
    fn preferences(&self, upper: &Plot<'_>, lower: &Plot<'_>) {
        let (shown, page) = (self.shown, self.page);
        let place = shown.place(shown.preferences);
        if shown.preferences <= 0.0 || !(0.0..=1.0).contains(&place) {
            return;
        }
        let x = upper.x_of(place);
        let ends = [(x, upper.area.top), (x, upper.area.bottom)];
        page.line(&ends, 2.2, PAPER);
        page.dashes(&ends, 0.9, INK, (3.0, 2.0));
        page.dashes(&[(x, lower.area.top), (x, lower.area.bottom)], 0.9, INK, (3.0, 2.0));
    }

    /// Round prices under the lower panel.
    fn prices(&self, plot: &Plot<'_>) {
        let Span { low, high } = self.shown.prices;
        let decades = libm::log10(high / low).round() as i32;
        let at = |decade: i32, factor: f64| factor * low * libm::pow(10.0, f64::from(decade));
        let first = (0..=decades).map(|decade| at(decade, 1.0));
        let others = (0..decades).flat_map(|decade| [2.0, 5.0].map(|factor| at(decade, factor)));
        let currency = &self.of.provenance.currency;
        let named = |price: f64| {
            (self.shown.place(price), Money::scale(price * 1.000_1, currency).tick(price))
        };
        plot.ticks(first.chain(others).filter(|price| *price <= high * 1.000_1).map(named));
    }

    /// What the cheque becomes at the prices that a memo looks at.
    fn memo(&self, plot: &Plot<'_>) {
        let (page, shown) = (self.page, self.shown);
        let label = page.kind.label;
        let [times_y, moic_y] = [2.2, 1.0].map(|lines| plot.area.top - lines * label);
        let (head, look) = (page.look(GREY_TEXT), page.look(INK).bold().centred());
        let names = ["times post-money", "cheque becomes"];
        let right = plot.area.right + 6.0;
        page.text_at(right, times_y, head, names[0]);
        page.text_at(right, moic_y, head, names[1]);
        for (sale, times) in self.of.sales_of_memo() {
            let place = shown.place(sale.price);
            if !(0.0..=1.0).contains(&place) {
                continue;
            }
            let x = plot.x_of(place);
            let text = moic(sale.investor / self.of.cheque);
            let name = format!("{times}x");
            let clear = page.is_free((x, moic_y), look, &text, 3.0)
                && page.is_free((x, times_y), head.centred(), &name, 3.0);
            if clear {
                page.text_at(x, times_y, head.centred(), &name);
                page.text_at(x, moic_y, look, &text);
                page.line(&[(x, plot.area.top - 0.35 * label), (x, plot.area.top)], 0.75, AXIS);
            }
        }
    }

    /// Keys of the layers with their shares at the post-money value, which add to all; down to the
    /// foot where they need it.
    fn names(&self, plot: &Plot<'_>, foot: f64) {
        let (page, shown) = (self.page, self.shown);
        let label = page.kind.label;
        let post = shown.holders.shares(self.of.closing, self.of.post_money);
        let shares: Vec<f64> = post.amounts.iter().map(|amount| amount / post.price).collect();
        let percents = split(&shares, 100);
        let all = shown.holders.all.iter().zip(shares.iter().zip(percents)).rev();
        let left = plot.area.right + 6.0;
        let plain = page.look(INK);
        let count = shown.holders.all.len().max(2) as f64;
        let pitch = (1.4 * label).min((foot - plot.area.top - 1.2 * label) / count);
        let mut y = plot.area.top + 0.6 * label;
        page.text_at(left, y, page.look(GREY_TEXT), "at post-money");
        let share_end = left + label + plain.bold().width(">99%");
        for (holder, (share, whole)) in all {
            y += pitch;
            page.rect(Area::level([left, left + 0.72 * label], (y, 0.36 * label)), holder.colour);
            page.text_at(share_end, y, plain.bold().right(), &part(whole, *share));
            let room = page.frame.right - share_end - 4.0;
            page.text_at(share_end + 4.0, y, plain, &plain.shortened(&holder.name, room));
        }
    }
}
