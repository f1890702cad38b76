//! A base order from afar and a top-up from close by, season by season.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::TopUp;
use super::seasons::{PairedSeason, Seasons, ratio};
use super::solve::{Gains, root};
use crate::analysis::estimate::{Estimate, mean};
use crate::model::reactive::{Outcome, TwoOrders};

/// A season with what is known of it at either order.
struct Occasion {
    /// Terms, the top-up at the cost of the base.
    orders: TwoOrders,
    /// Units of mean demand.
    planned: f64,
    update: f64,
    /// Best single order from afar, over mean demand.
    alone: f64,
    /// What that brings when the forecast moves by `update`.
    alone_profit: f64,
}

/// All of them, for one pair of lead times, where stock is a risk.
pub(super) struct TopUps {
    occasions: Vec<Occasion>,
}

/// An occasion at some premium, for each unit of mean demand.
struct OccasionAtPremium {
    base: f64,
    top_up: f64,
    gain: f64,
}

impl TopUps {
    pub(super) fn of(seasons: &Seasons, long_days: f64, days: f64) -> Self {
        let occasion = |season: &PairedSeason| Occasion::of(season, long_days, days);
        let seasons = seasons.list.par_iter().filter(|season| season.stock_is_a_risk());
        Self { occasions: seasons.map(occasion).collect() }
    }

    fn taken(&self, premium: f64) -> Vec<OccasionAtPremium> {
        self.occasions.par_iter().map(|occasion| occasion.take(premium)).collect()
    }

    /// The highest premium at which topping up gains `least` of the base's
    /// unit cost for each unit of mean demand, or none.
    pub(super) fn highest_premium(&self, least: f64, guess: Option<f64>) -> Option<Estimate> {
        let gains_at = |premium: f64| {
            let taken = self.taken(premium);
            let all = || self.occasions.iter().zip(&taken);
            let money = |(occasion, taken): (&Occasion, &OccasionAtPremium)| {
                occasion.planned * (taken.gain - least * occasion.orders.base_cost)
            };
            let costs: Vec<f64> = all()
                .map(|(occasion, taken)| {
                    occasion.planned * occasion.orders.base_cost * taken.top_up
                })
                .collect();
            Gains { gains: all().map(money).collect(), slope: -mean(&costs).value }
        };
        root(guess.unwrap_or(0.0), gains_at).filter(|figure| 0.0 < figure.value)
    }

    /// What topping up brings at a premium.
    pub(super) fn at(&self, premium: f64) -> TopUp {
        let taken = self.taken(premium);
        let weighted = |value: &dyn Fn(&Occasion, &OccasionAtPremium) -> f64,
                        weight: &dyn Fn(&Occasion) -> f64| {
            let pairs: Vec<(f64, f64)> = self
                .occasions
                .iter()
                .zip(&taken)
                .map(|(occasion, taken)| {
                    (occasion.planned * value(occasion, taken), weight(occasion))
                })
                .collect();
            ratio(&pairs)
        };
        TopUp {
            base: weighted(&|_, taken| taken.base, &|occasion| occasion.planned),
            units: weighted(&|_, taken| taken.top_up, &|occasion| occasion.planned),
            gain: weighted(&|_, taken| taken.gain, &|occasion| {
                occasion.planned * occasion.orders.base_cost
            }),
        }
    }
}

impl Occasion {
    fn of(season: &PairedSeason, long_days: f64, days: f64) -> Self {
        let open_at_base = season.long.open_variance(long_days);
        let open_at_top_up = season.short.open_variance(days).min(open_at_base);
        let orders = TwoOrders {
            values: season.short.values(),
            base_cost: season.long.unit_cost,
            top_up_cost: season.long.unit_cost,
            update_log_sd: (open_at_base - open_at_top_up).sqrt(),
            // A season's sales of one SKU come from the large batch.
            open_log_sd: (open_at_top_up + season.long.count_noise()).sqrt(),
        };
        let alone = TwoOrders { top_up_cost: orders.values.sold, ..orders }.best_base();
        let alone_profit = orders.after_update(alone, 0.0, season.update).profit;
        let (planned, update) = (season.long.planned, season.update);
        Self { orders, planned, update, alone, alone_profit }
    }

    fn take(&self, premium: f64) -> OccasionAtPremium {
        let orders =
            TwoOrders { top_up_cost: (1.0 + premium) * self.orders.base_cost, ..self.orders };
        let target = orders.target();
        if target <= 0.0 {
            return OccasionAtPremium { base: self.alone, top_up: 0.0, gain: 0.0 };
        }
        let base = orders.best_base();
        let Outcome { top_up, profit } = orders.after_update(base, target, self.update);
        OccasionAtPremium { base, top_up, gain: profit - self.alone_profit }
    }
}
