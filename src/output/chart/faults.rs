//! What is wrong with how a chart is laid out: nothing, in a sound chart.

use super::colours::{AXIS, GRID, PAPER, contrast};
use super::display::{Chart, Mark, Place, TextRun};
use super::size::FINE;
use plotters::style::RGBColor;

/// Least contrast of text with what it stands on (WCAG 2.1, level AA).
const TEXT_CONTRAST: f64 = 4.5;

/// Least contrast of lines with what they cross (WCAG 2.1, 1.4.11).
const LINE_CONTRAST: f64 = 3.0;

/// How far a line may reach into the room of a text, where letters seldom are, and how finely
/// lines are followed, in fine units.
const EDGE: f64 = 12.0;
const STEP: i32 = 12;

impl Chart {
    /// Texts that overlap, leave the picture or have a line through them, and texts and lines
    /// that are hard to tell from what is under them.
    pub fn layout_faults(&self) -> Vec<String> {
        let texts: Vec<(usize, &TextRun)> = self
            .marks
            .iter()
            .enumerate()
            .filter_map(|(i, mark)| if let Mark::Text(run) = mark { Some((i, run)) } else { None })
            .collect();
        let mut faults = Vec::new();
        for (order, (i, run)) in texts.iter().enumerate() {
            if self.is_outside(run) {
                faults.push(format!("outside the picture: {}", run.text));
            }
            for (_, other) in texts[..order].iter().filter(|(_, b)| b.cover().meets(&run.cover())) {
                faults.push(format!("overlap: {} | {}", other.text, run.text));
            }
            if self.text_contrast(*i, run) < TEXT_CONTRAST {
                faults.push(format!("hard to read: {}", run.text));
            }
            if (0..self.marks.len()).any(|line| self.is_struck(*i, run, line)) {
                faults.push(format!("a line goes through: {}", run.text));
            }
        }
        faults.extend((0..self.marks.len()).filter_map(|i| self.faint_line(i)));
        faults
    }

    fn is_outside(&self, run: &TextRun) -> bool {
        let (width, height) = self.size.points();
        let cover = run.cover();
        let inside = 0.0 <= cover.left
            && 0.0 <= cover.top
            && cover.right <= width * FINE
            && cover.bottom <= height * FINE;
        !inside
    }

    /// The least contrast of a text with what is under its ends and its middle.
    fn text_contrast(&self, index: usize, run: &TextRun) -> f64 {
        let cover = run.cover();
        let (left, wide) = (cover.left, cover.right - cover.left);
        let y = (0.5 * (cover.top + f64::from(run.place.1))) as i32;
        let at = [0.02, 0.25, 0.5, 0.75, 0.98].map(|share| (left + share * wide) as i32);
        let contrasts = at.map(|x| contrast(run.colour, self.under(index, (x, y))));
        contrasts.into_iter().fold(f64::INFINITY, f64::min)
    }

    /// Whether a line of data or a limit goes through a text; what is painted over before the
    /// text is written does not, and of dots at the ends of a line nothing is asked.
    fn is_struck(&self, text: usize, run: &TextRun, line: usize) -> bool {
        let Mark::Line { points, colour, .. } = &self.marks[line] else { return false };
        if [AXIS, GRID, PAPER].contains(colour) {
            return false;
        }
        let cover = run.cover().within(EDGE);
        let between = self.marks.get(line + 1..text).unwrap_or_default();
        let is_seen = |at: Place| {
            let x = f64::from(at.0);
            let y = f64::from(at.1);
            let inside = cover.left < x && x < cover.right && cover.top < y && y < cover.bottom;
            inside && !between.iter().any(|mark| fill_at(mark, at).is_some())
        };
        let steps = |pair: &[Place]| {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = (x1 - x0).abs().max((y1 - y0).abs());
            let count = (length / STEP).max(1);
            (0..=count).any(|i| is_seen((x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count)))
        };
        points.windows(2).any(steps)
    }

    /// A line that is hard to see on what it crosses. Axes and the grid bound
    /// what is drawn, and white lines part fills: these are no content.
    fn faint_line(&self, index: usize) -> Option<String> {
        let Mark::Line { points, colour, .. } = &self.marks[index] else { return None };
        if [AXIS, GRID, PAPER].contains(colour) || self.has_edge(index, points) {
            return None;
        }
        let middle = |pair: &[Place]| ((pair[0].0 + pair[1].0) / 2, (pair[0].1 + pair[1].1) / 2);
        let mut middles = points.windows(2).map(middle);
        let faint = |at: &Place| contrast(*colour, self.under(index, *at)) < LINE_CONTRAST;
        middles.find(faint).map(|at| format!("faint line at {at:?}"))
    }

