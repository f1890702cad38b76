//! Steps from one figure to another as they are printed: in one unit, to one
//! digit, and so that what is printed adds up as printed.

use super::format::{Money, number};
use crate::analysis::estimate::Estimate;
use crate::model::outcome::Unit;

/// Both ends and the steps between them, in whole numbers of the last digit.
#[derive(Clone, Debug)]
pub struct PrintedSteps<'a> {
    scale: Scale<'a>,
    start: i64,
    steps: Vec<i64>,
    end: i64,
}

impl<'a> PrintedSteps<'a> {
    /// Of steps that lead from the first of two `ends` to the other. Those with the largest
    /// remainders are rounded up, as many as the sum needs.
    pub fn new(ends: (f64, f64), steps: &[f64], unit: Unit, currency: &'a str) -> Self {
        let (start, end) = ends;
        let mut level = start;
        let levels = steps.iter().map(|step| {
            level += step;
            level
        });
        let largest = levels.chain([start, end]).map(f64::abs).fold(0.0, f64::max);
        let scale = Scale::of(largest, unit, currency);
        let (from, to) = (scale.whole(start), scale.whole(end));
        let exact: Vec<f64> = steps.iter().map(|step| scale.exact(*step)).collect();
        Self { scale, start: from, steps: adding_up(&exact, to - from), end: to }
    }

    /// The figure at the start.
    pub fn start(&self) -> String {
        self.scale.level(self.start)
    }

    /// The figure at the end.
    pub fn end(&self) -> String {
        self.scale.level(self.end)
    }

    /// The whole way, with its sign.
    pub fn difference(&self) -> String {
        self.scale.change(self.end - self.start)
    }

    /// Some of the steps as one, with its sign.
    pub fn together(&self, steps: &[usize]) -> String {
        self.scale.change(self.sum(steps))
    }

    /// Whether some of the steps as one are printed as more or less than 0.
    pub fn is_something(&self, steps: &[usize]) -> bool {
        self.sum(steps) != 0
    }

    fn sum(&self, steps: &[usize]) -> i64 {
        steps.iter().map(|step| self.steps[*step]).sum()
    }

    /// A figure that is no step, with its sign.
    pub fn other(&self, value: f64) -> String {
        self.scale.change(self.scale.whole(value))
    }

    /// An amount that is no step, above 0, without a sign.
    pub fn amount(&self, value: f64) -> String {
        self.scale.amount(self.scale.whole(value))
    }

    /// A printed figure with the standard error of what it is printed of.
    pub fn with_error(&self, printed: &str, figure: &Estimate) -> String {
        let error = self.error(figure);
        if error.is_empty() { printed.to_owned() } else { format!("{printed} {error}") }
    }

    /// A standard error in the unit of the steps; none of a single path.
    pub fn error(&self, figure: &Estimate) -> String {
        match figure.standard_error {
            error if error.is_nan() => String::new(),
            error => format!("± {}", self.scale.size(error)),
        }
    }
}

/// Whole numbers near `exact` that add up to `sum`.
fn adding_up(exact: &[f64], sum: i64) -> Vec<i64> {
    let mut whole: Vec<i64> = exact.iter().map(|step| libm::floor(*step) as i64).collect();
    let mut missing = sum - whole.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let remainder = |step: &usize| exact[*step] - libm::floor(exact[*step]);
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    while missing != 0 && !order.is_empty() {
        let sign = missing.signum();
        let some = order.len().min(missing.unsigned_abs() as usize);
        let pick =
            |place: usize| if 0 < sign { order[place] } else { order[order.len() - 1 - place] };
        (0..some).for_each(|place| whole[pick(place)] += sign);
        missing -= sign * some as i64;
    }
    whole
}

/// As everywhere else, without digits.
const NOTHING: &str = "0x";

/// The last digit that a double of this size is sure of after some sums: what
/// it holds further right is chance, and as a whole number would not fit.
fn finest(largest: f64) -> f64 {
    const DIGITS: f64 = 12.0;
    libm::pow(10.0, libm::floor(libm::log10(largest.max(1e-300))) - DIGITS)
}

/// What the last digit is worth, and how numbers of it are written.
#[derive(Clone, Debug)]
struct Scale<'a> {
    unit: Unit,
    money: Money<'a>,
    /// The last digit.
    step: f64,
    decimals: usize,
}

impl<'a> Scale<'a> {
    /// For figures up to `largest`: money to three digits.
    fn of(largest: f64, unit: Unit, currency: &'a str) -> Self {
        let money = Money::scale(largest, currency);
        let size = match unit {
            Unit::Money => money.size(),
            Unit::Share | Unit::RatePerYear => 0.01,
            _ => 1.0,
        };
        let decimals = match unit {
            Unit::Money if 99.5 <= largest / size => 0,
            Unit::Multiple => 2,
            Unit::Money if largest / size < 9.95 => 2,
            _ => 1,
        };
        let step = size * libm::pow(10.0, -(decimals as f64));
        Self { unit, money, step: step.max(finest(largest)), decimals }
    }

    fn exact(&self, value: f64) -> f64 {
        value / self.step
    }

    fn whole(&self, value: f64) -> i64 {
        self.exact(value).round() as i64
    }

