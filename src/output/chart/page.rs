//! The page of a chart: title, subtitle and footer in their places, and the
//! pens that draw on it through plotters, in points from the top left.

use super::colours::{GREY_TEXT, INK, PAPER};
use super::display::{Area, Chart, Mark, TextRun};
use super::font;
use super::kind::Kind;
use super::recorder::{Dashed, Recorder};
use super::scale::Domain;
use super::size::{FINE, Size, Type};
use super::words::{balanced, first_fitting, footer_lines, software};
use crate::output::chart::provenance::Provenance;
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontStyle, IntoFont, RGBColor, TextStyle};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// What a chart says around its picture. Titles and subtitles are given from
/// the longest to the shortest wording; the first that fits is printed.
pub(in crate::output) struct Words<'a> {
    pub(in crate::output) provenance: &'a Provenance,
    pub(in crate::output) titles: Vec<String>,
    pub(in crate::output) subtitles: Vec<String>,
    /// How the figures are to be taken; empty where the notes say so.
    pub(in crate::output) basis: &'a str,
    pub(in crate::output) notes: Vec<String>,
}

/// A page being drawn.
pub(in crate::output) struct Page {
    pub(in crate::output) size: Size,
    pub(in crate::output) kind: Type,
    /// Where the plot may be, in points.
    pub(in crate::output) frame: Area,
    title: String,
    recorder: Rc<RefCell<Recorder>>,
    area: DrawingArea<Recorder, Shift>,
}

/// Look of a text.
#[derive(Clone, Copy)]
pub(in crate::output) struct Look {
    pub(in crate::output) size: f64,
    pub(in crate::output) bold: bool,
    pub(in crate::output) colour: RGBColor,
    pub(in crate::output) h: HPos,
}

impl Look {
    pub(in crate::output) fn new(size: f64, colour: RGBColor) -> Self {
        Self { size, bold: false, colour, h: HPos::Left }
    }

    pub(in crate::output) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(in crate::output) fn right(self) -> Self {
        Self { h: HPos::Right, ..self }
    }

    pub(in crate::output) fn centred(self) -> Self {
        Self { h: HPos::Center, ..self }
    }

    pub(in crate::output) fn width(&self, text: &str) -> f64 {
        font::width(&font::printable(text), self.size, self.bold)
    }

    /// The first of several wordings, given from the longest, that a room is wide enough for.
    pub(in crate::output) fn longest<S: AsRef<str>>(
        self,
        wordings: &[S],
        room: f64,
    ) -> Option<&str> {
        wordings.iter().map(AsRef::as_ref).find(|text| self.width(text) <= room)
    }
}

/// Left edge of the text of a page, and distance from its right edge.
const INSET: f64 = 3.0;

impl Page {
    /// Draws title, subtitle and footer; `subtitle_lines` are reserved for
    /// every chart of a kind, so that plots line up.
    pub(in crate::output) fn new(size: Size, words: &Words<'_>, subtitle_lines: usize) -> Self {
        let (width, height) = size.points();
        let fine = ((width * FINE).round() as u32, (height * FINE).round() as u32);
        let recorder =
            Rc::new(RefCell::new(Recorder { size: fine, marks: Vec::new(), is_lacking: false }));
        let area = DrawingArea::from(&recorder);
        let kind = size.type_sizes();
        let frame = Area { left: INSET, top: 0.0, right: width - INSET, bottom: 0.0 };
        let mut page = Self { size, kind, frame, title: String::new(), recorder, area };
        page.head(words, subtitle_lines);
        page.foot(words, height);
        page
    }

    fn head(&mut self, words: &Words<'_>, subtitle_lines: usize) {
        let room = self.frame.width();
        let look = Look::new(self.kind.title, INK).bold();
        let measure = |look: Look| move |text: &str| look.width(text);
        let title = first_fitting(&words.titles, 2, room, measure(look));
        let mut y = 4.0 * self.size.stretch();
        for line in balanced(&title, 2, room, measure(look)) {
            self.text_from(INSET, y, look, &line);
            y += 1.23 * self.kind.title;
        }
        self.title = title;
        y = 4.0 * self.size.stretch() + 2.0 * 1.23 * self.kind.title + 0.25 * self.kind.subtitle;
        let look = Look::new(self.kind.subtitle, GREY_TEXT);
        let subtitle = first_fitting(&words.subtitles, subtitle_lines, room, measure(look));
        let lines = balanced(&subtitle, subtitle_lines, room, measure(look));
        for (i, line) in lines.iter().enumerate() {
            self.text_from(INSET, y + i as f64 * 1.25 * self.kind.subtitle, look, line);
        }
        self.frame.top = y + subtitle_lines as f64 * 1.25 * self.kind.subtitle;
    }

