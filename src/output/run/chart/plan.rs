//! Chart of the plan: small pictures of sites, revenue, EBITDA and cash by year of operators that
//! still operate, their share, and what the investor has got by then on all paths.

use super::data::PlanOf;
use super::plan_panels::Panels;
use super::plan_shown::{CASH, EBITDA, NET, REVENUE, SITES, Shown};
use super::plan_words::{alt_text, numbers, words};
use crate::output::chart::{Chart, Kind, Metadata, Page, Scale, SharedAxes, Size};

/// Draws the plan, on the axes of all beside it or on those of another picture.
pub fn plan(of: &PlanOf<'_>, beside: SharedAxes<'_, PlanOf<'_>>, size: Size) -> Chart {
    let shown = Shown::of(of, beside);
    let words = words(of, &shown, size);
    let page = Page::new(size, &words, 2);
    let plot = Panels { page: &page, of, shown: &shown }.draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(of, &shown),
        csv: numbers(of),
        domains: shown.tells(),
    };
    page.finish(&words, plot, metadata)
}

/// The plan by year, and the investor's cash.
pub static KIND: Kind = Kind {
    name: "plan",
    in_money: true,
    scales: &[Scale::Months, SITES, REVENUE, EBITDA, CASH, NET],
    ..Kind::PLAIN
};
