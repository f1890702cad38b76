//! Layers of shares over time, with the shares at a key date and at the end.

use super::exit_states::{LAYERS, States};
use crate::output::chart::{
    Area, Axes, EndName, GREY_TEXT, INK, Look, PAPER, Page, Size, end_names, grid, steps, text_on,
    time, when,
};

/// Layers being drawn.
pub(super) struct Layers<'a> {
    page: &'a Page,
    states: &'a States,
    plot: Area,
    axes: Axes,
    /// Which of the names of states there is room for.
    name: usize,
}

/// A share that is written inside its layer.
struct Share {
    place: (f64, f64),
    look: Look,
    text: String,
}

impl<'a> Layers<'a> {
    pub(super) fn of(page: &'a Page, states: &'a States) -> Self {
        let look = Look::new(page.kind.label, INK);
        let name = usize::from(page.size == Size::Half);
        let widest = LAYERS.iter().map(|layer| look.width(layer.1[name])).fold(0.0, f64::max);
        let room = widest + look.bold().width(">99% ") + 12.0;
        let plot = Area {
            left: page.frame.left + look.width("100%") + 6.0,
            top: page.frame.top + 2.0 * page.kind.label,
            right: page.frame.right - room,
            bottom: page.frame.bottom - 1.8 * page.kind.label,
        };
        let axes = page.axes(plot, 0.0..states.axis as f64, 1.0..0.0);
        Self { page, states, plot, axes, name }
    }

    pub(super) fn draw(&self) -> Area {
        let Self { page, plot, axes, states, .. } = self;
        let shares = [(0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%")];
        grid(page, *plot, axes, &shares.map(|(share, name)| (share, name.to_owned())));
        self.layers();
        time(page, *plot, axes, states.axis);
        if states.key < states.horizon {
            self.key_date();
        }
        self.end_labels();
        *plot
    }

    /// Each layer reaches from the sum of those below it to the sum with it, in
    /// steps of a month; white lines part them.
    fn layers(&self) {
        let mut below = vec![0.0; self.states.horizon + 1];
        let mut seams = Vec::new();
        for layer in &self.states.layers {
            let above: Vec<f64> = below.iter().zip(&layer.shares).map(|(a, b)| a + b).collect();
            let mut shape = steps(&above);
            shape.extend(steps(&below).into_iter().rev());
            self.axes.shape(shape, layer.colour);
            seams.push(steps(&above));
            below = above;
        }
        seams.pop();
        for seam in seams {
            self.axes.line(seam, 0.8, PAPER);
        }
    }

    /// What is said above the plot of a date.
    fn date(&self, x: f64, look: Look, month: usize) {
        let y = self.plot.top - self.page.kind.label;
        self.page.text_at(x, y, look, &format!("at {}", when(month)));
    }

    /// The key date, and the shares at it inside the layers, on the side of its line
    /// where more of them fit.
    fn key_date(&self) {
        let key = self.states.key as f64;
        let [right, left] = [true, false].map(|right| self.key_shares(right));
        self.axes.dashes(vec![(key, 0.0), (key, 1.0)], 0.75, INK);
        let head = Look::new(self.page.kind.label, GREY_TEXT).centred();
        self.date(self.axes.at(key, 0.0).0, head, self.states.key);
        for share in if right.len() < left.len() { &left } else { &right } {
            self.page.text_at(share.place.0, share.place.1, share.look, &share.text);
        }
    }

    /// The shares that fit on one side of the key date.
    fn key_shares(&self, right: bool) -> Vec<Share> {
        let Self { page, plot, axes, states, .. } = self;
        let x = axes.at(states.key as f64, 0.0).0;
        let month_wide = plot.width() / states.axis as f64;
        let shares = states.at(states.key).into_iter().zip(&states.layers).enumerate();
        let fitting = shares.filter_map(|(index, ((_, text), layer))| {
            let look = Look::new(page.kind.name, text_on(layer.colour)).bold();
            let months = ((look.width(&text) + 8.0) / month_wide).ceil() as usize;
            let (low, high) = match (right, states.key.checked_sub(months)) {
                (true, _) if states.key + months <= states.horizon => {
                    states.cover(index, states.key..=states.key + months)
                }
                (false, Some(from)) => states.cover(index, from..=states.key),
                _ => return None,
            };
            let y = axes.at(0.0, 0.5 * (low + high)).1;
            let (x, look) = if right { (x + 4.0, look) } else { (x - 4.0, look.right()) };
            let has_room = 1.3 * page.kind.name < (high - low) * plot.height();
            has_room.then_some(Share { place: (x, y), look, text })
        });
        fitting.collect()
    }

    fn end_labels(&self) {
        let Self { page, plot, axes, states, .. } = self;
        let name = Look::new(page.kind.label, INK);
        let head = Look::new(page.kind.label, GREY_TEXT);
        self.date(plot.right + 6.0, head, states.horizon);
        let mut below = 0.0;
        let mut names = Vec::new();
        for (layer, (share, text)) in states.layers.iter().zip(states.at(states.horizon)) {
            let y = axes.at(0.0, below + 0.5 * share).1;
            below += share;
            let words = vec![(name.bold(), text), (name, layer.names[self.name].to_owned())];
            names.push(EndName { y, words });
        }
        names.reverse();
        end_names(page, *plot, &names);
    }
}
