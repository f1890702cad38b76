//! The terms of the deal as JSON.

use serde_json::{Value, json};

use super::Material;
use crate::model::operator::NewRoundSeniority;
use crate::model::tables::Tranche;
use crate::model::waterfall::Participation;

pub(super) fn terms(of: &Material<'_>) -> Value {
    let (page, operator, deal) = (of.deal, of.operator, &of.deal.deal);
    let post_money = deal.pre_money + deal.round_size;
    let participation = match operator.round.participation {
        Participation::None => json!("none"),
        Participation::Full => json!("full"),
        Participation::Capped { multiple } => json!({ "cap": multiple }),
    };
    let ranks = operator
        .existing
        .iter()
        .map(|class| json!({ "class": class.name, "seniority": class.seniority }));
    let tranches = operator.tranches.iter().zip(&page.tranches);
    json!({
        "round_size": deal.round_size,
        "cheque": deal.cheque,
        "pre_money": deal.pre_money,
        "post_money": post_money,
        "share_bought": deal.cheque / post_money,
        "preference": deal.preference,
        "participation": participation,
        "seniority": operator.round.seniority,
        "existing": ranks.collect::<Vec<_>>(),
        "pro_rata": operator.pro_rata,
        "later_rounds": {
            "preference": page.later_preference,
            "seniority": match operator.new_round_seniority {
                NewRoundSeniority::Senior => "senior",
                NewRoundSeniority::PariPassu => "pari-passu",
            },
        },
        "option_pool": deal.option_pool,
        "option_pool_before": deal.option_pool_before,
        "carve_out": deal.carve_out,
        "carve_out_is_drawn": page.carve_out_is_drawn,
        "debt": page.debt,
        "debt_is_drawn": page.debt_is_drawn,
        "tranches": tranches.map(|(name, terms)| tranche(name, terms)).collect::<Vec<_>>(),
        "hurdle_rate": of.info().hurdle_rate,
        "target_irr": of.info().target_irr,
    })
}

/// Conditions that a tranche does not have are null.
fn tranche(name: &str, terms: &Tranche<f64>) -> Value {
    let asked = |value: f64, least: f64| (least < value).then_some(value);
    json!({
        "name": name,
        "share": terms.share,
        "month": terms.month,
        "latest_month": terms.latest_month.max(terms.month),
        "contribution_margin": asked(terms.contribution_margin, -1e9),
        "ltm_revenue": asked(terms.ltm_revenue, 0.0),
        "sites_open": asked(terms.sites_open, 0.0),
    })
}
