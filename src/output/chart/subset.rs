//! Cuts an embedded font down to the glyphs of one picture.

use std::collections::BTreeSet;

use super::font::Font;

/// The file of a font with the outlines of all but some glyphs emptied: their numbers stay, so no
/// other table changes, and what joins letters still finds what it looks for.
pub(super) fn subset(font: Font, glyphs: &BTreeSet<u16>) -> Vec<u8> {
    let file = font.file();
    let tables = tables(file);
    let find = |tag: &[u8; 4]| tables.iter().find(|(name, _)| name == tag).map_or(&[][..], |t| t.1);
    let mut kept = glyphs.clone();
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
    use crate::output::chart::font::Font;
    use ttf_parser::{Face, GlyphId};

    #[test]
    fn a_subset_is_a_sound_font_with_its_glyphs_and_no_others() {
        let some = [('0', 'y'), ('x', 'z'), ('א', 'ב'), ('ب', 'ت'), ('工', '場')];
        for (font, (kept, other)) in Font::ALL.into_iter().zip(some) {
            let glyph = |letter| font.glyph(letter).expect("a letter");
            let file = subset(font, &[glyph(kept).0].into_iter().collect());
            let face = Face::parse(&file, 0).expect("a sound font");
            let bounds = |letter| face.glyph_bounding_box(glyph(letter));
            assert_eq!(bounds(kept), font.face().glyph_bounding_box(glyph(kept)));
            assert!(bounds(kept).is_some() && bounds(other).is_none());
            assert!(file.len() < 60_000, "{font:?}: {} bytes", file.len());
        }
        let nothing = subset(Font::Bold, &[].into_iter().collect());
        assert!(
            Face::parse(&nothing, 0).expect("a sound font").glyph_index('0') != Some(GlyphId(0))
        );
    }

    #[test]
    fn the_embedded_fonts_have_no_composite_glyphs() {
        for font in Font::ALL {
            let tables = super::tables(font.file());
            let find = |tag| tables.iter().find(|(name, _)| name == tag).expect("a table").1;
            let (glyf, head) = (find(b"glyf"), find(b"head"));
            for bounds in super::offsets(find(b"loca"), head[51] == 1).windows(2) {
                let simple = bounds[0] == bounds[1] || glyf[bounds[0]] < 0x80;
                assert!(simple, "{font:?}");
            }
        }
    }
}
