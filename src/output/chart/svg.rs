//! The display list as SVG: text stays text, and its font comes with it.

use super::display::{Anchor, Chart, Mark, Place, TextRun};
use super::font::Font;
use super::shaping::placed;
use super::size::FINE;
use super::subset::subset;
use crate::model::letters::in_one_line;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plotters::style::RGBColor;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

impl Chart {
    /// The picture as an SVG file.
    pub fn svg(&self) -> String {
        let (width, height) = self.size.points();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
             aria-labelledby=\"title desc\" width=\"{width}pt\" height=\"{height}pt\" \
             viewBox=\"0 0 {width} {height}\">\n<title id=\"title\">{}</title>\n\
             <desc id=\"desc\">{}</desc>\n<metadata>{}</metadata>\n<style>{}</style>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n",
            escape(&self.title),
            escape(&self.alt_text),
            escape(&self.provenance),
            style(&self.marks),
        );
        for mark in &self.marks {
            svg.push_str(&element(mark));
            svg.push('\n');
        }
        svg.push_str("</svg>\n");
        svg
    }
}

fn style(marks: &[Mark]) -> String {
    let mut glyphs: BTreeMap<Font, BTreeSet<u16>> = BTreeMap::new();
    for mark in marks {
        if let Mark::Text(run) = mark {
            for placed in placed(&run.text, run.bold) {
                glyphs.entry(placed.font).or_default().insert(placed.glyph.0);
            }
        }
    }
    let own = "'Shortrun Inter','Inter'";
    // Letters that no embedded font has are drawn with what the viewer has.
    let others = Font::ALL.into_iter().filter(|font| glyphs.contains_key(font));
    let others: String = others
        .map(|font| font.in_svg().0)
        .filter(|name| *name != "Shortrun Inter")
        .map(|name| format!(",'{name}'"))
        .collect();
    let mut style = format!(
        "text{{font-family:{own}{others},'Helvetica Neue',Arial,sans-serif;white-space:pre}}"
    );
    for (font, glyphs) in &glyphs {
        let data = STANDARD.encode(subset(*font, glyphs));
        let (name, weight) = font.in_svg();
        style += &format!(
            "@font-face{{font-family:'{name}';font-weight:{weight};\
             src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        );
    }
    style
}

fn element(mark: &Mark) -> String {
    match mark {
        Mark::Rect { from, to, colour } => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
            points(from.0),
            points(from.1),
            points(to.0 - from.0),
            points(to.1 - from.1),
            hex(*colour)
        ),
        Mark::Polygon { points, colour } => {
            format!("<polygon points=\"{}\" fill=\"{}\"/>", list(points), hex(*colour))
        }
        Mark::Line { points: path, width, colour, dash } => {
            let dash = dash.map_or_else(String::new, |(on, off)| {
                format!(" stroke-dasharray=\"{} {}\"", points(on as i32), points(off as i32))
            });
            format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" \
                 stroke-linejoin=\"round\"{dash}/>",
                list(path),
                hex(*colour),
                points(*width as i32)
            )
        }
        Mark::Circle { centre, radius, colour } => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
            points(centre.0),
            points(centre.1),
            points(*radius as i32),
            hex(*colour)
        ),
        Mark::Text(run) => text(run),
    }
}

fn text(run: &TextRun) -> String {
    let anchor = match run.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if run.bold { " font-weight=\"700\"" } else { "" };
    format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{anchor}{weight}>{}</text>",
        points(run.place.0),
        points(run.place.1),
        points(run.size as i32),
        hex(run.colour),
        escape(&run.text)
    )
}

/// Fine units as points: at most two decimals, all exact.
fn points(fine: i32) -> String {
    format!("{}", f64::from(fine) / FINE)
}

fn list(places: &[Place]) -> String {
    let mut list = String::new();
    for (i, (x, y)) in places.iter().enumerate() {
        let gap = if i == 0 { "" } else { " " };
        let _ = write!(list, "{gap}{},{}", points(*x), points(*y));
    }
    list
}

fn hex(RGBColor(r, g, b): RGBColor) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

fn escape(text: &str) -> String {
    // XML has no way to write control characters and the like.
    in_one_line(text).chars().fold(String::new(), |mut safe, c| {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            c => safe.push(c),
        }
        safe
    })
}
