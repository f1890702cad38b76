//! From the results of a run to its charts.
use crate::output::chart::provenance::provenance;

use std::sync::OnceLock;

use super::chart::data::{
    Ending, Endings, FailuresOf, PayoutOf, PlanOf, Returns, Routes, RunwayOf,
};
use super::chart::kpi::KpiPlan;
use super::chart::unit::{UnitPicture, UnitPlan};
use super::chart::{
    bands, dots, exceed, exits, failure, hist_irr, hist_moic, hist_npv, kpi, moic_irr, payout,
    plan, runway, scatter, unit,
};
use super::value_bridge::{parts_subject, value_bridge_chart};
use crate::analysis::base_rates::beside;
use crate::analysis::endings::endings;
use crate::analysis::failures::Failures;
use crate::analysis::followed::Followed;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::strongest_driver::StrongestDriver;
use crate::analysis::summary::Summary;
use crate::analysis::unit_economics::UnitEconomics;
use crate::analysis::value_bridge::{ValueBridge, value_bridge};
use crate::model::outcome::Route;
use crate::output::chart::provenance::Provenance;
use crate::output::chart::{
    Chart, Domains, Group, Kind, Picture, SharedAxes, Size, Subject, steps,
};

/// A kind of chart of a run, and how it is drawn.
pub struct RunChart {
    /// The kind as `--charts` and `--like` know it.
    pub kind: &'static Kind,
    drawing: Drawing,
}

enum Drawing {
    /// Of what the paths return, beside what they return in other runs.
    Returns(fn(&Returns<'_>, SharedAxes<'_, Returns<'_>>, Size) -> Chart),
    /// Of other results too, among those of a set of runs.
    Run(fn(&Pictures<'_>, &[Pictures<'_>], Option<&Domains>, Size) -> Chart),
}

/// The charts of a run, in the order in which a memo shows them.
pub static CHARTS: [RunChart; 16] = [
    RunChart { kind: &bands::KIND, drawing: Drawing::Returns(bands::bands) },
    RunChart { kind: &dots::KIND, drawing: Drawing::Returns(dots::dots) },
    RunChart { kind: &hist_moic::KIND, drawing: Drawing::Returns(hist_moic::hist_moic) },
    RunChart { kind: &hist_irr::KIND, drawing: Drawing::Returns(hist_irr::hist_irr) },
    RunChart { kind: &hist_npv::KIND, drawing: Drawing::Returns(hist_npv::hist_npv) },
    RunChart {
        kind: &exits::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_exits(set, like, size)),
    },
    RunChart {
        kind: &failure::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_failure(set, like, size)),
    },
    RunChart {
        kind: &runway::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_runway(set, like, size)),
    },
    RunChart {
        kind: &plan::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_plan(set, like, size)),
    },
    RunChart {
        kind: &moic_irr::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_moic_irr(set, like, size)),
    },
    RunChart {
        kind: &steps::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_bridge(set, like, size)),
    },
    RunChart {
        kind: &kpi::KIND,
        drawing: Drawing::Run(|run, _, like, size| run.draw_kpi(like, size)),
    },
    RunChart { kind: &exceed::KIND, drawing: Drawing::Returns(exceed::exceed) },
    RunChart {
        kind: &unit::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_unit(set, like, size)),
    },
    RunChart {
        kind: &scatter::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_scatter(set, like, size)),
    },
    RunChart {
        kind: &payout::KIND,
        drawing: Drawing::Run(|run, set, like, size| run.draw_payout(set, like, size)),
    },
];

/// Kinds of a run that are drawn where they are asked for: others show the same in another way, or
/// are for a question that not all ask.
pub static ON_REQUEST: [&Kind; 4] = [&exceed::KIND, &unit::KIND, &scatter::KIND, &payout::KIND];

/// The kinds of the charts of a run, in the same order.
pub fn kinds() -> [&'static Kind; CHARTS.len()] {
    CHARTS.each_ref().map(|chart| chart.kind)
}

impl RunChart {
    /// What charts of it show.
    pub fn subject(&self) -> Subject {
        if *self.kind == steps::KIND { parts_subject() } else { Subject::of_kind(self.kind) }
    }
}

