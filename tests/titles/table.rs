//! The numbers beside a picture, and what the picture tells of itself.

use shortrun::output::chart::Chart;

/// A csv file, read.
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Of a chart.
    pub(crate) fn of(chart: &Chart) -> Self {
        Self::read(chart.csv())
    }

    pub(crate) fn read(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().expect("a head").iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| {
            row.expect("a row of as many cells as the head").iter().map(str::to_owned).collect()
        });
        Self { head, rows: rows.collect() }
    }

    pub(crate) fn head(&self) -> &[String] {
        &self.head
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    fn place(&self, name: &str) -> usize {
        let place = self.head.iter().position(|head| head == name);
        place.unwrap_or_else(|| panic!("no column {name} in {:?}", self.head))
    }

    pub(crate) fn text(&self, row: usize, name: &str) -> &str {
        &self.rows[row][self.place(name)]
    }

    /// A cell; NaN where it is empty or no number.
    pub(crate) fn number(&self, row: usize, name: &str) -> f64 {
        self.text(row, name).parse().unwrap_or(f64::NAN)
    }

    pub(crate) fn column(&self, name: &str) -> Vec<f64> {
        (0..self.len()).map(|row| self.number(row, name)).collect()
    }

    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        (0..self.len()).map(|row| self.text(row, name)).collect()
    }

    /// Rows whose cell of a column is this.
    pub(crate) fn rows_where(&self, name: &str, is: &str) -> Vec<usize> {
        (0..self.len()).filter(|row| self.text(*row, name) == is).collect()
    }
}

/// A number that the picture tells of its run.
pub(crate) fn told(chart: &Chart, name: &str) -> f64 {
    let all: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    all[name].as_f64().unwrap_or_else(|| panic!("no {name} in {all}"))
}

/// The rate that a success must earn, and what the picture calls it: the target where that is
/// apart from the hurdle rate.
pub(crate) fn asked(chart: &Chart) -> (f64, &'static str) {
    let all: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    match all["target_irr"].as_f64() {
        Some(target) => (target, "target"),
        None => (told(chart, "hurdle_rate"), "hurdle"),
    }
}

/// What some of its axes span.
pub(crate) fn domain(chart: &Chart, name: &str) -> Vec<f64> {
    let all: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    let values = all["domains"][name].as_array();
    let values = values.unwrap_or_else(|| panic!("no {name} in {all}"));
    values.iter().map(|value| value.as_f64().expect("a number")).collect()
}
