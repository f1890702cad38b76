//! Classes of a statistic, each with its shade.

use super::grid::SHADES;
use crate::analysis::statistic::Relation;
use crate::analysis::stress::Grid;
use crate::output::chart::{CLASSES, Domains, PAPER, Span};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use plotters::style::RGBColor;

/// Six classes, of fixed shares for chances and else of equal width.
pub(super) struct Classes {
    pub(super) edges: [f64; 5],
    /// Whether larger is worse.
    rises: bool,
}

impl Classes {
    pub(super) fn of(grid: &Grid, like: Option<&Domains>) -> Self {
        let rises = matches!(grid.limit.relation, Relation::Le | Relation::Lt);
        if let Some(&[a, b, c, d, e]) = SHADES.values(like) {
            return Self { edges: [a, b, c, d, e], rises };
        }
        if grid.limit.statistic.is_chance() {
            return Self { edges: [0.1, 0.25, 0.5, 0.75, 0.9], rises };
        }
        let values = grid.cells.iter().map(|cell| cell.statistic.value);
        let Span { low, high } = Span::of(values.filter(|value| value.is_finite()));
        let edge = |k: usize| low + (high - low) * k as f64 / 6.0;
        Self { edges: [1, 2, 3, 4, 5].map(edge), rises }
    }

    pub(super) fn colour(&self, value: f64) -> RGBColor {
        if value.is_nan() {
            return PAPER;
        }
        let class = self.edges.iter().filter(|edge| **edge <= value).count();
        CLASSES[if self.rises { class } else { 5 - class }]
    }

    pub(super) fn words(&self, grid: &Grid, currency: &str) -> String {
        let unit = grid.limit.statistic.unit();
        let edge =
            |value: f64| statistic_words(value, unit, currency, StatisticStyle::Against(f64::NAN));
        let edges: Vec<String> = self.edges.iter().map(|value| edge(*value)).collect();
        format!("shades change at {}", edges.join(", "))
    }
}
