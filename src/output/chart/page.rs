//! The page of a chart: title, subtitle and footer in their places.

use super::colours::{GREY_TEXT, INK};
use super::display::{Area, Chart, Mark};
use super::font;
use super::footer::{footer_lines, more_lines, software};
use super::look::Look;
use super::metadata::{Metadata, Words, provenance_json};
use super::recorder::Recorder;
use super::series::{MOST_CURVES, colour_of, dash_of};
use super::size::{FINE, Size, Type};
use super::words::{balanced, first_fitting, names_line};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A page being drawn.
pub(in crate::output) struct Page {
    pub(in crate::output) size: Size,
    pub(in crate::output) kind: Type,
    /// Where the plot may be, in points.
    pub(in crate::output) frame: Area,
    title: String,
    recorder: Rc<RefCell<Recorder>>,
    pub(super) area: DrawingArea<Recorder, Shift>,
}

/// Left edge of the text of a page, and distance from its right edge.
const INSET: f64 = 3.0;

impl Page {
    /// Draws title, subtitle and footer; `subtitle_lines` are reserved for
    /// every chart of a kind, so that plots line up.
    pub(in crate::output) fn new(size: Size, words: &Words<'_>, subtitle_lines: usize) -> Self {
        let (width, height) = size.points();
        let fine = ((width * FINE).round() as u32, (height * FINE).round() as u32);
        let recorder = Rc::new(RefCell::new(Recorder {
            size: fine,
            marks: Vec::new(),
            lacking: BTreeSet::new(),
        }));
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
        let above = 4.0 * self.size.stretch();
        let top = above + 1.3 * self.kind.label;
        for (i, line) in balanced(&title, 2, room, measure(look)).iter().enumerate() {
            self.text_from(INSET, top + i as f64 * 1.23 * self.kind.title, look, line);
        }
        self.title = title;
        let y = top + 2.0 * 1.23 * self.kind.title + 0.25 * self.kind.subtitle;
        let look = Look::new(self.kind.subtitle, GREY_TEXT);
        let subtitle = first_fitting(&words.subtitles, subtitle_lines, room, measure(look));
        let lines = balanced(&subtitle, subtitle_lines, room, measure(look));
        for (i, line) in lines.iter().enumerate() {
            self.text_from(INSET, y + i as f64 * 1.25 * self.kind.subtitle, look, line);
        }
        self.name(words, above);
        self.frame.top = y + subtitle_lines as f64 * 1.25 * self.kind.subtitle;
    }

    /// What the picture is of, above its title: the scenario, with its colour where it is one of
    /// several that have pictures of their own.
    fn name(&self, words: &Words<'_>, y: f64) {
        let look = Look::new(self.kind.label, GREY_TEXT).bold();
        let mut left = INSET;
        if let Some(position) = words.provenance.position.filter(|one| *one < MOST_CURVES) {
            let (long, middle) = (20.0 * self.size.stretch(), y + 0.37 * self.kind.label);
            let (ends, stretch) = ([(left, middle), (left + long, middle)], self.size.stretch());
            let (width, colour) = (1.7 * stretch.max(1.0), colour_of(position));
            match dash_of(position) {
                None => self.line(&ends, width, colour),
                Some((on, off)) => {
                    let dash = (on * stretch.max(1.0), off * stretch.max(1.0));
                    self.dashes(&ends, width, colour, dash);
                }
            }
            left += long + 5.0;
        }
        let names = names_line(words.provenance, self.frame.right - left, |text| look.width(text));
        self.text_from(left, y, look, &names);
    }

    fn foot(&mut self, words: &Words<'_>, height: f64) {
        let look = Look::new(self.kind.footer, GREY_TEXT);
        let usual = if self.size == Size::Half { 4 } else { 2 };
        let most = usual + more_lines(words.provenance, self.size);
        let lines = footer_lines(words, most, self.frame.width(), |text| look.width(text));
        let top = height - 3.0 - most as f64 * 1.25 * self.kind.footer;
        // Fewer lines stand at the foot.
        let first = top + (most - lines.len().min(most)) as f64 * 1.25 * self.kind.footer;
        for (i, line) in lines.iter().enumerate() {
            self.text_from(INSET, first + i as f64 * 1.25 * self.kind.footer, look, line);
        }
        self.frame.bottom = top - 0.7 * self.kind.footer;
    }

    pub(in crate::output) fn is_half(&self) -> bool {
        self.size == Size::Half
    }

    /// The look of labels.
    pub(in crate::output) fn look(&self, colour: RGBColor) -> Look {
        Look::new(self.kind.label, colour)
    }

    /// Least distance between the names of two ticks.
    pub(super) fn tick_gap(&self) -> f64 {
        if self.is_half() { 4.0 } else { 6.0 }
    }

    /// A plot with so much room for what stands left of it, above it, right of it and below.
    pub(in crate::output) fn inside(&self, [left, top, right, bottom]: [f64; 4]) -> Area {
        Area {
            left: self.frame.left + left,
            top: self.frame.top + top,
            right: self.frame.right - right,
            bottom: self.frame.bottom - bottom,
        }
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
        let lacking: Vec<String> =
            self.recorder.borrow().lacking.iter().map(char::to_string).collect();
        if !lacking.is_empty() {
            self.say_what_is_lacking();
            alt_text += &format!(
                " A question mark in the PNG stands for a letter that its font lacks: {}.",
                lacking.join(" ")
            );
        }
        let marks = std::mem::take(&mut self.recorder.borrow_mut().marks);
        Chart {
            size: self.size,
            marks,
            alt_text,
            software: software(words),
            provenance: provenance_json(words.provenance, &metadata, of, self.size),
            title: self.title,
            wordings: words.titles.clone(),
            csv: metadata.csv,
            plot,
            lacking: self.recorder.borrow().lacking.iter().copied().collect(),
        }
    }

    /// Names of a scenario may have letters that the font lacks: says so at the
    /// right end of a line of the footer that has room.
    fn say_what_is_lacking(&self) {
        let look = Look::new(self.kind.footer, GREY_TEXT).right();
        let height = self.size.points().1;
        let line = 1.25 * self.kind.footer;
        let gap = self.kind.footer;
        for text in
            ["?: a letter that the font of the PNG lacks", "?: not in the PNG\u{2019}s font"]
        {
            for row in 0..4 {
                let y = height - 3.0 - (f64::from(row) + 0.6) * line;
                if self.is_free((self.frame.right, y), look, text, gap) {
                    return self.text_at(self.frame.right, y, look, text);
                }
            }
        }
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
        let left = look.ends(x, text)[0];
        let right = left + look.width(text);
        let (width, height) = self.size.points();
        let half = 0.5 * font::CAPITALS * look.size;
        let cover = Area {
            left: left - gap,
            top: y - half - 1.0,
            right: right + gap,
            bottom: y + half + font::DESCENT * look.size + 1.0,
        };
        let inside = 0.0 <= left && right <= width && 0.0 <= cover.top && cover.bottom <= height;
        let recorder = self.recorder.borrow();
        let mut texts = recorder.marks.iter().filter_map(|mark| match mark {
            Mark::Text(run) => Some(run),
            _ => None,
        });
        inside && !texts.any(|run| run.cover().in_points().meets(&cover))
    }
}
