//! How two PNG files differ: in pixels, or in nothing that is seen.

use std::io::Cursor;

use png::{Decoder, Transformations};

use crate::output::format::count;

/// What a PNG file holds.
struct Picture {
    width: u32,
    height: u32,
    /// Bytes of each pixel, row by row.
    pixels: Vec<u8>,
    bytes_per_pixel: usize,
    texts: Vec<(String, String)>,
}

/// What is different in a stored picture from the one that was made again.
pub fn picture_difference(stored: &[u8], made: &[u8]) -> String {
    let (here, again) = match (picture(stored), picture(made)) {
        (Ok(here), Ok(again)) => (here, again),
        (Err(why), _) | (_, Err(why)) => return format!("it is no whole picture: {why}"),
    };
    let same_form = here.bytes_per_pixel == again.bytes_per_pixel;
    if (here.width, here.height) != (again.width, again.height) || !same_form {
        let size = |one: &Picture| format!("{} by {} pixels", one.width, one.height);
        return format!("it is {} here and {} made again", size(&here), size(&again));
    }
    let pairs = here.pixels.chunks(here.bytes_per_pixel);
    let all = pairs.len() as u64;
    let differ = pairs.zip(again.pixels.chunks(again.bytes_per_pixel)).filter(|(a, b)| a != b);
    let differ = differ.count() as u64;
    if 0 < differ {
        return format!("{} of {} pixels differ", count(differ), count(all));
    }
    let names = again
        .texts
        .iter()
        .chain(&here.texts)
        .filter(|text| !(here.texts.contains(text) && again.texts.contains(text)));
    let mut names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    names.dedup();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return "all pixels and texts are the same; how they are stored differs".to_owned();
    }
    format!("all pixels are the same; its text differs: {}", names.join(", "))
}

fn picture(file: &[u8]) -> Result<Picture, png::DecodingError> {
    let mut decoder = Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or(0)];
    let frame = reader.next_frame(&mut pixels)?;
    reader.finish()?;
    pixels.truncate(frame.buffer_size());
    let texts = reader
        .info()
        .utf8_text
        .iter()
        .map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap_or_default()));
    Ok(Picture {
        width: frame.width,
        height: frame.height,
        bytes_per_pixel: frame.color_type.samples().max(1),
        texts: texts.collect(),
        pixels,
    })
}

#[cfg(test)]
mod tests {
    use super::picture_difference;
    use png::{BitDepth, ColorType, Encoder};

    fn file(title: &str, pixels: [u8; 6]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 2, 1);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.add_itxt_chunk("Title".to_owned(), title.to_owned()).expect("added");
        let mut writer = encoder.write_header().expect("written");
        writer.write_image_data(&pixels).expect("written");
        writer.finish().expect("written");
        file
    }

    #[test]
    fn pixels_are_told_from_texts_and_from_damage() {
        let made = file("a", [1, 2, 3, 4, 5, 6]);
        let of = |stored: &[u8]| picture_difference(stored, &made);
        assert_eq!(of(&file("a", [1, 2, 3, 4, 5, 7])), "1 of 2 pixels differ");
        assert_eq!(
            of(&file("b", [1, 2, 3, 4, 5, 6])),
            "all pixels are the same; its text differs: Title"
        );
        let mut damaged = made.clone();
        let data = damaged.windows(4).position(|four| four == b"IDAT").expect("data");
        damaged[data + 8] ^= 1;
        assert!(of(&damaged).starts_with("it is no whole picture: "), "{}", of(&damaged));
        assert!(of(&made[..40]).starts_with("it is no whole picture: "));
        assert!(of(b"").starts_with("it is no whole picture: "));
    }
}
