//! The plotters backend that draws nothing: it records a display list.

use super::display::{Anchor, Mark, Place, TextRun};
use super::font;
use plotters::element::{Drawable, PointCollection};
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use std::collections::BTreeSet;
use std::convert::Infallible;

/// Records what plotters draws, in fine units.
#[derive(Debug)]
pub(super) struct Recorder {
    pub(super) size: (u32, u32),
    pub(super) marks: Vec<Mark>,
    /// The letters of texts that no font has.
    pub(super) lacking: BTreeSet<char>,
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Done {
        let mark = Mark::Rect { from: (x, y), to: (x + 1, y + 1), colour: opaque(colour) };
        self.record(mark)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: Place, to: Place, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: Place,
        to: Place,
        style: &S,
        fill: bool,
    ) -> Done {
        if fill {
            return self.record(Mark::Rect { from, to, colour: opaque(style.color()) });
        }
        self.draw_path([from, (to.0, from.1), to, (from.0, to.1), from], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = Place>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.record(Mark::Line {
            points: path.into_iter().collect(),
            width: style.stroke_width(),
            colour: opaque(style.color()),
            dash: None,
        })
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: Place,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Done {
        self.record(Mark::Circle { centre, radius, colour: opaque(style.color()) })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = Place>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Done {
        let points = points.into_iter().collect();
        self.record(Mark::Polygon { points, colour: opaque(style.color()) })
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: Place) -> Done {
        let position = style.anchor();
        let drop = match position.v_pos {
            VPos::Top => font::CAPITALS,
            VPos::Center => 0.5 * font::CAPITALS,
            VPos::Bottom => 0.0,
        };
        self.lacking.extend(font::lacking(text));
        self.record(Mark::Text(TextRun {
            place: (place.0, place.1 + (drop * style.size()).round() as i32),
            text: font::printable(text),
            size: style.size().round() as u32,
            bold: matches!(style.style(), FontStyle::Bold),
            colour: opaque(style.color()),
            anchor: match position.h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
        }))
    }
}

impl Recorder {
    fn record(&mut self, mark: Mark) -> Done {
        self.marks.push(mark);
        Ok(())
    }
}

fn opaque(colour: BackendColor) -> RGBColor {
    let (r, g, b) = colour.rgb;
    RGBColor(r, g, b)
}

/// A line of dashes, which plotters' own would break into many short lines.
pub(super) struct Dashed<P> {
    pub(super) points: Vec<P>,
    pub(super) width: u32,
    pub(super) colour: RGBColor,
    pub(super) dash: (u32, u32),
}

impl<'a, P> PointCollection<'a, P> for &'a Dashed<P> {
    type Point = &'a P;
    type IntoIter = &'a [P];

    fn point_iter(self) -> &'a [P] {
        &self.points
    }
}

impl<P> Drawable<Recorder> for Dashed<P> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        recorder: &mut Recorder,
        _: (u32, u32),
    ) -> Done {
        recorder.record(Mark::Line {
            points: points.collect(),
            width: self.width,
            colour: self.colour,
            dash: Some(self.dash),
        })
    }
}
