//! From the results of a run to its charts.

use super::chart::{bands, dots, exits, hist_irr, hist_moic, hist_npv, moic_irr, runway};
use std::sync::OnceLock;

use super::chart::data::{Ending, Endings, Provenance, Returns, RunwayOf};
use super::value_bridge::value_bridge_chart;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::runway::Runway;
use crate::analysis::summary::{Summary, is_loss};
use crate::analysis::value_bridge::{ValueBridge, value_bridge};
use crate::model::outcome::Route;
use crate::output::chart::{Beside, Chart, Domains, Kind, Size};

/// The results of one run, laid out as charts want them.
pub struct Pictures<'a> {
    info: &'a RunInfo,
    summary: &'a Summary,
    outcomes: &'a Outcomes,
    provenance: Provenance,
    endings: Vec<(Ending, u16)>,
    /// Made when it is first asked for.
    runway: OnceLock<Runway>,
}

impl<'a> Pictures<'a> {
    /// Of one run.
    pub fn new(info: &'a RunInfo, summary: &'a Summary, outcomes: &'a Outcomes) -> Self {
        Self {
            info,
            summary,
            outcomes,
            provenance: provenance(info),
            endings: (0..outcomes.len())
                .map(|path| (ending(outcomes, path), outcomes.exit_month[path]))
                .collect(),
            runway: OnceLock::new(),
        }
    }

    /// With a runway that is known already: of outcomes without months, it
    /// cannot be made.
    pub fn with_runway(self, runway: Runway) -> Self {
        Self { runway: runway.into(), ..self }
    }

    /// One chart.
    pub fn draw(&self, kind: Kind, size: Size) -> Chart {
        self.draw_among(std::slice::from_ref(self), kind, size)
    }

    /// One chart on axes that the same chart of each of `set` has too, this run
    /// among them.
    pub fn draw_among(&self, set: &[Self], kind: Kind, size: Size) -> Chart {
        self.draw_like(set, None, (kind, size))
    }

    /// The same, on the axes of another picture if there is one.
    pub fn draw_like(
        &self,
        set: &[Self],
        like: Option<&Domains>,
        (kind, size): (Kind, Size),
    ) -> Chart {
        let all: Vec<_> = set.iter().map(Self::returns).collect();
        let beside = Beside { set: &all, like };
        match kind {
            Kind::Bands => bands::bands(&self.returns(), beside, size),
            Kind::Dots => dots::dots(&self.returns(), beside, size),
            Kind::Hist => hist_moic::hist_moic(&self.returns(), beside, size),
            Kind::HistIrr => hist_irr::hist_irr(&self.returns(), beside, size),
            Kind::HistNpv => hist_npv::hist_npv(&self.returns(), beside, size),
            Kind::Exits => exits::exits(&self.exits(), like, size),
            Kind::MoicIrr => {
                let ends: Vec<_> = set.iter().map(Self::exits).collect();
                moic_irr::moic_irr(
                    &self.returns(),
                    &self.exits(),
                    Beside { set: &ends, like },
                    size,
                )
            }
            Kind::Bridge => self.bridge(set, like, size),
            Kind::Runway => {
                let set: Vec<_> = set.iter().map(Self::runway).collect();
                runway::runway(&self.runway(), Beside { set: &set, like }, size)
            }
        }
    }

    fn bridge(&self, set: &[Self], like: Option<&Domains>, size: Size) -> Chart {
        let of = |one: &Self| value_bridge(one.outcomes, one.info);
        let beside: Vec<ValueBridge> = set.iter().map(of).collect();
        let run = (&self.returns(), self.summary.tail.is_heavy());
        value_bridge_chart(&of(self), run, Beside { set: &beside, like }, size)
    }

    fn runway(&self) -> RunwayOf<'_> {
        let horizon = self.info.horizon_months;
        let runway = self.runway.get_or_init(|| Runway::of(self.outcomes, horizon));
        RunwayOf { provenance: &self.provenance, runway }
    }

    fn returns(&self) -> Returns<'_> {
        let Summary { moic, irr, npv, tail, .. } = self.summary;
        Returns {
            provenance: &self.provenance,
            moic: &self.outcomes.moic,
            irr: &self.outcomes.irr,
            npv: &self.outcomes.npv,
            cheque: self.info.cheque,
            mean_moic: moic.mean,
            mean_npv: npv.mean,
            loss: self.summary.loss,
            total_loss: self.summary.total_loss,
            clears_hurdle: self.summary.clears_hurdle,
            moic_percentiles: &moic.percentiles,
            irr_percentiles: &irr.percentiles,
            npv_percentiles: &npv.percentiles,
            top_1_percent_share: tail.top_1_percent_share,
            heavy_tail: tail.is_heavy(),
        }
    }

    fn exits(&self) -> Endings<'_> {
        Endings {
            provenance: &self.provenance,
            endings: &self.endings,
            horizon_months: self.info.horizon_months,
            horizon_rule: &self.info.horizon_rule,
        }
    }
}

/// Where a run's numbers come from, for the footers of its charts.
pub fn provenance(info: &RunInfo) -> Provenance {
    Provenance {
        program_version: info.program_version.clone(),
        scenario_file: info.scenario_file.clone(),
        scenario_name: info.scenario_name.clone(),
        scenario_hash: info.content_hash.clone(),
        paths: info.paths,
        seed: info.seed,
        currency: info.currency.clone(),
        hurdle_rate: info.hurdle_rate,
        title_edited: false,
    }
}

/// Where the numbers of several runs on the same draws come from.
pub(in crate::output) fn provenance_of(infos: &[&RunInfo]) -> Provenance {
    let all =
        |of: fn(&RunInfo) -> &str| infos.iter().map(|info| of(info)).collect::<Vec<_>>().join(", ");
    Provenance {
        scenario_file: all(|info| &info.scenario_file),
        scenario_name: all(|info| &info.scenario_name),
        scenario_hash: all(|info| &info.content_hash),
        ..provenance(infos[0])
    }
}

fn ending(outcomes: &Outcomes, path: usize) -> Ending {
    match outcomes.route[path] {
        Route::Failure => Ending::Failed,
        Route::Horizon => Ending::Operating,
        Route::Sale(_) if is_loss(outcomes.moic[path]) => Ending::SoldBelowCost,
        Route::Sale(_) => Ending::SoldAboveCost,
    }
}
