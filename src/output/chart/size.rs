//! The four sizes of a picture, with the type that belongs to each.

/// Fine units in a point: coordinates are whole numbers of these.
pub(in crate::output) const FINE: f64 = 20.0;

/// A place in fine units.
pub(in crate::output) fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

pub(in crate::output) fn fine_all(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    points.iter().map(|point| fine(*point)).collect()
}

/// A length in fine units.
pub(in crate::output) fn whole(length: f64) -> u32 {
    (length * FINE).round() as u32
}

/// A size of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 3.25 by 2.75 inches: two across in a memo.
    Half,
    /// 6.5 by 3.75 inches: the text width of a page.
    Full,
    /// 6.5 by 4.75 inches.
    Tall,
    /// 10 by 5 inches: on a slide, under its own headline.
    Slide,
    /// 6.5 inches wide and as high as so many charts of half that width need, two in a row.
    Panel(u8),
    /// 6.5 inches wide and as high as so many rows of small pictures need, up
    /// to a page; for sheets of assumptions alone.
    Sheet(u8),
}

/// Height of name, title, subtitle and footer of a sheet, and of one of its rows, in
/// points.
const SHEET_HEAD_AND_FOOT: u32 = 81;
const SHEET_ROW: u32 = 72;

/// Height of what stands above and below the charts of a panel, and of a row of them, in points.
const PANEL_HEAD_AND_FOOT: u32 = 92;
const PANEL_ROW: u32 = 198;

/// Type sizes, in points.
#[derive(Clone, Copy, Debug)]
pub(in crate::output) struct Type {
    pub(in crate::output) title: f64,
    pub(in crate::output) subtitle: f64,
    pub(in crate::output) name: f64,
    pub(in crate::output) label: f64,
    pub(in crate::output) footer: f64,
}

impl Size {
    /// Those that a chart can be asked for in.
    pub const ALL: [Self; 4] = [Self::Half, Self::Full, Self::Tall, Self::Slide];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Full => "full",
            Self::Tall => "tall",
            Self::Slide => "slide",
            Self::Panel(_) => "panel",
            Self::Sheet(_) => "sheet",
        }
    }

    /// The size of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }

    /// Width and height in pixels.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Half => (936, 792),
            Self::Full => (1872, 1080),
            Self::Tall => (1872, 1368),
            Self::Slide => (1920, 960),
            Self::Panel(charts) => {
                (1872, 4 * (PANEL_HEAD_AND_FOOT + PANEL_ROW * u32::from(charts.div_ceil(2))))
            }
            Self::Sheet(rows) => (1872, 4 * (SHEET_HEAD_AND_FOOT + SHEET_ROW * u32::from(rows))),
        }
    }

    /// One line of subtitle; two where they are short.
    pub(in crate::output) fn subtitle_lines(self) -> usize {
        if self == Self::Half { 2 } else { 1 }
    }

    /// Pixels in a metre: 288 dots per inch, 192 on slides.
    pub fn pixels_per_metre(self) -> u32 {
        if self == Self::Slide { 7559 } else { 11339 }
    }

    /// Pixels in a point.
    pub(in crate::output) fn scale(self) -> f64 {
        if self == Self::Slide { 192.0 / 72.0 } else { 4.0 }
    }

    /// Width and height in points.
    pub(in crate::output) fn points(self) -> (f64, f64) {
        let (width, height) = self.pixels();
        (f64::from(width) / self.scale(), f64::from(height) / self.scale())
    }

    pub(in crate::output) fn type_sizes(self) -> Type {
        match self {
            Self::Half => Type { title: 9.5, subtitle: 7.5, name: 8.0, label: 7.2, footer: 6.2 },
            Self::Slide => {
                Type { title: 18.0, subtitle: 14.0, name: 15.0, label: 13.5, footer: 10.0 }
            }
            _ => Type { title: 11.0, subtitle: 8.5, name: 8.75, label: 8.0, footer: 6.5 },
        }
    }

    /// Lengths of the layout relative to those at full size.
    pub(in crate::output) fn stretch(self) -> f64 {
        match self {
            Self::Half => 0.9,
            Self::Slide => 1.65,
            _ => 1.0,
        }
    }
}