    fn foot(&mut self, words: &Words<'_>, height: f64) {
        let look = Look::new(self.kind.footer, GREY_TEXT);
        let most = if self.size == Size::Half { 4 } else { 2 };
        let lines = footer_lines(words, most, self.frame.width(), |text| look.width(text));
        let top = height - 3.0 - most as f64 * 1.25 * self.kind.footer;
        // Fewer lines stand at the foot.
        let first = top + (most - lines.len().min(most)) as f64 * 1.25 * self.kind.footer;
        for (i, line) in lines.iter().enumerate() {
            self.text_from(INSET, first + i as f64 * 1.25 * self.kind.footer, look, line);
        }
        self.frame.bottom = top - 0.7 * self.kind.footer;
    }

    /// The finished chart, of a kind that always shows the same.
    pub(in crate::output) fn finish(
        self,
        words: &Words<'_>,
        plot: Area,
        metadata: Metadata,
    ) -> Chart {
        self.finish_of("", words, plot, metadata)
    }

    /// The finished chart; `of` is what it shows of all that its kind can.
    pub(in crate::output) fn finish_of(
        self,
        of: &str,
        words: &Words<'_>,
        plot: Area,
        metadata: Metadata,
    ) -> Chart {
        let mut alt_text = format!("{}. {}", self.title.trim_end_matches('.'), metadata.alt_text);
        if self.recorder.borrow().is_lacking {
            self.say_what_is_lacking();
            alt_text += " A question mark in the picture stands for a letter that its font lacks.";
        }
        let marks = self.recorder.borrow().marks.clone();
        Chart {
            size: self.size,
            marks,
            alt_text,
            software: software(words),
            provenance: super::words::provenance_json(words.provenance, &metadata, (of, self.size)),
            title: self.title,
            wordings: words.titles.clone(),
            csv: metadata.csv,
            plot,
        }
    }

    /// Names of a scenario may have letters that the font lacks: says so at the
    /// right end of a line of the footer that has room.
    fn say_what_is_lacking(&self) {
        let look = Look::new(self.kind.footer, GREY_TEXT).right();
        let height = self.size.points().1;
        let line = 1.25 * self.kind.footer;
        let gap = self.kind.footer;
        for text in ["?: a letter that the font lacks", "?: not in the font"] {
            for row in 0..4 {
                let y = height - 3.0 - (f64::from(row) + 0.6) * line;
                if self.is_free((self.frame.right, y), look, text, gap) {
                    return self.text_at(self.frame.right, y, look, text);
                }
            }
        }
    }

    /// A text whose capitals start at `y`.
    pub(in crate::output) fn text_from(&self, x: f64, y: f64, look: Look, text: &str) {
        self.text(x, y, (look, VPos::Top), text);
    }

    /// A text whose capitals are centred on `y`.
    pub(in crate::output) fn text_at(&self, x: f64, y: f64, look: Look, text: &str) {
        self.text(x, y, (look, VPos::Center), text);
    }

    /// A text on white that reaches so far beside it, and half as high, so that no line runs
    /// through it.
    pub(in crate::output) fn text_on_white(
        &self,
        (x, y): (f64, f64),
        look: Look,
        text: &str,
        (beside, half): (f64, f64),
    ) {
        let wide = look.width(text);
        let ends = match look.h {
            HPos::Left => [x - beside, x + wide + beside],
            HPos::Center => [x - (0.5 * wide + beside), x + (0.5 * wide + beside)],
            HPos::Right => [x - wide - beside, x + beside],
        };
        self.rect(Area::level(ends, (y, half)), PAPER);
        self.text_at(x, y, look, text);
    }

    fn text(&self, x: f64, y: f64, (look, v): (Look, VPos), text: &str) {
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = (FontFamily::SansSerif, look.size * FINE, weight).into_font();
        let style =
            TextStyle { font, color: look.colour.to_backend_color(), pos: Pos::new(look.h, v) };
        self.draw(&Text::new(text.to_owned(), fine((x, y)), style));
    }

    /// A filled rectangle.
    pub(in crate::output) fn rect(&self, area: Area, colour: RGBColor) {
        let corners = [fine((area.left, area.top)), fine((area.right, area.bottom))];
        self.draw(&Rectangle::new(corners, colour.filled()));
    }

    /// A filled disc.
    pub(in crate::output) fn disc(&self, centre: (f64, f64), radius: f64, colour: RGBColor) {
        let radius = (radius * FINE).round() as i32;
        self.draw(&Circle::new(fine(centre), radius, colour.filled()));
    }

    /// A filled shape.
    pub(in crate::output) fn shape(&self, points: Vec<(f64, f64)>, colour: RGBColor) {
        let Area { left, top, right, bottom } = self.frame;
        self.axes(self.frame, left..right, top..bottom).shape(points, colour);
    }

    /// A line of `width` points.
    pub(in crate::output) fn line(&self, points: &[(f64, f64)], width: f64, colour: RGBColor) {
        let style = colour.stroke_width((width * FINE).round() as u32);
        self.draw(&PathElement::new(fine_all(points), style));
    }