/// The results of one run, laid out as charts want them.
pub struct Pictures<'a> {
    info: &'a RunInfo,
    summary: &'a Summary,
    outcomes: &'a Outcomes,
    provenance: Provenance,
    endings: Vec<(Ending, u16)>,
    /// Made when it is first asked for.
    followed: OnceLock<Followed>,
    units: OnceLock<Option<UnitEconomics>>,
    driver: OnceLock<Option<StrongestDriver>>,
}

impl<'a> Pictures<'a> {
    /// Of a run alone, on axes of its own.
    pub fn new(info: &'a RunInfo, summary: &'a Summary, outcomes: &'a Outcomes) -> Self {
        Self {
            info,
            summary,
            outcomes,
            provenance: provenance(info).of_the_first(outcomes.len() as u64),
            endings: endings(outcomes),
            followed: OnceLock::new(),
            units: OnceLock::new(),
            driver: OnceLock::new(),
        }
    }

    /// With what is drawn of months, where it is known already: of outcomes without months, it
    /// cannot be made.
    pub fn with_followed(self, followed: Followed) -> Self {
        Self { followed: followed.into(), ..self }
    }

    /// With what a unit earns, which is known already: of outcomes that were read from a file, it
    /// cannot be made.
    pub fn with_units(self, units: Option<UnitEconomics>) -> Self {
        Self { units: units.into(), ..self }
    }

    /// With the assumption that MOIC goes with most, which is known already: of outcomes without
    /// draws, it cannot be found.
    pub fn with_driver(self, driver: Option<StrongestDriver>) -> Self {
        Self { driver: driver.into(), ..self }
    }

    fn driver(&self) -> Option<&StrongestDriver> {
        let find = || self.outcomes.draws.strongest(&self.outcomes.moic, self.outcomes.errors);
        self.driver.get_or_init(find).as_ref()
    }

    /// What a unit earns; none where no path sells anything.
    pub(in crate::output) fn units(&self) -> Option<&UnitEconomics> {
        self.units
            .get_or_init(|| UnitEconomics::of(&self.outcomes.units, self.outcomes.errors))
            .as_ref()
    }

    /// As that of a scenario at a position among several.
    pub fn at(mut self, position: usize) -> Self {
        self.provenance.position = Some(position);
        self
    }

