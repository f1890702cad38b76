//! How the figures of a study came about, and where they do not hold.

use super::report::FrontierReport;
use crate::analysis::frontier::Study;
use crate::output::format::{count, percent, plural};

/// Notes on the closed form, the simulation and what bounds both.
pub(super) fn remarks(report: &FrontierReport) -> Vec<String> {
    let study = &report.study;
    let mut all = vec![
        "Closed form: the line's numbers at their medians, lead time and forecast floor alone."
            .to_owned(),
        "Simulated: one season at plan for each of the paths, uncertain numbers drawn for each; \
         with batches, count noise, slips and capacity, on the same draws for both plans."
            .to_owned(),
    ];
    if study.draws < 1_000 {
        all.push(format!("Only {}: good for a first look.", plural(study.draws, "season")));
    }
    if 0.0 < study.medians.made_to_order_share {
        all.push(format!(
            "{} of the line's customers wait for a unit made to order; here all are served from \
             stock.",
            percent(study.medians.made_to_order_share)
        ));
    }
    if report.has_service_level {
        all.push(
            "The file sets a service level: the simulation keeps it, the closed form and the \
             top-ups order what is best."
                .to_owned(),
        );
    }
    all.extend(limits(study));
    let missing = study.points.iter().filter(|point| point.premium.is_none()).count();
    if 0 < missing {
        all.push(format!(
            "{} of {} points have no simulated premium: the long plan earns nothing there, or no \
             premium makes the plans equal.",
            count(missing as u64),
            count(study.points.len() as u64)
        ));
    }
    all
}

/// Where capacity or salvage bounds what a short lead time can earn.
fn limits(study: &Study) -> Vec<String> {
    let mut all = Vec::new();
    let own = study.own.as_ref().and_then(|own| own.as_it_is);
    let short = own.map_or(0.0, |own| own.held_back);
    if 0.0 < study.held_back || 0.0 < short {
        let both = own.map_or_else(String::new, |own| {
            format!(" and the plan close by in {}", percent(own.held_back))
        });
        all.push(format!(
            "Capacity holds the long plan back in {} of seasons{both}; top-ups are not held \
             back.",
            percent(study.held_back)
        ));
    }
    if 0.0 < study.leftovers_pay {
        all.push(format!(
            "In {} of seasons a left-over unit brings no less than it costs from afar: stock \
             is no risk, and a short lead time earns nothing. They are in the premium; top-ups \
             leave them out.",
            percent(study.leftovers_pay)
        ));
    }
    all
}
