//! What a picture draws, read from its SVG file.

/// A place in points from the top left.
pub(crate) type Place = (f64, f64);

/// One thing drawn.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    Rect { left: f64, top: f64, right: f64, bottom: f64, fill: String },
    Polygon { points: Vec<Place>, fill: String },
    Line { points: Vec<Place>, stroke: String },
    Circle { x: f64, y: f64, radius: f64, fill: String },
    Text { x: f64, y: f64, anchor: String, text: String },
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    element.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn points(text: &str) -> Vec<Place> {
    let place = |pair: &str| {
        let (x, y) = pair.split_once(',').expect("two numbers");
        (x.parse().expect("a number"), y.parse().expect("a number"))
    };
    text.split(' ').map(place).collect()
}

/// The marks in the order in which they are drawn; the white ground is none.
pub(crate) fn marks(svg: &str) -> Vec<Mark> {
    svg.lines().filter_map(mark).collect()
}

fn mark(line: &str) -> Option<Mark> {
    let word = |name: &str| attribute(line, name).unwrap_or_default().to_owned();
    let number = |name: &str| attribute(line, name).and_then(|text| text.parse::<f64>().ok());
    match line.split(' ').next()? {
        "<rect" => {
            let (left, top) = (number("x")?, number("y")?);
            let (right, bottom) = (left + number("width")?, top + number("height")?);
            Some(Mark::Rect { left, top, right, bottom, fill: word("fill") })
        }
        "<polygon" => Some(Mark::Polygon { points: points(&word("points")), fill: word("fill") }),
        "<polyline" => Some(Mark::Line { points: points(&word("points")), stroke: word("stroke") }),
        "<circle" => {
            let (x, y, radius) = (number("cx")?, number("cy")?, number("r")?);
            Some(Mark::Circle { x, y, radius, fill: word("fill") })
        }
        "<text" => {
            let text = line.split_once('>')?.1.trim_end_matches("</text>");
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let (x, y) = (number("x")?, number("y")?);
            Some(Mark::Text { x, y, anchor: word("text-anchor"), text })
        }
        _ => None,
    }
}
