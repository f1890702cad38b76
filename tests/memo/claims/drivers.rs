//! What drives the chance of loss.

use serde_json::Value;

use super::Section;

const BARS: &str = "/sensitivity/tornado/bars";

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("What drives it", json);
    let bars = section.list(BARS);
    let noise = section.number("/sensitivity/tornado/over_all_paths/standard_error");
    let is_moved = !bars.is_empty() && 0.0 < noise;
    section.say(bars.is_empty(), "No assumption is uncertain: paths differ by luck alone.");
    section.say(
        !bars.is_empty() && !is_moved,
        "Nothing moves the chance of loss: it is {pct:/sensitivity/tornado/over_all_paths} whatever \
         the {some:/sensitivity/tornado/bars:uncertain assumption} come to.",
    );
    if is_moved {
        leader(&mut section, bars);
        table(&mut section, bars);
    }
    if !section.at("/sensitivity/variance/groups").is_null() {
        luck(&mut section);
    }
    notes(&mut section, bars);
    section
}

fn leader(section: &mut Section<'_>, bars: &[Value]) {
    let inside = bars.iter().filter(|bar| bar["inside_noise"] == true).count();
    let is_any = inside < bars.len();
    section.say(
        !is_any,
        "None of {some:/sensitivity/tornado/bars:uncertain assumption} moves the chance of loss by \
         more than noise.",
    );
    if !is_any {
        return;
    }
    let ends = ends(&bars[0]);
    let leads = section.at("/sensitivity/tornado/first_leads") == true;
    section.put(leads, "the leader", || {
        format!(
            "Of {{some:{BARS}:uncertain assumption}}, {{label:{BARS}/0/assumption}} moves the chance \
             of loss most: {ends}."
        )
    });
    let ends = self::ends(&bars[0]);
    section.put(!leads, "a leader in doubt", || {
        format!(
            "{{Label:{BARS}/0/assumption}} moves the chance of loss most of \
             {{some:{BARS}:uncertain assumption}}, though not by more than noise leaves open: {ends}."
        )
    });
    section.put(0 < inside, "inside the noise", || {
        format!("{inside} of them move it by no more than noise.")
    });
}

/// The end with the lower chance of loss first.
fn ends(bar: &Value) -> String {
    let rises = bar["difference"]["value"].as_f64().is_some_and(|by| 0.0 < by);
    let (best, worst) = if rises { (0, 1) } else { (1, 0) };
    let at = |end: usize| format!("{{pct:{BARS}/0/ends/{end}/value}}");
    let part = if bar["bins"] == 10 { "tenth" } else { "part" };
    format!("{} in its best {part}, {} in its worst", at(best), at(worst))
}

/// What stands behind a number that counts something: ` days`, ` site`.
pub(super) fn unit_behind(unit: &Value, number: &Value) -> String {
    let unit = unit.as_str().unwrap_or_default().split(' ').next().unwrap_or_default();
    let counted = ["days", "months", "sites", "units", "rounds", "visitors", "SKUs"];
    match number.as_f64() {
        Some(number) if counted.contains(&unit) => {
            let is_one = (number - 1.0).abs() <= 0.0;
            format!(" {}", if is_one { unit.trim_end_matches('s') } else { unit })
        }
        _ => String::new(),
    }
}

fn table(section: &mut Section<'_>, bars: &[Value]) {
    let groups = section.list("/sensitivity/variance/groups");
    let has_shares = !section.at("/sensitivity/variance/rows").is_null();
    let told = bars.iter().enumerate().filter(|(_, bar)| bar["inside_noise"] == false).take(10);
    let rows = told.map(|(index, bar)| {
        let at = format!("{BARS}/{index}");
        let mark = if bar["one_way"] == true { "" } else { " \u{2195}" };
        let end = |end: usize| {
            let unit = unit_behind(&bar["unit"], &bar["ends"][end]["assumption_median"]);
            format!(
                "{{pct:{at}/ends/{end}/value}} at {{num:{at}/ends/{end}/assumption_median}}{unit}"
            )
        };
        let mut cells = vec![format!("{{label:{at}/assumption}}{mark}"), end(0), end(1)];
        cells.push(format!("{{num:{at}/difference}}"));
        cells.extend(has_shares.then(|| share(groups, &bar["assumption"])));
        cells.join(" | ")
    });
    let mut head = "Assumption | lowest tenth | highest tenth | difference ± s.e.".to_owned();
    if has_shares {
        head += " | share of variance [95%]";
    }
    section.rows("drivers", &head, rows.collect());
}

/// All that the group explains of which an assumption is one.
fn share(groups: &[Value], assumption: &Value) -> String {
    let members = |group: &Value| group["group"].as_array().cloned().unwrap_or_default();
    let index = groups.iter().position(|group| members(group).contains(assumption));
    let Some(index) = index else { return "–".to_owned() };
    let mark = if members(&groups[index]).len() == 1 { "" } else { " †" };
    format!("{{interval:/sensitivity/variance/groups/{index}/total}}{mark}")
}

fn luck(section: &mut Section<'_>) {
    section.say(
        true,
        "The variance that is shared out is that of loss, 1 in a path with it and 0 in one \
         without;",
    );
    section.say(
        true,
        "If every assumption were known exactly, \
         {interval:/sensitivity/variance/no_assumption_explains} of the variance would remain on \
         average: no diligence can explain it.",
    );
    section.say(
        true,
        "All assumptions together explain {interval:/sensitivity/variance/all_assumptions_together}; \
         each by itself, added up, {interval:/sensitivity/variance/first_order_sum_of_assumptions}.",
    );
    let may_be_nothing =
        section.at("/sensitivity/variance/assumptions_with_one_another/inside_noise") == true;
    section.say(
        true,
        "The difference, {interval:/sensitivity/variance/assumptions_with_one_another}, comes of \
         what assumptions do together",
    );
    section.say(may_be_nothing, ", which may be nothing.");
}

fn notes(section: &mut Section<'_>, bars: &[Value]) {
    let tenth = (section.paths() / 10.0).floor();
    section.put(tenth < 200.0 && !bars.is_empty(), "a small tenth", || {
        format!("A tenth is only {tenth} paths: good for a first look;")
    });
    let groups = section.list("/sensitivity/variance/groups");
    let is_unknown = groups.iter().any(|group| group["total"]["low"].is_null());
    let is_nothing = |group: &&Value| group["first_order"]["inside_noise"] == true;
    let lost = groups.iter().filter(is_nothing).filter(|group| group["rows_changed"] != 0).count();
    let wide = groups.iter().filter(|group| !is_nothing(group)).filter(|group| {
        let of = |key: &str| group["first_order"][key].as_f64().unwrap_or(f64::NAN);
        of("value").abs() < of("high") - of("low")
    });
    let wide = wide.count();
    section.put(0 < lost + wide && !is_unknown, "groups in doubt", || {
        format!(
            "Of {{count:/sensitivity/variance/groups}} groups, {lost} explain so little alone that \
             it may be nothing, and the intervals of {wide} more are wider than what they explain \
             alone; more than {{count:/sensitivity/variance/rows}} rows (--rows) tell more."
        )
    });
    let outcomes = section.list("/sensitivity/evidence/outcomes");
    section.say(
        outcomes.iter().any(|one| !one["caps"].is_null()),
        "For what the result rests on, MOIC and NPV beyond the 1st and 99th percentile counts as \
         these.",
    );
}
