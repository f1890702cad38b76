//! Who gets what of a sale right after the closing, as it is saved with a run.

use serde_json::{Value, json};

use crate::analysis::closing_stack::{ClosingStack, StackedClass};
use crate::model::waterfall::{Participation, ShareClass};

/// As a value.
pub(super) fn closing_value(stack: &ClosingStack) -> Value {
    let class = |StackedClass { name, class, part }: &StackedClass| {
        let participation = match class.participation {
            Participation::None => json!("none"),
            Participation::Full => json!("full"),
            Participation::Capped { multiple } => json!({ "capped": multiple }),
        };
        json!({
            "name": name,
            "invested": class.invested,
            "shares": class.shares,
            "preference": class.preference,
            "participation": participation,
            "rank": class.rank,
            "part": part,
        })
    };
    json!({
        "debt": stack.debt,
        "carve_out": stack.carve_out,
        "common_shares": stack.common_shares,
        "classes": stack.classes.iter().map(class).collect::<Vec<_>>(),
    })
}

/// Back from it, if it is one.
pub(super) fn closing_stack(value: &Value) -> Option<ClosingStack> {
    let number = |of: &Value, name: &str| of[name].as_f64().filter(|x| 0.0 <= *x);
    let class = |of: &Value| {
        let participation = &of["participation"];
        let participation = match participation.as_str() {
            Some("none") => Participation::None,
            Some("full") => Participation::Full,
            _ => Participation::Capped { multiple: number(participation, "capped")? },
        };
        let class = ShareClass {
            invested: number(of, "invested")?,
            shares: number(of, "shares")?,
            preference: number(of, "preference")?,
            participation,
            rank: i32::try_from(of["rank"].as_i64()?).ok()?,
        };
        let name = of["name"].as_str()?.to_owned();
        Some(StackedClass { name, class, part: number(of, "part")? })
    };
    Some(ClosingStack {
        debt: number(value, "debt")?,
        carve_out: number(value, "carve_out").filter(|part| *part <= 1.0)?,
        common_shares: number(value, "common_shares")?,
        classes: value["classes"].as_array()?.iter().map(class).collect::<Option<_>>()?,
    })
}
