//! What of a plan by year is drawn, and on which axes.

use super::cash::FEWEST;
use super::data::PlanOf;
use crate::analysis::plan_years::{Fan, Net, PlanFigure, PlanYear};
use crate::output::chart::{
    Domain, Domains, Scale, SharedAxes, Span, first_from, round_amount, round_months,
};

pub(super) const SITES: Scale = Scale::Amount("most_sites");
pub(super) const REVENUE: Scale = Scale::Amount("highest_revenue");
pub(super) const EBITDA: Scale = Scale::Span("ebitda");
pub(super) const CASH: Scale = Scale::Amount("highest_cash");
pub(super) const NET: Scale = Scale::Span("net");

/// Axes of a number of sites.
const MOST_SITES: [f64; 6] = [10.0, 20.0, 50.0, 100.0, 1_000.0, 10_000.0];

/// What is drawn, and on which axes.
pub(super) struct Shown<'a> {
    /// From time 0 to the last that is on the axis.
    pub(super) years: &'a [PlanYear],
    /// Share of all paths that operate up to each.
    pub(super) operating: Vec<f64>,
    /// The end of the axis.
    pub(super) axis: usize,
    /// Of the figures, in the order of [`PlanFigure::ALL`].
    pub(super) figures: [Span; PlanFigure::ALL.len()],
    pub(super) net: Span,
}

impl<'a> Shown<'a> {
    pub(super) fn of(
        of: &PlanOf<'a>,
        SharedAxes { set, like }: SharedAxes<'_, PlanOf<'_>>,
    ) -> Self {
        let longest = set.iter().map(|one| one.horizon_months).fold(of.horizon_months, usize::max);
        let axis = Scale::Months.count(like).unwrap_or_else(|| round_months(longest.max(1)));
        let years = &of.plan.years;
        let on_axis = years.iter().take_while(|year| year.months <= axis).count();
        let years = &years[..on_axis];
        let operating = years.iter().map(|year| of.plan.operating(year).value).collect();
        let figures = PlanFigure::ALL.map(|figure| span_of(figure, set, like));
        Self { years, operating, axis, figures, net: net_span(set, like) }
    }

    pub(super) fn tells(&self) -> Vec<Domain> {
        let [sites, revenue, ebitda, cash] = self.figures;
        vec![
            Scale::Months.tells([0.0, self.axis as f64]),
            SITES.tells([sites.high]),
            REVENUE.tells([revenue.high]),
            EBITDA.tells(ebitda.ends()),
            CASH.tells([cash.high]),
            NET.tells(self.net.ends()),
        ]
    }

    /// The years in which enough operate for percentiles of them, and the figure then.
    pub(super) fn fans(&self, figure: PlanFigure) -> Vec<(&PlanYear, f64, Fan)> {
        fans(self.years, &self.operating, figure)
    }

    /// Of which year the medians are written: the fifth, or the last of which there are any.
    pub(super) fn key(&self) -> Option<&PlanYear> {
        const KEY: usize = 60;
        let mut years = self.fans(PlanFigure::Revenue).into_iter().map(|(year, _, _)| year);
        years.rfind(|year| year.months <= KEY)
    }

    pub(super) fn last(&self) -> &PlanYear {
        self.years.last().expect("time 0 at least")
    }

    /// The least and the most that the investor has, where that is beyond its axis.
    pub(super) fn net_beyond(&self) -> [Option<f64>; 2] {
        let reached = Span::of(self.years.iter().flat_map(|year| reach(&year.net)));
        [reached.low, reached.high].map(|end| Some(end).filter(|end| self.net.ends_before(*end)))
    }
}

fn fans<'a>(
    years: &'a [PlanYear],
    operating: &[f64],
    figure: PlanFigure,
) -> Vec<(&'a PlanYear, f64, Fan)> {
    let enough = years.iter().zip(operating).take_while(|(_, share)| FEWEST <= **share);
    enough
        .filter_map(|(year, share)| Some((year, *share, year.figures[figure as usize]?)))
        .collect()
}

/// All that is drawn of what the investor has by a date.
pub(super) fn reach(net: &Net) -> [f64; 5] {
    let [low, middle, high] = net.percentiles;
    // One path has no error.
    let error = if net.mean.standard_error.is_nan() { 0.0 } else { 2.0 * net.mean.standard_error };
    [low, middle, high, net.mean.value - error, net.mean.value + error]
}

/// An axis that reaches the values of all of a set.
fn span_of(figure: PlanFigure, set: &[PlanOf<'_>], like: Option<&Domains>) -> Span {
    let needed = || {
        let values = set.iter().flat_map(|of| {
            let shares: Vec<f64> =
                of.plan.years.iter().map(|year| of.plan.operating(year).value).collect();
            let fans = fans(&of.plan.years, &shares, figure);
            fans.into_iter().flat_map(|(_, _, fan)| fan.percentiles).collect::<Vec<_>>()
        });
        values.fold(Span::to(0.0), Span::with)
    };
    match figure {
        PlanFigure::Sites => Span::to(
            SITES.amount(like).unwrap_or_else(|| first_from_or_round(&MOST_SITES, needed().high)),
        ),
        PlanFigure::Revenue => {
            Span::to(REVENUE.amount(like).unwrap_or_else(|| round_amount(needed().high)))
        }
        PlanFigure::Ebitda => EBITDA.span(like).unwrap_or_else(|| around_0(needed())),
        PlanFigure::Cash => {
            Span::to(CASH.amount(like).unwrap_or_else(|| round_amount(needed().high)))
        }
    }
}

fn first_from_or_round(ends: &[f64], value: f64) -> f64 {
    ends.iter().copied().find(|end| value <= *end).unwrap_or_else(|| round_amount(value))
}

/// What the axis of EBITDA has below 0, in what it has above.
const BELOW: f64 = 0.3;

/// Up to 1, 2 or 5 and zeros, and from three tenths of that below 0, or from as far below.
fn around_0(Span { low, high }: Span) -> Span {
    let end = round_amount(high);
    if -low <= BELOW * end {
        return Span { low: -BELOW * end, high: end };
    }
    let end = round_amount(high.max(-low));
    Span { low: -end, high: end }
}

/// Ends of the axis of what the investor has above 0, in what it reaches below.
const ENDS: [f64; 4] = [2.0, 10.0, 100.0, 1_000.0];

/// From minus a round amount that is at least what any run beside it pays in, up to the first of
/// few multiples of it. What the best tenth gets may be beyond: it would leave no room for what is
/// usual.
fn net_span(set: &[PlanOf<'_>], like: Option<&Domains>) -> Span {
    let needed = || {
        let years = set.iter().flat_map(|of| &of.plan.years);
        let usual = |year: &PlanYear| {
            let [low, middle, _, least, most] = reach(&year.net);
            [low, middle, least, most]
        };
        let Span { low, high } = years.flat_map(usual).fold(Span::to(0.0), Span::with);
        let paid = round_amount(-low);
        Span { low: -paid, high: paid * first_from(&ENDS, high / paid) }
    };
    NET.span(like).unwrap_or_else(needed)
}
