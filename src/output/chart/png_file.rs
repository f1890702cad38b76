//! Pixels as a PNG file: indexed colours, density, and the chart in words.

use super::display::Chart;
use super::raster;
use miniz_oxide::deflate::compress_to_vec_zlib;
use png::chunk::IDAT;
use png::{BitDepth, ColorType, Encoder, PixelDimensions, Unit};
use std::collections::BTreeMap;

/// Keyword of the text that tells the run and the axes.
pub(super) const PROVENANCE: &str = "shortrun:provenance";

type Rgb = [u8; 3];

impl Chart {
    /// The picture as a PNG file: the same bytes on every run.
    pub fn png(&self) -> Vec<u8> {
        let canvas = raster::pixels(self);
        let colours: Vec<Rgb> =
            canvas.data().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let (palette, indices) = index(&colours);
        let mut file = Vec::new();
        encode(self, &palette, &indices, &mut file).expect("writing to memory cannot fail");
        file
    }
}

fn encode(
    chart: &Chart,
    palette: &[Rgb],
    indices: &[u8],
    file: &mut Vec<u8>,
) -> Result<(), png::EncodingError> {
    let (width, height) = chart.size.pixels();
    let mut encoder = Encoder::new(file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    // No image data go through the encoder's own compression, see `compressed`.
    encoder.validate_sequence(false);
    encoder.set_palette(palette.concat());
    let density = chart.size.pixels_per_metre();
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: density,
        yppu: density,
        unit: Unit::Meter,
    }));
    let words = [
        ("Title", &chart.title),
        ("Software", &chart.software),
        ("Description", &chart.alt_text),
        (PROVENANCE, &chart.provenance),
    ];
    for (keyword, text) in words {
        encoder.add_itxt_chunk(keyword.to_owned(), text.clone())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_chunk(IDAT, &compressed(indices, width as usize))?;
    writer.finish()
}

/// Rows of indices, each unfiltered, as the zlib stream of a PNG.
///
/// The encoder's own compression is that of `flate2`, whose code any other crate
/// of the program can exchange by its features (for that of zlib-rs, say, which
/// gives other bytes), and some of that code does not give the same bytes on
/// every processor. `miniz_oxide` has one way to compress, without instructions
/// of particular processors; so pictures keep their bytes whatever else is built
/// in.
fn compressed(indices: &[u8], width: usize) -> Vec<u8> {
    const NO_FILTER: u8 = 0;
    let rows = indices.chunks_exact(width);
    let filtered: Vec<u8> =
        rows.flat_map(|row| std::iter::once(NO_FILTER).chain(row.iter().copied())).collect();
    compress_to_vec_zlib(&filtered, LEVEL)
}

/// Higher ones take twice to four times as long, for files that are smaller by 2 to 4 %.
const LEVEL: u8 = 4;

/// The 256 commonest colours, and for each pixel the index of its own or of
/// the nearest: only a few in-between tones of letters' edges are ever moved.
fn index(pixels: &[Rgb]) -> (Vec<Rgb>, Vec<u8>) {
    let mut counts: BTreeMap<Rgb, u64> = BTreeMap::new();
    for run in pixels.chunk_by(|a, b| a == b) {
        *counts.entry(run[0]).or_default() += run.len() as u64;
    }
    let mut common: Vec<Rgb> = counts.keys().copied().collect();
    common.sort_by_key(|colour| (std::cmp::Reverse(counts[colour]), *colour));
    common.truncate(256);
    let of: BTreeMap<Rgb, u8> =
        counts.keys().map(|colour| (*colour, nearest(&common, *colour))).collect();
    let mut indices = Vec::with_capacity(pixels.len());
    for run in pixels.chunk_by(|a, b| a == b) {
        indices.resize(indices.len() + run.len(), of[&run[0]]);
    }
    (common, indices)
}

fn nearest(palette: &[Rgb], colour: Rgb) -> u8 {
    let distance = |other: &Rgb| -> i32 {
        other.iter().zip(colour).map(|(a, b)| (i32::from(*a) - i32::from(b)).pow(2)).sum()
    };
    let best = (0..palette.len()).min_by_key(|i| distance(&palette[*i]));
    best.unwrap_or(0) as u8
}