    /// A figure; a reader counts months from 1.
    fn level(&self, whole: i64) -> String {
        let value = whole as f64 * self.step;
        match self.unit {
            Unit::Multiple if whole == 0 => NOTHING.to_owned(),
            Unit::Month => number(value + 1.0, self.decimals),
            Unit::Share | Unit::RatePerYear => format!("{}%", number(100.0 * value, self.decimals)),
            _ => self.signed(value),
        }
    }

    fn change(&self, whole: i64) -> String {
        let plus = if 0 < whole { "+" } else { "" };
        format!("{plus}{}", self.amount(whole))
    }

    /// Without a plus.
    fn amount(&self, whole: i64) -> String {
        if self.unit == Unit::Multiple && whole == 0 {
            return NOTHING.to_owned();
        }
        self.signed(whole as f64 * self.step)
    }

    fn signed(&self, value: f64) -> String {
        match self.unit {
            Unit::Money => self.money.with_decimals(value, self.decimals),
            Unit::Multiple => format!("{}x", number(value, self.decimals)),
            Unit::Share | Unit::RatePerYear => {
                format!("{} points", number(100.0 * value, self.decimals))
            }
            Unit::Days => format!("{} days", number(value, self.decimals)),
            Unit::Months => format!("{} months", number(value, self.decimals)),
            Unit::Month | Unit::Count => number(value, self.decimals),
        }
    }

    /// An amount without a sign, with a digit more where it would be nothing.
    fn size(&self, value: f64) -> String {
        let decimals = self.decimals + usize::from(0.0 < value && value < 0.95 * self.step);
        let finer = Self { decimals, ..self.clone() };
        match self.unit {
            Unit::Share | Unit::RatePerYear => number(100.0 * value, decimals),
            _ => finer.signed(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PrintedSteps, adding_up};
    use crate::analysis::estimate::Estimate;
    use crate::model::outcome::Unit;

    #[test]
    fn what_is_printed_adds_up_as_printed() {
        assert_eq!(adding_up(&[1.4, 1.4, -0.3], 3), [2, 1, 0]);
        assert_eq!(adding_up(&[0.4, 0.4, 0.4], 1), [1, 0, 0]);
        assert_eq!(adding_up(&[-0.4, -0.4, -0.4], -2), [0, -1, -1]);
        assert_eq!(adding_up(&[], 0), [0_i64; 0]);
        for shift in 0..100 {
            let shift = f64::from(shift) / 37.0;
            let exact = [12.3 + shift, -7.77 * shift, 0.004, -3.5, 1e-9];
            let sum = exact.iter().sum::<f64>().round() as i64;
            let whole = adding_up(&exact, sum);
            assert_eq!(whole.iter().sum::<i64>(), sum);
            let near = |(whole, exact): (&i64, &f64)| (*whole as f64 - exact).abs() < 1.5;
            assert!(whole.iter().zip(&exact).all(near), "{whole:?} {exact:?}");
        }
    }

    #[test]
    fn figures_of_any_size_are_shown_as_they_are_and_add_up() {
        for power in 6..=60 {
            let size = libm::pow(10.0, f64::from(power));
            let steps = [3.0 * size, -1.25 * size, 7.0];
            let end = steps.iter().sum::<f64>();
            let printed = PrintedSteps::new((0.0, end), &steps, Unit::Multiple, "USD");
            let shown = |text: String| -> f64 {
                text.trim_end_matches('x').replace('\u{2212}', "-").parse().expect("a number")
            };
            let near = |text: String, value: f64| (shown(text) / value - 1.0).abs() < 1e-11;
            assert!(near(printed.end(), end), "{} at 1e{power}", printed.end());
            assert!(near(printed.together(&[0]), steps[0]), "{}", printed.together(&[0]));
            assert!(near(printed.together(&[1]), steps[1]), "{}", printed.together(&[1]));
        }
    }

    #[test]
    fn steps_are_in_one_unit_with_their_signs() {
        let steps = [1.204, -0.985, 0.126];
        let printed = PrintedSteps::new((1.0, 1.345), &steps, Unit::Multiple, "USD");
        let each: Vec<String> = (0..3).map(|step| printed.together(&[step])).collect();
        assert_eq!(each, ["+1.20x", "\u{2212}0.98x", "+0.13x"]);
        let whole = (printed.start(), printed.difference(), printed.end());
        assert_eq!(whole, ("1.00x".into(), "+0.35x".into(), "1.35x".into()));
        assert_eq!(printed.together(&[1, 2]), "\u{2212}0.85x");
        assert_eq!((printed.together(&[]), printed.other(0.004)), ("0x".into(), "0x".into()));
        let loss = PrintedSteps::new((0.612, 0.583), &[-0.041, 0.012], Unit::Share, "USD");
        assert_eq!((loss.start(), loss.end()), ("61.2%".into(), "58.3%".into()));
        assert_eq!(loss.together(&[0]), "\u{2212}4.1 points");
        let error = |standard_error| loss.error(&Estimate { value: 0.0, standard_error });
        assert_eq!(error(0.0026), "± 0.3");
        assert_eq!((error(0.000_3).as_str(), error(f64::NAN).as_str()), ("± 0.03", ""));
        let npv = PrintedSteps::new((-950e3, -1.2e6), &[-1.3e6, 1.05e6], Unit::Money, "EUR");
        assert_eq!((npv.start(), npv.end()), ("\u{2212}€0.95M".into(), "\u{2212}€1.20M".into()));
        assert_eq!((npv.together(&[1]), npv.other(0.0)), ("+€1.05M".into(), "€0".into()));
    }
}
