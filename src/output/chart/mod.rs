//! Pictures for an investment memo. A chart is a display list, recorded from
//! what plotters draws, and becomes PNG or SVG from that one list; its title is
//! a finding worded from the numbers drawn.

pub(in crate::output) mod axis;
mod cells;
pub(in crate::output) mod clip;
pub(in crate::output) mod colours;
pub(in crate::output) mod display;
mod faults;
mod font;
pub(in crate::output) mod kind;
mod lender;
pub(in crate::output) mod like;
pub(in crate::output) mod marks;
pub(in crate::output) mod moic_axis;
pub(in crate::output) mod page;
mod picture;
mod png_difference;
mod png_file;
mod png_reader;
pub mod provenance;
mod raster;
mod recorder;
pub(in crate::output) mod rows;
mod scale;
pub(in crate::output) mod size;
pub(in crate::output) mod span;
mod step_bars;
mod step_words;
pub mod steps;
pub(in crate::output) mod strip;
pub(in crate::output) mod subject;
mod subset;
mod svg;
mod table;
pub(in crate::output) mod ticks;
pub(in crate::output) mod words;

pub use display::Chart;
pub use kind::Kind;
pub use lender::ReferencePicture;
pub use like::{Domains, SharedAxes};
pub use picture::{Group, Picture};
pub use png_difference::picture_difference;
pub use scale::Scale;
pub use size::Size;
pub use subject::Subject;

// What kinds are drawn with.
pub(in crate::output) use axis::{
    EndName, baseline, by_month, end_names, grid, levels_of, steps, tick, ticks_below, time, when,
};
pub(in crate::output) use cells::Cells;
pub(in crate::output) use colours::{
    AXIS, BANDS, BETTER, CLASSES, EXPECTED, FAN, GAIN, GREY_TEXT, GRID, INK, LOSS, NEUTRAL, PAPER,
    RULE, SINGLE_PATH, WORSE, text_on,
};
pub(in crate::output) use display::Area;
pub(in crate::output) use marks::{
    arrow, arrow_head, bar_beyond, beyond, diamond, head_length, notch,
};
pub(in crate::output) use moic_axis::{MoicAxis, NEAR_TOTAL_LOSS, NO_LOSS, share_above};
pub(in crate::output) use page::{Axes, Look, Metadata, Page, Words};
pub(in crate::output) use provenance::{Provenance, provenance_of};
pub(in crate::output) use rows::{NamedRows, name_within, scale_below};
pub(in crate::output) use scale::{Domain, count, ends, is_ascending};
pub(in crate::output) use span::{Span, all_lie, cut, go_on};
pub(in crate::output) use strip::{Bin, Segment, bin, zero_line};
pub(in crate::output) use table::{cells, csv_of, plain};
pub(in crate::output) use ticks::{decimals_of, percent_ticks, round_step, spread, ticks};
pub(in crate::output) use words::{balanced, ellipsis, short_name};
