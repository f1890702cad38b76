//! Numbers as titles say them, held against what they stand for.

/// What a number or some words of a title stand for.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A share of one, said in percent; none and all of it are said so alone.
    Share(f64),
    /// The same among shares that add to 100 %: rounded up or down.
    Part(f64),
    /// A yearly rate in percent, and the hurdle that it may not be rounded on
    /// to.
    Rate(f64, f64),
    /// A percentage without more.
    Percent(f64),
    /// A multiple, to two digits or a hundredth.
    Multiple(f64),
    /// An amount of money.
    Money(f64),
    /// A whole number.
    Count(f64),
    /// Any other number.
    Number(f64),
    /// A number that is rounded down.
    Down(f64),
    /// A share that is rounded up.
    Up(f64),
    /// One of several changes that add up as printed, so that it may be rounded
    /// either way, with its sign; in this unit: `x`, `points` or money.
    Change(f64, &'static str),
    /// Words.
    Text(String),
}

/// A number as it is said.
struct Said {
    value: f64,
    /// What one of its last digit is worth.
    step: f64,
    bound: Option<char>,
    sign: Option<char>,
    unit: String,
    has_currency: bool,
}

/// The number at the start of a text, with its signs and its unit.
pub(crate) fn token(text: &str) -> Option<&str> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let token = text[..end].trim_end_matches([',', ';', ':', ')', '.']);
    token.contains(|c: char| c.is_ascii_digit()).then_some(token)
}

fn read(token: &str) -> Option<Said> {
    let mut rest = token;
    let mut taken = |signs: &[char]| {
        let first = rest.chars().next().filter(|c| signs.contains(c))?;
        rest = &rest[first.len_utf8()..];
        Some(first)
    };
    let bound = taken(&['<', '>']);
    let sign = taken(&['+', '\u{2212}']);
    let way = if sign == Some('\u{2212}') { -1.0 } else { 1.0 };
    let has_currency = taken(&['$', '€', '£', '¥']).is_some();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
    let (digits, unit) = rest.split_at(end.unwrap_or(rest.len()));
    let digits = digits.replace(',', "");
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let scale = match unit {
        "k" => 1e3,
        "M" => 1e6,
        "bn" => 1e9,
        _ => 1.0,
    };
    Some(Said {
        value: way * scale * digits.parse::<f64>().ok()?,
        step: scale * libm::pow(10.0, -(decimals as f64)),
        bound,
        sign,
        unit: unit.to_owned(),
        has_currency,
    })
}

/// Whether a number says a value, or how it does not.
pub(crate) fn agrees(token: &str, value: &Value) -> Result<(), String> {
    let wrong = || format!("`{token}` for {value:?}");
    let said = read(token).ok_or_else(wrong)?;
    let amount_unit =
        if said.has_currency { ["", "k", "M", "bn"].contains(&said.unit.as_str()) } else { false };
    let unit_fits = match value {
        Value::Share(_) | Value::Part(_) | Value::Rate(..) | Value::Percent(_) | Value::Up(_) => {
            said.unit == "%"
        }
        Value::Multiple(_) => said.unit == "x",
        Value::Money(_) => amount_unit,
        Value::Count(_) | Value::Number(_) | Value::Down(_) => said.unit.is_empty(),
        Value::Change(_, "x") => said.unit == "x",
        Value::Change(_, "points") => said.unit.is_empty(),
        Value::Change(..) => amount_unit,
        Value::Text(_) => false,
    };
    let bound_fits = said.bound.is_none() || matches!(value, Value::Share(_) | Value::Part(_));
    let is_money = matches!(value, Value::Money(_) | Value::Change(_, "money"));
    let fits = unit_fits && bound_fits && said.has_currency == is_money;
    if fits && is_said(&said, value) { Ok(()) } else { Err(wrong()) }
}

