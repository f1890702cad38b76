//! Pictures for an investment memo. A chart is a display list, recorded from
//! what plotters draws, and becomes PNG or SVG from that one list; its title is
//! a finding worded from the numbers drawn.

pub mod data;

mod axis;
mod bands;
mod binning;
mod bins;
mod cash;
mod colours;
mod compare;
mod delimiters;
mod diff;
mod display;
mod exceed;
mod exits;
mod faults;
mod font;
mod frontier;
mod frontier_room;
mod frontier_words;
mod hist;
mod hist_irr;
mod hist_moic;
mod hist_npv;
mod histogram;
mod inputs;
mod kind;
mod page;
mod pair_table;
mod png_difference;
mod png_file;
mod raster;
mod recorder;
mod runway;
mod size;
mod stress;
mod stress_grid;
mod subset;
mod svg;
mod ticks;
mod titles;
mod tornado;
mod tornado_titles;
mod versus;
mod versus_titles;
mod words;

pub use bands::bands;
pub use compare::compare;
pub use diff::diff;
pub use display::Chart;
pub use exceed::exceed;
pub use exits::exits;
pub use frontier::frontier;
pub use hist_irr::hist_irr;
pub use hist_moic::hist_moic;
pub use hist_npv::hist_npv;
pub use inputs::inputs;
pub use kind::{CompareKind, Kind, StressKind};
pub use png_difference::picture_difference;
pub use runway::runway;
pub use size::Size;
pub use stress::stress;
pub use stress_grid::stress2;
pub use tornado::tornado;
