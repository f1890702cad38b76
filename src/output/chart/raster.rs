//! The display list as pixels.

use super::display::{Chart, Mark, Place, TextRun};
use super::letters;
use super::size::{FINE, Size};
use plotters::style::RGBColor;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash,
    Transform,
};

/// Draws on white, four bytes a pixel, all opaque.
pub(super) fn pixels(chart: &Chart) -> Pixmap {
    let (width, height) = chart.size.pixels();
    let mut canvas = Pixmap::new(width, height).expect("every size has an area");
    canvas.fill(Color::WHITE);
    let scale = Scale::of(chart.size);
    for mark in &chart.marks {
        draw(mark, scale, &mut canvas);
    }
    canvas
}

#[derive(Clone, Copy)]
struct Scale(f64);

impl Scale {
    fn of(size: Size) -> Self {
        Self(size.scale() / FINE)
    }

    fn length(self, fine: f64) -> f32 {
        (fine * self.0) as f32
    }

    fn whole(self, fine: i32) -> f32 {
        (f64::from(fine) * self.0).round() as f32
    }

    fn place(self, (x, y): Place) -> (f32, f32) {
        (self.length(f64::from(x)), self.length(f64::from(y)))
    }
}

fn draw(mark: &Mark, scale: Scale, canvas: &mut Pixmap) {
    match mark {
        Mark::Rect { from, to, colour } => {
            let edges = [from.0, from.1, to.0, to.1].map(|fine| scale.whole(fine));
            fill_rect(edges, *colour, canvas);
        }
        Mark::Polygon { points, colour } => fill(path(points, scale, true), *colour, canvas),
        Mark::Line { points, width, colour, dash } => match (points.as_slice(), dash) {
            ([a, b], None) if a.0 == b.0 || a.1 == b.1 => {
                fill_rect(hairline(*a, *b, *width, scale), *colour, canvas);
            }
            _ => stroke(path(points, scale, false), (*width, *colour, *dash), scale, canvas),
        },
        Mark::Circle { centre, radius, colour } => {
            let (x, y) = scale.place(*centre);
            let circle = PathBuilder::from_circle(x, y, scale.length(f64::from(*radius)));
            fill(circle, *colour, canvas);
        }
        Mark::Text(run) => write(run, scale, canvas),
    }
}

/// A level or upright line as whole pixels, so that all look equally thin.
fn hairline(a: Place, b: Place, width: u32, scale: Scale) -> [f32; 4] {
    let thick = scale.length(f64::from(width)).round().max(1.0);
    let (left, right) = (scale.whole(a.0.min(b.0)), scale.whole(a.0.max(b.0)));
    let (top, bottom) = (scale.whole(a.1.min(b.1)), scale.whole(a.1.max(b.1)));
    let back = (0.5 * thick).floor();
    if a.0 == b.0 {
        [left - back, top, left - back + thick, bottom]
    } else {
        [left, top - back, right, top - back + thick]
    }
}

fn write(run: &TextRun, scale: Scale, canvas: &mut Pixmap) {
    let place = (run.left() * scale.0, f64::from(run.place.1) * scale.0);
    let size = f64::from(run.size) * scale.0;
    letters::write((&run.text, run.bold), place, size, run.colour, canvas);
}

fn path(points: &[Place], scale: Scale, closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (i, point) in points.iter().enumerate() {
        let (x, y) = scale.place(*point);
        if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

fn paint(RGBColor(r, g, b): RGBColor) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(r, g, b, 255);
    paint
}

fn fill_rect([left, top, right, bottom]: [f32; 4], colour: RGBColor, canvas: &mut Pixmap) {
    if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
        canvas.fill_rect(rect, &paint(colour), Transform::identity(), None);
    }
}

fn fill(path: Option<Path>, colour: RGBColor, canvas: &mut Pixmap) {
    if let Some(path) = path {
        canvas.fill_path(&path, &paint(colour), FillRule::Winding, Transform::identity(), None);
    }
}

fn stroke(
    path: Option<Path>,
    (width, colour, dash): (u32, RGBColor, Option<(u32, u32)>),
    scale: Scale,
    canvas: &mut Pixmap,
) {
    let dashes =
        dash.map(|(on, off)| vec![scale.length(f64::from(on)), scale.length(f64::from(off))]);
    let stroke = Stroke {
        width: scale.length(f64::from(width)),
        line_cap: LineCap::Butt,
        line_join: LineJoin::Round,
        dash: dashes.and_then(|dashes| StrokeDash::new(dashes, 0.0)),
        ..Stroke::default()
    };
    if let Some(path) = path {
        canvas.stroke_path(&path, &paint(colour), &stroke, Transform::identity(), None);
    }
}
