//! How two PNG files differ: in pixels, or in nothing that is seen.

use super::png_reader::{Content, Png};
use crate::output::format::count;
use crate::output::terminal::in_quotes;

/// What is different in a stored picture from the one that was made again.
pub fn picture_difference(stored: &[u8], made: &[u8]) -> String {
    let open = |file| Png::open(file, true);
    let found = open(stored).and_then(|here| open(made).and_then(|again| pictures(here, again)));
    found.unwrap_or_else(|why| format!("it is no whole picture: {why}"))
}

fn pictures(here: Png<'_>, again: Png<'_>) -> Result<String, String> {
    let bytes_per_pixel = again.bytes_per_pixel();
    // Pixels of pictures that differ in size are not even read.
    if here.size() != again.size() || here.bytes_per_pixel() != bytes_per_pixel {
        let size = |one: &Png<'_>| format!("{} by {} pixels", one.size().0, one.size().1);
        return Ok(format!("it is {} here and {} made again", size(&here), size(&again)));
    }
    Ok(contents(&here.read()?, &again.read()?, bytes_per_pixel))
}

fn contents(here: &Content, again: &Content, bytes_per_pixel: usize) -> String {
    let pairs = here.pixels.chunks(bytes_per_pixel);
    let all = pairs.len() as u64;
    let differ = pairs.zip(again.pixels.chunks(bytes_per_pixel)).filter(|(a, b)| a != b);
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
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return "all pixels and texts are the same; how they are stored differs".to_owned();
    }
    let names: Vec<String> = names.into_iter().map(in_quotes).collect();
    format!("all pixels are the same; its text differs: {}", names.join(", "))
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
            "all pixels are the same; its text differs: \"Title\""
        );
        let mut damaged = made.clone();
        let data = damaged.windows(4).position(|four| four == b"IDAT").expect("data");
        damaged[data + 8] ^= 1;
        assert!(of(&damaged).starts_with("it is no whole picture: "), "{}", of(&damaged));
        assert!(of(&made[..40]).starts_with("it is no whole picture: "));
        assert!(of(b"").starts_with("it is no whole picture: "));
    }
}