    /// All charts, each a group of its own.
    pub fn list(&self) -> Vec<Group<'_>> {
        let alone = |chart: &'static RunChart| {
            vec![Picture::new(chart.kind.name, chart.subject(), move |like, size| {
                self.draw_among(std::slice::from_ref(self), chart, like, size)
            })]
        };
        CHARTS.iter().map(alone).collect()
    }

    /// One chart, on axes that the same chart of each of `set` has too, this run among them, or
    /// on those of another picture.
    pub fn draw_among(
        &self,
        set: &[Self],
        chart: &RunChart,
        like: Option<&Domains>,
        size: Size,
    ) -> Chart {
        match chart.drawing {
            Drawing::Returns(draw) => {
                let all: Vec<_> = set.iter().map(Self::returns).collect();
                draw(&self.returns(), SharedAxes { set: &all, like }, size)
            }
            Drawing::Run(draw) => draw(self, set, like, size),
        }
    }

    fn draw_unit(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let beside: Vec<UnitPlan<'_>> = set.iter().map(Pictures::unit_plan).collect();
        let picture = UnitPicture {
            plans: &[self.unit_plan()],
            beside: &beside,
            run: &self.provenance,
            titles: unit::titles(self.units(), &self.info.currency, size),
            more: 0,
        };
        picture.draw(like, size)
    }

    fn draw_scatter(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let set: Vec<_> = set.iter().map(Pictures::returns).collect();
        scatter::scatter(&self.returns(), self.driver(), SharedAxes { set: &set, like }, size)
    }

    fn unit_plan(&self) -> UnitPlan<'_> {
        UnitPlan { label: &self.info.scenario_name, economics: self.units() }
    }

    fn draw_kpi(&self, like: Option<&Domains>, size: Size) -> Chart {
        let Self { info, summary, outcomes, .. } = *self;
        let plan = KpiPlan { label: &info.scenario_name, info, summary, outcomes };
        kpi::kpi(plan, &self.provenance, like, size)
    }

    fn draw_exits(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let set: Vec<_> = set.iter().map(Pictures::exits).collect();
        exits::exits(&self.exits(), SharedAxes { set: &set, like }, size)
    }

    fn draw_failure(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let set: Vec<_> = set.iter().map(Pictures::failures).collect();
        failure::failure(&self.failures(), SharedAxes { set: &set, like }, size)
    }

    fn draw_plan(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let set: Vec<_> = set.iter().map(Pictures::plan).collect();
        plan::plan(&self.plan(), SharedAxes { set: &set, like }, size)
    }

    fn draw_payout(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let set: Vec<_> = set.iter().map(Pictures::payout).collect();
        payout::payout(&self.payout(), SharedAxes { set: &set, like }, size)
    }

    fn draw_moic_irr(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let ends: Vec<_> = set.iter().map(Pictures::exits).collect();
        moic_irr::moic_irr(&self.returns(), &self.exits(), SharedAxes { set: &ends, like }, size)
    }

    fn draw_bridge(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let of = |one: &Pictures<'_>| value_bridge(one.outcomes, one.info);
        let beside: Vec<ValueBridge> = set.iter().map(of).collect();
        let heavy_tail = self.summary.tail.is_heavy();
        value_bridge_chart(
            &of(self),
            &self.returns(),
            heavy_tail,
            SharedAxes { set: &beside, like },
            size,
        )
    }

    fn draw_runway(&self, set: &[Pictures<'_>], like: Option<&Domains>, size: Size) -> Chart {
        let set: Vec<_> = set.iter().map(Pictures::runway).collect();
        runway::runway(&self.runway(), SharedAxes { set: &set, like }, size)
    }

    fn runway(&self) -> RunwayOf<'_> {
        let runway = &self.followed().runway;
        RunwayOf { provenance: &self.provenance, runway, endings: &self.endings }
    }

    fn followed(&self) -> &Followed {
        let horizon = self.info.horizon_months;
        self.followed.get_or_init(|| Followed::of(self.outcomes, horizon))
    }

    fn payout(&self) -> PayoutOf<'_> {
        let Self { info, outcomes, .. } = *self;
        let routes = outcomes.route.iter().zip(&outcomes.equity_proceeds);
        let sold = routes.filter(|(route, _)| matches!(route, Route::Sale(_)));
        PayoutOf {
            provenance: &self.provenance,
            closing: &info.closing,
            sales: sold.map(|(_, equity)| equity + info.closing.debt).collect(),
            cheque: info.cheque,
            post_money: info.post_money,
        }
    }

    fn plan(&self) -> PlanOf<'_> {
        let open = self.endings.iter().filter(|(ending, _)| *ending == Ending::Operating).count();
        PlanOf {
            provenance: &self.provenance,
            plan: &self.followed().years,
            horizon_months: self.info.horizon_months,
            by_rule: open as f64 / self.endings.len().max(1) as f64,
        }
    }

    fn failures(&self) -> FailuresOf<'_> {
        let horizon = self.info.horizon_months;
        FailuresOf {
            provenance: &self.provenance,
            failures: Failures::of(self.outcomes, horizon),
            beside: beside(self.outcomes, horizon, self.followed().peers),
        }
    }

    fn returns(&self) -> Returns<'_> {
        let Summary { moic, irr, npv, tail, .. } = self.summary;
        Returns {
            provenance: &self.provenance,
            moic: &self.outcomes.moic,
            irr: &self.outcomes.irr,
            npv: &self.outcomes.npv,
            cheque: self.info.cheque,
            errors: self.outcomes.errors,
            mean_moic: moic.mean,
            mean_npv: npv.mean,
            loss: self.summary.loss,
            total_loss: self.summary.total_loss,
            reaches_target: self.summary.reaches_target,
            moic_percentiles: &moic.percentiles,
            irr_percentiles: &irr.percentiles,
            npv_percentiles: &npv.percentiles,
            top_1_percent_share: tail.top_1_percent_share,
            heavy_tail: tail.is_heavy(),
            endings: &self.endings,
            most_paid_in: self.outcomes.invested.iter().copied().fold(self.info.cheque, f64::max),
        }
    }

    fn exits(&self) -> Endings<'_> {
        Endings {
            provenance: &self.provenance,
            endings: &self.endings,
            routes: Routes {
                routes: &self.outcomes.route,
                exit_months: &self.outcomes.exit_month,
                moic: &self.outcomes.moic,
                errors: self.outcomes.errors,
            },
            route_names: &self.info.route_names,
            horizon_months: self.info.horizon_months,
            horizon_rule: &self.info.horizon_rule,
        }
    }
}
