//! Cuts the embedded font down to the letters of one picture.

use super::font;
use std::collections::BTreeSet;

/// The font file of a weight with the outlines of all but `letters` emptied:
/// glyph numbers stay, so no other table changes.
pub(super) fn subset(letters: &BTreeSet<char>, bold: bool) -> Vec<u8> {
    let face = font::face(bold);
    let file = font::file(bold);
    let tables = tables(file);
    let find = |tag: &[u8; 4]| tables.iter().find(|(name, _)| name == tag).map_or(&[][..], |t| t.1);
    let mut kept: BTreeSet<u16> = letters.iter().map(|c| font::glyph(face, *c).0).collect();
    kept.insert(0);
    let long = find(b"head").get(51) == Some(&1);
    let (glyf, loca) = keep(find(b"glyf"), &offsets(find(b"loca"), long), &kept);
    let replaced: Vec<([u8; 4], Vec<u8>)> = tables
        .iter()
        .map(|(tag, data)| match tag {
            b"glyf" => (*tag, glyf.clone()),
            b"loca" => (*tag, loca.clone()),
            b"head" => (*tag, long_offsets(data)),
            _ => (*tag, data.to_vec()),
        })
        .collect();
    assemble(&replaced)
}

fn tables(file: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let count = usize::from(u16::from_be_bytes([file[4], file[5]]));
    let word = |at: usize| number(file, at) as usize;
    (0..count)
        .map(|i| 12 + 16 * i)
        .map(|at| {
            let tag = [file[at], file[at + 1], file[at + 2], file[at + 3]];
            (tag, &file[word(at + 8)..word(at + 8) + word(at + 12)])
        })
        .collect()
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

fn offsets(loca: &[u8], long: bool) -> Vec<usize> {
    if long {
        return (0..loca.len() / 4).map(|i| number(loca, 4 * i) as usize).collect();
    }
    loca.chunks_exact(2).map(|b| 2 * usize::from(u16::from_be_bytes([b[0], b[1]]))).collect()
}

/// New glyph data with four-byte offsets. The embedded fonts have no
/// composite glyphs, so no glyph needs another.
fn keep(glyf: &[u8], offsets: &[usize], kept: &BTreeSet<u16>) -> (Vec<u8>, Vec<u8>) {
    let (mut data, mut places) = (Vec::new(), Vec::new());
    for (glyph, bounds) in offsets.windows(2).enumerate() {
        places.extend((data.len() as u32).to_be_bytes());
        if kept.contains(&(glyph as u16)) {
            data.extend_from_slice(&glyf[bounds[0]..bounds[1]]);
            data.resize(data.len().next_multiple_of(4), 0);
        }
    }
    places.extend((data.len() as u32).to_be_bytes());
    (data, places)
}

fn long_offsets(head: &[u8]) -> Vec<u8> {
    let mut head = head.to_vec();
    head[51] = 1;
    head[8..12].fill(0);
    head
}

fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2();
    let range = 16 << power;
    let mut file = vec![0, 1, 0, 0];
    for field in [count, range, power as u16, 16 * count - range] {
        file.extend(field.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut head = 0;
    for (tag, data) in tables {
        if tag == b"head" {
            head = offset;
        }
        file.extend_from_slice(tag);
        for field in [checksum(data), offset as u32, data.len() as u32] {
            file.extend(field.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend_from_slice(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    file[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    file
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0_u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

#[cfg(test)]
mod tests {
    use super::subset;
    use crate::output::chart::font;
    use ttf_parser::Face;

    #[test]
    fn a_subset_is_a_sound_font_with_its_letters_and_no_others() {
        let letters = "0x".chars().collect();
        for bold in [false, true] {
            let file = subset(&letters, bold);
            let face = Face::parse(&file, 0).expect("a sound font");
            let box_of = |c| face.glyph_bounding_box(font::glyph(&face, c));
            let whole = font::face(bold);
            assert_eq!(box_of('x'), whole.glyph_bounding_box(font::glyph(whole, 'x')));
            assert!(box_of('0').is_some() && box_of('y').is_none());
            assert!(file.len() < 20_000, "{} bytes", file.len());
        }
    }

    #[test]
    fn the_embedded_fonts_have_no_composite_glyphs() {
        for bold in [false, true] {
            let tables = super::tables(font::file(bold));
            let find = |tag| tables.iter().find(|(name, _)| name == tag).expect("a table").1;
            let (glyf, head) = (find(b"glyf"), find(b"head"));
            for bounds in super::offsets(find(b"loca"), head[51] == 1).windows(2) {
                let simple = bounds[0] == bounds[1] || glyf[bounds[0]] < 0x80;
                assert!(simple);
            }
        }
    }
}
