//! Chart of who gets what of each price of the company, right after the closing, with the simulated
//! prices of sales below on the same axis.

use super::data::PayoutOf;
use super::payout_shown::{FULLEST, PRICES, Shown};
use super::payout_words::{alt_text, numbers, words};
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, EXPECTED, GREY_TEXT, GRID, INK, Kind, LOSS, Metadata, PAPER, Page,
    Plot, SharedAxes, Size, Span, notch,
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