fn is_said(said: &Said, value: &Value) -> bool {
    let near = |exact: f64, steps: f64| {
        (said.value - exact).abs() <= steps * said.step * (1.0 + 1e-9) + 1e-12 * exact.abs()
    };
    // Rounded to no less than two digits, and never to nothing.
    let two_digits = |exact: f64| {
        let exactly = (said.value - exact).abs() <= 1e-9 * exact.abs();
        let fine = exactly || said.step <= 0.1002 * exact.abs() || said.step <= 0.0101;
        near(exact, 0.5) && (fine || exact.abs() < 0.005)
    };
    match *value {
        Value::Share(share) => share_is_said(said, share, near(100.0 * share, 0.5)),
        Value::Part(share) => share_is_said(said, share, near(100.0 * share, 0.9999)),
        Value::Rate(rate, hurdle) => {
            let side = |x: f64| (1e-9 < x - hurdle, x - hurdle < -1e-9);
            near(100.0 * rate, 0.5) && side(said.value / 100.0) == side(rate)
        }
        Value::Percent(percent) => near(percent, 0.5),
        Value::Multiple(multiple) => {
            two_digits(multiple) && (multiple <= 0.0 || 0.0 < said.value || 0.001 < said.step)
        }
        // In a unit that suits the largest amount of the picture.
        Value::Money(amount) => near(amount, 0.5),
        Value::Count(count) => near(count, 0.0),
        Value::Number(number) => near(number, 0.5),
        Value::Down(number) => said.value <= number + 1e-9 && number < said.value + said.step,
        Value::Up(share) => {
            let percent = 100.0 * share;
            percent <= said.value + 1e-9 && said.value < percent + said.step
        }
        Value::Change(change, unit) => {
            let change = if unit == "points" { 100.0 * change } else { change };
            let sign = if said.value.abs() <= 0.0 { None } else { Some(0.0 < said.value) };
            let is_signed = said.sign.map(|sign| sign == '+') == sign;
            is_signed && sign.is_none_or(|up| up == (0.0 < change)) && near(change, 0.9999)
        }
        Value::Text(_) => false,
    }
}

/// `<1%` is not none, `>99%` not all, `0%` none and `100%` all.
fn share_is_said(said: &Said, share: f64, is_near: bool) -> bool {
    let percent = 100.0 * share;
    match said.bound {
        Some('<') => 0.0 < share && percent < said.value && said.value < 1.5,
        Some(_) => said.value < percent && share < 1.0 && 98.5 < said.value,
        None if said.value <= 0.0 => share <= 0.0,
        None if 100.0 <= said.value => 1.0 <= share && is_near,
        None => is_near,
    }
}

/// The title with the first digit of one of its numbers changed by five, for
/// each of them: more than any rounding makes up for.
pub(crate) fn changed_numbers(title: &str) -> Vec<String> {
    let starts = title.char_indices().filter_map(|(at, c)| {
        let before = title[..at].chars().next_back();
        let within = before.is_some_and(|b| b.is_alphanumeric() || b == '.' || b == ',');
        c.to_digit(10).filter(|_| !within).map(|digit| (at, digit))
    });
    let changed = starts.map(|(at, digit)| {
        let other = (digit + 5) % 10;
        format!("{}{other}{}", &title[..at], &title[at + 1..])
    });
    changed.collect()
}

/// Words that turn a finding round.
const OPPOSITES: [(&str, &str); 14] = [
    ("more", "less"),
    ("most", "least"),
    ("above", "below"),
    ("better", "worse"),
    ("best", "worst"),
    ("lose", "return"),
    ("None", "All"),
    ("none", "all"),
    ("no", "each"),
    ("highest", "lowest"),
    ("cannot", "can"),
    ("positive", "negative"),
    ("half", "one in ten"),
    ("nine in ten", "one in ten"),
];

/// The title with one of its words turned into the opposite, for each that
/// stands in it as a word.
pub(crate) fn changed_words(title: &str) -> Vec<String> {
    let both = OPPOSITES.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]);
    let changed = both.filter_map(|(from, to)| {
        let title = format!(" {title} ");
        let (from, to) = (format!(" {from} "), format!(" {to} "));
        title.contains(&from).then(|| title.replacen(&from, &to, 1).trim().to_owned())
    });
    changed.collect()
}
