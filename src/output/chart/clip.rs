//! Lines and shapes cut off at the ends of both axes.

use super::span::Span;

type Point = (f64, f64);

/// The pieces of a line that lie on both axes; the line itself where all of it
/// does.
pub(in crate::output) fn line(points: &[Point], spans: (Span, Span)) -> Vec<Vec<Point>> {
    if points.iter().all(|point| is_inside(*point, spans)) {
        return vec![points.to_vec()];
    }
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut goes_on = false;
    for pair in points.windows(2) {
        let Some([from, to]) = segment([pair[0], pair[1]], spans) else {
            goes_on = false;
            continue;
        };
        let at = |share: f64| between((pair[0], pair[1]), share);
        match pieces.last_mut().filter(|_| goes_on && from <= 0.0) {
            Some(piece) => piece.push(at(to)),
            None => pieces.push(vec![at(from), at(to)]),
        }
        goes_on = 1.0 <= to;
    }
    pieces
}

/// The part of a shape that lies on both axes; the shape itself where all of it
/// does (Sutherland and Hodgman, Communications of the ACM 17, 1974).
pub(in crate::output) fn shape(points: &[Point], (x, y): (Span, Span)) -> Vec<Point> {
    if points.iter().all(|point| is_inside(*point, (x, y))) {
        return points.to_vec();
    }
    let edges: [&dyn Fn(Point) -> f64; 4] =
        [&|p| p.0 - x.low, &|p| x.high - p.0, &|p| p.1 - y.low, &|p| y.high - p.1];
    let mut kept = points.to_vec();
    for depth in edges {
        let before = std::mem::take(&mut kept);
        for (i, to) in before.iter().enumerate() {
            let from = before[(i + before.len() - 1) % before.len()];
            let (a, b) = (depth(from), depth(*to));
            if (a < 0.0) != (b < 0.0) {
                kept.push(between((from, *to), a / (a - b)));
            }
            if !(b < 0.0) {
                kept.push(*to);
            }
        }
    }
    kept
}

fn is_inside((x, y): Point, spans: (Span, Span)) -> bool {
    !spans.0.ends_before(x) && !spans.1.ends_before(y)
}

/// The shares of a segment between which it lies on both axes, if any of it does
/// (Liang and Barsky, ACM Transactions on Graphics 3, 1984).
fn segment([from, to]: [Point; 2], (x, y): (Span, Span)) -> Option<[f64; 2]> {
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (at, by, span) in [(from.0, to.0 - from.0, x), (from.1, to.1 - from.1, y)] {
        let (enters, leaves) = ((span.low - at) / by, (span.high - at) / by);
        if by.abs() <= 0.0 {
            if span.ends_before(at) {
                return None;
            }
        } else {
            first = first.max(enters.min(leaves));
            last = last.min(enters.max(leaves));
        }
    }
    (first < last).then_some([first, last])
}

fn between((from, to): (Point, Point), share: f64) -> Point {
    match share {
        none if none <= 0.0 => from,
        all if 1.0 <= all => to,
        _ => (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, line, shape};

    const UNIT: (Span, Span) = (Span { low: 0.0, high: 1.0 }, Span { low: 0.0, high: 1.0 });

    /// In quarters, which are exact.
    fn quarters(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
        points.iter().map(|(x, y)| ((4.0 * x) as i32, (4.0 * y) as i32)).collect()
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_the_axes_and_goes_on_where_it_comes_back() {
        let inside = [(0.0, 0.0), (0.5, 1.0), (1.0, 0.25)];
        assert_eq!(line(&inside, UNIT).concat(), inside);
        let hill = [(-0.5, 0.0), (0.25, 0.75), (0.5, 1.25), (0.75, 0.75), (1.0, 0.75)];
        let pieces = line(&hill, UNIT);
        assert_eq!(pieces.len(), 2);
        assert_eq!(quarters(&pieces[0]), [(0, 2), (1, 3), (1, 4)]);
        assert_eq!(quarters(&pieces[1]), [(2, 4), (3, 3), (4, 3)]);
        assert!(line(&[(0.0, 2.0), (1.0, 2.0)], UNIT).is_empty());
        assert!(line(&[(-1.0, 1.5), (0.5, 3.0)], UNIT).is_empty());
    }

    #[test]
    fn a_shape_is_cut_at_the_ends_of_both_axes() {
        let square = [(-1.0, 0.25), (0.5, 0.25), (0.5, 4.0), (-1.0, 4.0)];
        let kept = shape(&square, UNIT);
        let area = |of: &[(f64, f64)]| {
            let next = of.iter().cycle().skip(1);
            of.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
        };
        assert!((area(&kept) - 0.5 * 0.75).abs() < 1e-12, "{kept:?}");
        assert_eq!(shape(&kept, UNIT), kept);
        assert!(shape(&[(2.0, 0.0), (3.0, 0.0), (3.0, 1.0)], UNIT).is_empty());
    }
}
