//! Distributions of every family, around a value, inside a range.

use shortrun::input::families::{FAMILIES, Form};
use shortrun::model::key::Range;
use toml::{Table, Value};

use crate::generated::changes::short;
use crate::generated::random::Random;

/// What a distribution is made around.
struct Around<'a> {
    centre: f64,
    low: f64,
    high: f64,
    range: &'a Range,
}

/// A distribution of any family in any of its ways; none where the range
/// leaves no room for one.
pub(crate) fn around(centre: f64, range: &Range, random: &mut Random) -> Option<Value> {
    let width = centre.abs().max(0.01) * random.between(0.02, 0.9);
    let low =
        short((centre - width).max(range.min + if range.open_min { 0.01 * width } else { 0.0 }));
    let high =
        short((centre + width).min(range.max - if range.open_max { 0.01 * width } else { 0.0 }));
    if !(low < high && range.contains(low) && range.contains(high)) {
        return None;
    }
    let around = Around { centre: short(centre.clamp(low, high)), low, high, range };
    let form = random.pick(FAMILIES);
    around.of(form, random)
}

impl Around<'_> {
    fn of(&self, form: &Form, random: &mut Random) -> Option<Value> {
        let mut table = Table::new();
        table.insert("dist".to_owned(), form.name.into());
        let by_percentiles = form.percentiles.filter(|_| form.ways.is_empty() || random.one_in(3));
        if let Some((least, most)) = by_percentiles {
            self.percentiles((least, most), &mut table, random);
        } else {
            let ways: Vec<_> = form.ways.iter().filter(|way| !way.contains(&"file")).collect();
            for name in **random.pick(&ways) {
                table.insert((*name).to_owned(), self.parameter((form, name), &table, random)?);
            }
        }
        let is_wide = 1.0 < self.range.max;
        for name in form.optional {
            if random.one_in(3) || (form.name == "beta" && is_wide) {
                table.insert((*name).to_owned(), self.parameter((form, name), &table, random)?);
            }
        }
        Some(Value::Table(table))
    }

    /// Rising values at percentiles spread over the middle.
    fn percentiles(&self, (least, most): (usize, usize), table: &mut Table, random: &mut Random) {
        const AT: [u32; 9] = [2, 5, 10, 25, 50, 75, 90, 95, 98];
        let count = least + random.below(most.min(5) - least + 1);
        let step = (AT.len() - 1) / (count - 1).max(1);
        let mut from = self.low;
        for at in AT.iter().step_by(step.max(1)).take(count) {
            let part = f64::from(*at) / 100.0;
            let value = self.low + (self.high - self.low) * (part + random.between(-0.008, 0.008));
            from = short(value.clamp(self.low, self.high)).max(from);
            table.insert(format!("p{at}"), from.into());
            from += 0.001 * (self.high - self.low);
        }
    }

    /// One parameter, beside those that stand there.
    ///
    /// # Panics
    /// For one that is not known here: a new family teaches this too.
    fn parameter(
        &self,
        (form, name): (&Form, &str),
        table: &Table,
        random: &mut Random,
    ) -> Option<Value> {
        let Self { centre, low, high, .. } = *self;
        let shape = table.get("shape").and_then(Value::as_float).unwrap_or(1.0);
        let of = |list: Vec<f64>| Value::Array(list.into_iter().map(Value::from).collect());
        let count = table.get("values").and_then(Value::as_array).map_or(2, Vec::len);
        Some(match name {
            "value" | "mean" | "location" | "mode" => match form.name {
                "poisson" => short(centre.abs().clamp(0.01, 1e4)).into(),
                "lognormal" | "exponential" if centre <= 0.0 => return None,
                _ => centre.into(),
            },
            "min" => low.into(),
            "max" => high.into(),
            "sd" => short((high - low) / 3.0).into(),
            "scale" if form.name == "gamma" => short(centre.abs().max(0.01) / shape).into(),
            "scale" if form.name == "weibull" => short(centre.abs().max(0.01)).into(),
            "scale" => short((high - low) / 4.0).into(),
            "rate" => short(1.0 / centre.abs().max(0.01)).into(),
            "alpha" | "beta" | "shape" => short(random.between(0.4, 8.0)).into(),
            "lambda" => short(random.between(1.0, 9.0)).into(),
            "df" => short(random.between(1.5, 30.0)).into(),
            "p" => short(random.between(0.02, 0.98)).into(),
            "n" => (1 + random.below(20) as i64).into(),
            "interpolate" => random.one_in(2).into(),
            "values" => {
                let mut all: Vec<f64> =
                    (0..1 + random.below(6)).map(|_| short(random.between(low, high))).collect();
                all.iter_mut().for_each(|value| *value = value.clamp(low, high));
                of(all)
            }
            "weights" => of((0..count).map(|_| short(random.between(0.1, 3.0))).collect()),
            "components" => {
                let forms: Vec<&Form> =
                    FAMILIES.iter().filter(|form| form.name != "mixture").collect();
                let form = *random.pick(&forms);
                let other = self.of(form, random)?;
                Value::Array(vec![short(low).into(), other])
            }
            new => panic!("`{new}` of the family `{}` is not known here: add it", form.name),
        })
    }
}