    /// A dashed line; `dash` is the length of a dash and of a gap, in points.
    pub(in crate::output) fn dashes(
        &self,
        points: &[(f64, f64)],
        width: f64,
        colour: RGBColor,
        dash: (f64, f64),
    ) {
        let whole = |length: f64| (length * FINE).round() as u32;
        let dash = (whole(dash.0), whole(dash.1));
        self.draw(&Dashed { points: fine_all(points), width: whole(width), colour, dash });
    }

    fn draw<'a, E>(&self, element: &'a E)
    where
        &'a E: plotters::element::PointCollection<'a, (i32, i32)>,
        E: plotters::element::Drawable<Recorder>,
    {
        self.area.draw(element).expect("recording cannot fail");
    }

    /// Data coordinates over a rectangle of the page, by plotters' own
    /// translation.
    pub(in crate::output) fn axes(&self, area: Area, x: Range<f64>, y: Range<f64>) -> Axes {
        let (left, top) = fine((area.left, area.top));
        let (right, bottom) = fine((area.right, area.bottom));
        let spec =
            Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, (left..right, top..bottom));
        Axes { area: self.area.apply_coord_spec(spec) }
    }

    /// Whether a text of this look would come closer than `gap` to another at
    /// its sides, or leave the page.
    pub(in crate::output) fn is_free(
        &self,
        (x, y): (f64, f64),
        look: Look,
        text: &str,
        gap: f64,
    ) -> bool {
        let wide = look.width(text);
        let left = match look.h {
            HPos::Left => x,
            HPos::Center => x - 0.5 * wide,
            HPos::Right => x - wide,
        };
        let (width, height) = self.size.points();
        let half = 0.5 * font::CAPITALS * look.size;
        let cover = Area {
            left: left - gap,
            top: y - half - 1.0,
            right: left + wide + gap,
            bottom: y + half + font::DESCENT * look.size + 1.0,
        };
        let inside =
            0.0 <= left && left + wide <= width && 0.0 <= cover.top && cover.bottom <= height;
        inside && !self.texts().iter().any(|run| in_points(run.cover()).meets(&cover))
    }

    fn texts(&self) -> Vec<TextRun> {
        let recorder = self.recorder.borrow();
        let texts = recorder.marks.iter().filter_map(|mark| match mark {
            Mark::Text(run) => Some(run.clone()),
            _ => None,
        });
        texts.collect()
    }
}

/// What accompanies the picture.
pub(in crate::output) struct Metadata {
    pub(in crate::output) kind: &'static Kind,
    pub(in crate::output) alt_text: String,
    pub(in crate::output) csv: String,
    /// What it tells of its scales, all of which its kind has declared.
    pub(in crate::output) domains: Vec<Domain>,
}

/// Width of the white edge of lines over fills, on each side.
const EDGE: f64 = 0.6;

/// Data coordinates over a rectangle of the page.
pub(in crate::output) struct Axes {
    area: DrawingArea<Recorder, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl Axes {
    /// The place of a value, in points.
    pub(in crate::output) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&(x, y));
        (f64::from(x) / FINE, f64::from(y) / FINE)
    }

    /// A bar between two corners.
    pub(in crate::output) fn bar(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) {
        let bar = Rectangle::new([from, to], colour.filled());
        self.area.draw(&bar).expect("recording cannot fail");
    }

    /// A filled shape.
    pub(in crate::output) fn shape(&self, points: Vec<(f64, f64)>, colour: RGBColor) {
        self.area.draw(&Polygon::new(points, colour)).expect("recording cannot fail");
    }

    /// A line of `width` points.
    pub(in crate::output) fn line(&self, points: Vec<(f64, f64)>, width: f64, colour: RGBColor) {
        let style = colour.stroke_width((width * FINE).round() as u32);
        self.area.draw(&PathElement::new(points, style)).expect("recording cannot fail");
    }

    /// A line with a white edge, which shows on any fill.
    pub(in crate::output) fn edged(&self, points: Vec<(f64, f64)>, width: f64, colour: RGBColor) {
        self.line(points.clone(), width + 2.0 * EDGE, PAPER);
        self.line(points, width, colour);
    }

    /// A dashed line on white, which shows on any fill.
    pub(in crate::output) fn dashes(&self, points: Vec<(f64, f64)>, width: f64, colour: RGBColor) {
        self.line(points.clone(), width + 2.0 * EDGE, PAPER);
        let dash = ((3.0 * FINE) as u32, (2.0 * FINE) as u32);
        let width = (width * FINE).round() as u32;
        let line = Dashed { points, width, colour, dash };
        self.area.draw(&line).expect("recording cannot fail");
    }
}

fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn fine_all(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    points.iter().map(|point| fine(*point)).collect()
}

fn in_points(cover: Area) -> Area {
    Area {
        left: cover.left / FINE,
        top: cover.top / FINE,
        right: cover.right / FINE,
        bottom: cover.bottom / FINE,
    }
}