    /// Whether a line has a white edge, drawn just before it.
    fn has_edge(&self, index: usize, points: &[Place]) -> bool {
        let before = index.checked_sub(1).map(|i| &self.marks[i]);
        matches!(before, Some(Mark::Line { points: of, colour: PAPER, .. }) if of == points)
    }

    /// The colour at a place when the mark at `index` is about to be drawn.
    fn under(&self, index: usize, at: Place) -> RGBColor {
        let fills = self.marks[..index].iter().rev();
        fills.filter_map(|mark| fill_at(mark, at)).next().unwrap_or(PAPER)
    }
}

/// The colour of a mark that covers a place.
fn fill_at(mark: &Mark, (x, y): Place) -> Option<RGBColor> {
    let within = |a: i32, b: i32, c: i32| a.min(b) <= c && c <= a.max(b);
    match mark {
        Mark::Rect { from, to, colour } => {
            (within(from.0, to.0, x) && within(from.1, to.1, y)).then_some(*colour)
        }
        Mark::Polygon { points, colour } => is_inside(points, (x, y)).then_some(*colour),
        Mark::Circle { centre, radius, colour } => {
            let (dx, dy) = (f64::from(x - centre.0), f64::from(y - centre.1));
            let radius = f64::from(*radius);
            (dx * dx + dy * dy <= radius * radius).then_some(*colour)
        }
        Mark::Line { .. } | Mark::Text(_) => None,
    }
}

/// Whether a ray to the right crosses the outline an odd number of times.
fn is_inside(points: &[Place], (x, y): Place) -> bool {
    let next = points.iter().cycle().skip(1);
    let crossings = points.iter().zip(next).filter(|(a, b)| {
        let slope = f64::from(b.0 - a.0) / f64::from(b.1 - a.1);
        (a.1 <= y) != (b.1 <= y) && f64::from(x) < f64::from(a.0) + f64::from(y - a.1) * slope
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::super::colours::{INK, LOSS};
    use super::super::display::{Anchor, Area};
    use super::super::size::Size;
    use super::*;

    fn chart(marks: Vec<Mark>) -> Chart {
        let plot = Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        let [title, alt_text, software, provenance, csv] = Default::default();
        let (size, wordings) = (Size::Full, Vec::new());
        Chart {
            size,
            marks,
            title,
            wordings,
            alt_text,
            software,
            provenance,
            csv,
            plot,
            lacking: Vec::new(),
        }
    }

    fn text(place: Place, text: &str, colour: RGBColor) -> Mark {
        let (text, size, bold) = (text.to_owned(), 160, false);
        Mark::Text(TextRun { place, text, size, bold, colour, anchor: Anchor::Start })
    }

    #[test]
    fn faults_are_found() {
        let bar = Mark::Rect { from: (0, 0), to: (2_000, 2_000), colour: LOSS };
        let line = |colour| {
            let points = vec![(0, 500), (2_000, 500)];
            Mark::Line { points, width: 20, colour, dash: None }
        };
        let cases = [
            (vec![text((-50, 400), "a", INK)], "outside the picture: a"),
            (vec![text((50, 400), "aa", INK), text((60, 400), "b", INK)], "overlap: aa | b"),
            (vec![bar.clone(), text((50, 400), "a", INK)], "hard to read: a"),
            (vec![bar.clone(), line(INK)], "faint line at (1000, 500)"),
            (vec![line(INK), text((50, 550), "a", INK)], "a line goes through: a"),
            (vec![text((50, 550), "a", INK), line(INK)], "a line goes through: a"),
        ];
        for (marks, fault) in cases {
            assert_eq!(chart(marks).layout_faults(), [fault]);
        }
        let sound = [line(INK), bar, text((50, 550), "a", PAPER)];
        assert!(chart(sound.to_vec()).layout_faults().is_empty());
        let sound = [text((50, 400), "a", INK), line(PAPER), line(INK)];
        assert!(chart(sound.to_vec()).layout_faults().is_empty());
    }

    #[test]
    fn a_place_is_inside_an_outline_or_not() {
        let outline = [(0, 0), (10, 0), (10, 10), (5, 5), (0, 10)];
        let inside = [(2, 2), (8, 8), (5, 4), (5, 8), (12, 2)].map(|at| is_inside(&outline, at));
        assert_eq!(inside, [true, true, true, false, false]);
    }
}
