//! The display list: what a chart consists of, before it becomes pixels or SVG.

use super::font;
use super::shaping;
use super::size::{FINE, Size, fine};
use plotters::style::RGBColor;

/// A place in fine units from the top left.
pub(in crate::output) type Place = (i32, i32);

/// Which point of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum Anchor {
    Start,
    Middle,
    End,
}

/// One thing drawn; lengths are in fine units.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::output) enum Mark {
    Rect { from: Place, to: Place, colour: RGBColor },
    Polygon { points: Vec<Place>, colour: RGBColor },
    Line { points: Vec<Place>, width: u32, colour: RGBColor, dash: Option<(u32, u32)> },
    Circle { centre: Place, radius: u32, colour: RGBColor },
    Text(TextRun),
}

impl Mark {
    /// The same farther right and farther down, by points.
    pub(in crate::output) fn moved(&self, right: f64, down: f64) -> Self {
        let by = fine((right, down));
        let moved = |place: &Place| (place.0 + by.0, place.1 + by.1);
        let all = |points: &[Place]| points.iter().map(moved).collect();
        match self {
            Self::Rect { from, to, colour } => {
                Self::Rect { from: moved(from), to: moved(to), colour: *colour }
            }
            Self::Polygon { points, colour } => {
                Self::Polygon { points: all(points), colour: *colour }
            }
            Self::Line { points, width, colour, dash } => {
                Self::Line { points: all(points), width: *width, colour: *colour, dash: *dash }
            }
            Self::Circle { centre, radius, colour } => {
                Self::Circle { centre: moved(centre), radius: *radius, colour: *colour }
            }
            Self::Text(run) => Self::Text(TextRun { place: moved(&run.place), ..run.clone() }),
        }
    }
}

/// One line of text; its place is on the baseline.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::output) struct TextRun {
    pub(in crate::output) place: Place,
    pub(in crate::output) text: String,
    pub(in crate::output) size: u32,
    pub(in crate::output) bold: bool,
    pub(in crate::output) colour: RGBColor,
    pub(in crate::output) anchor: Anchor,
}

impl TextRun {
    /// The left end of its baseline, in fine units.
    pub(in crate::output) fn left(&self) -> f64 {
        let width = shaping::width(&self.text, f64::from(self.size), self.bold);
        let share = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => 0.5,
            Anchor::End => 1.0,
        };
        f64::from(self.place.0) - share * width
    }

    /// What it covers, capitals to descenders, in fine units.
    pub(in crate::output) fn cover(&self) -> Area {
        let (left, size) = (self.left(), f64::from(self.size));
        let baseline = f64::from(self.place.1);
        Area {
            left,
            top: baseline - font::CAPITALS * size,
            right: left + shaping::width(&self.text, size, self.bold),
            bottom: baseline + font::DESCENT * size,
        }
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::output) struct Area {
    pub(in crate::output) left: f64,
    pub(in crate::output) top: f64,
    pub(in crate::output) right: f64,
    pub(in crate::output) bottom: f64,
}

impl Area {
    /// From one end to another, so high above and below a line.
    pub(in crate::output) fn level([left, right]: [f64; 2], (y, half): (f64, f64)) -> Self {
        Self { left, right, top: y - half, bottom: y + half }
    }

    /// Its centre.
    pub(in crate::output) fn middle(&self) -> (f64, f64) {
        (0.5 * (self.left + self.right), 0.5 * (self.top + self.bottom))
    }

    /// What is left of it without so much at each edge.
    pub(in crate::output) fn within(self, edge: f64) -> Self {
        Self {
            left: self.left + edge,
            top: self.top + edge,
            right: self.right - edge,
            bottom: self.bottom - edge,
        }
    }

    /// One in fine units, in points.
    pub(super) fn in_points(self) -> Self {
        Self {
            left: self.left / FINE,
            top: self.top / FINE,
            right: self.right / FINE,
            bottom: self.bottom / FINE,
        }
    }

    pub(in crate::output) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(in crate::output) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(in crate::output) fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// A finished chart, ready to be written as PNG, SVG, CSV or words.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub(in crate::output) size: Size,
    pub(in crate::output) marks: Vec<Mark>,
    pub(in crate::output) title: String,
    pub(in crate::output) wordings: Vec<String>,
    pub(in crate::output) alt_text: String,
    pub(in crate::output) software: String,
    pub(in crate::output) provenance: String,
    pub(in crate::output) csv: String,
    /// The rectangle that data are drawn in, in points.
    pub(in crate::output) plot: Area,
    /// The letters that pixels cannot show.
    pub(in crate::output) lacking: Vec<char>,
}

impl Chart {
    /// The finding, as drawn above the picture.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The finding in all its wordings, longest first; the title is the first
    /// that fits.
    pub fn wordings(&self) -> &[String] {
        &self.wordings
    }

    /// What the picture shows, in words for those who cannot see it.
    pub fn alt_text(&self) -> &str {
        &self.alt_text
    }

    /// The letters that its pixels cannot show; its SVG and its words have them.
    pub fn lacking(&self) -> &[char] {
        &self.lacking
    }

    /// The plotted numbers.
    pub fn csv(&self) -> &str {
        &self.csv
    }

    /// Where the numbers come from and what the axes span, as JSON.
    pub fn provenance(&self) -> &str {
        &self.provenance
    }

    /// The rectangle that data are drawn in: left, top, right, bottom, in
    /// points. It is the same for all data of a kind and size.
    pub fn plot_rectangle(&self) -> [f64; 4] {
        [self.plot.left, self.plot.top, self.plot.right, self.plot.bottom]
    }
}
