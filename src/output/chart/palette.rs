//! The colours of a picture, and each pixel as one of them.

use std::cmp::Reverse;

/// Red, green and blue.
pub(super) type Rgb = [u8; 3];

/// Most colours of an indexed picture.
const MOST: usize = 256;

/// Bytes of pixels that are held against those before at once.
const MANY: usize = 64;

/// The 256 commonest colours of pixels of four bytes, and for each pixel the index of its own or
/// of the nearest: only a few in-between tones of letters' edges are ever moved.
pub(super) fn indexed(pixels: &[u8]) -> (Vec<Rgb>, Vec<u8>) {
    let mut colours = Colours::default();
    // Most pixels are as the one before, and so are many in a row.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut last = [0; 4];
    for (start, chunk) in (0..).step_by(MANY).zip(pixels.chunks(MANY)) {
        let before = usize::checked_sub(start, 4).map(|from| &pixels[from..]);
        let is_as_before =
            before.and_then(|before| Some(before.first_chunk::<MANY>()? == chunk.first_chunk()?));
        if let (Some((_, long)), Some(true)) = (runs.last_mut(), is_as_before) {
            *long += MANY / 4;
            continue;
        }
        for pixel in chunk.as_chunks().0 {
            match runs.last_mut() {
                Some((_, long)) if last == *pixel => *long += 1,
                _ => {
                    let [red, green, blue, _] = *pixel;
                    runs.push((colours.place([red, green, blue]), 1));
                }
            }
            last = *pixel;
        }
    }
    let mut counts = vec![0; colours.all.len()];
    runs.iter().for_each(|(place, long)| counts[*place] += long);
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_unstable_by_key(|place| (Reverse(counts[*place]), colours.all[*place]));
    let palette: Vec<Rgb> = order.iter().take(MOST).map(|place| colours.all[*place]).collect();
    let mut index = vec![0; counts.len()];
    for (rank, place) in order.into_iter().enumerate() {
        index[place] = if rank < MOST { rank } else { nearest(&palette, colours.all[place]) } as u8;
    }
    let mut indices = Vec::with_capacity(pixels.len() / 4);
    for (place, long) in runs {
        indices.resize(indices.len() + long, index[place]);
    }
    (palette, indices)
}

fn nearest(palette: &[Rgb], colour: Rgb) -> usize {
    let distance = |other: &Rgb| -> i32 {
        other.iter().zip(colour).map(|(a, b)| (i32::from(*a) - i32::from(b)).pow(2)).sum()
    };
    (0..palette.len()).min_by_key(|i| distance(&palette[*i])).unwrap_or(0)
}

/// Colours in the order in which they come, found again by open addressing: a picture asks for
/// one at every change of colour, and the maps of the standard library take several times as long.
struct Colours {
    all: Vec<Rgb>,
    /// Places in `all`; a power of two of them, at least half of them empty.
    slots: Vec<Option<usize>>,
}

impl Default for Colours {
    fn default() -> Self {
        Self { all: Vec::new(), slots: vec![None; 1024] }
    }
}

impl Colours {
    fn place(&mut self, colour: Rgb) -> usize {
        let slot = self.slot(colour);
        if let Some(place) = self.slots[slot] {
            return place;
        }
        let place = self.all.len();
        self.all.push(colour);
        self.slots[slot] = Some(place);
        if self.slots.len() < 2 * self.all.len() {
            self.slots = vec![None; 2 * self.slots.len()];
            for place in 0..self.all.len() {
                let slot = self.slot(self.all[place]);
                self.slots[slot] = Some(place);
            }
        }
        place
    }

    /// Where a colour is, or has room.
    fn slot(&self, colour: Rgb) -> usize {
        let [red, green, blue] = colour.map(u32::from);
        let mixed = (red << 16 | green << 8 | blue).wrapping_mul(0x9E37_79B1);
        let mut slot = (mixed >> 12) as usize % self.slots.len();
        while self.slots[slot].is_some_and(|place| self.all[place] != colour) {
            slot = (slot + 1) % self.slots.len();
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::indexed;

    fn pixels(colours: impl IntoIterator<Item = [u8; 3]>) -> Vec<u8> {
        colours.into_iter().flat_map(|[red, green, blue]| [red, green, blue, 255]).collect()
    }

    #[test]
    fn every_pixel_is_its_own_colour_where_there_are_few() {
        let drawn = [[255; 3], [255; 3], [7, 8, 9], [255; 3], [1, 2, 3], [7, 8, 9]];
        let (palette, indices) = indexed(&pixels(drawn));
        assert_eq!(palette, [[255; 3], [7, 8, 9], [1, 2, 3]], "the commonest first");
        let back: Vec<[u8; 3]> = indices.iter().map(|i| palette[usize::from(*i)]).collect();
        assert_eq!(back, drawn);
    }

    #[test]
    fn of_many_the_rarest_are_drawn_in_the_nearest() {
        let shade = |i: u32| [(i % 256) as u8, (i / 256) as u8 * 16, 77];
        // The first 256 twice, thousands of others once.
        let drawn = (0..256).chain(0..4_096).map(shade);
        let (palette, indices) = indexed(&pixels(drawn.clone()));
        assert_eq!((palette.len(), indices.len()), (256, 256 + 4_096));
        for (colour, index) in drawn.zip(indices) {
            let nearest = [colour[0], 0, 77];
            assert_eq!(palette[usize::from(index)], nearest);
        }
    }
}
