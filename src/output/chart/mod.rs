//! Pictures for an investment memo. A chart is a display list, recorded from
//! what plotters draws, and becomes PNG or SVG from that one list; its title is
//! a finding worded from the numbers drawn.
//!
//! A kind of chart gives its `Words` to a `Page`, draws on a `Plot` of that page, which places
//! marks by values and knows where its scales end, and finishes the page with `Metadata`: the
//! picture in words, its numbers, and what it tells of its `Scale`s.

mod axes;
mod axis;
mod bins;
mod cells;
pub(in crate::output) mod clip;
pub(in crate::output) mod colours;
mod curves;
pub(in crate::output) mod display;
mod dot_stacks;
mod faults;
mod few;
mod figures;
mod font;
mod footer;
mod histogram;
pub(in crate::output) mod kind;
mod landmarks;
mod layers;
mod lender;
mod letters;
pub(in crate::output) mod like;
mod look;
mod marks;
mod metadata;
mod moic_axis;
mod page;
mod palette;
mod pens;
mod picture;
mod plot;
mod png_difference;
mod png_file;
mod png_reader;
pub mod provenance;
mod raster;
mod recorder;
mod room;
mod row_names;
mod rows;
mod scale;
mod series;
mod shades;
mod shaping;
pub(in crate::output) mod size;
mod span;
mod step_bars;
mod step_rows;
pub mod steps;
pub(in crate::output) mod strip;
pub(in crate::output) mod subject;
mod subset;
mod svg;
mod table;
mod ticks;
mod value_line;
mod words;

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
pub(in crate::output) use axes::Axes;
pub(in crate::output) use axis::{EndName, by_month, end_names, steps, time, when};
pub(in crate::output) use bins::{Bin, are_over, bin, bin_edges, bins, p98, share_of, top_of};
pub(in crate::output) use cells::Cells;
pub(in crate::output) use colours::{
    AXIS, BANDS, BETTER, CLASSES, EXPECTED, FAN, GAIN, GREY_TEXT, GRID, INK, LOSS, MONEY_BACK,
    NEUTRAL, PAPER, RULE, SINGLE_PATH, WORSE, mixed, text_on,
};
pub(in crate::output) use curves::curve;
pub(in crate::output) use display::Area;
pub(in crate::output) use dot_stacks::{Dot, DotSize, Field, MONEY_BACK_BAND};
pub(in crate::output) use few::{first_from, round_amount, round_months, statistic_axis};
pub(in crate::output) use figures::Figures;
pub(in crate::output) use histogram::{Histogram, Outside};
pub(in crate::output) use landmarks::{Landmark, SPOKEN_OF, on_axis};
pub(in crate::output) use layers::{Heads, Layer, Layers};
pub(in crate::output) use look::Look;
pub(in crate::output) use marks::{arrow, arrow_head, diamond, hatch, head_length, notch};
pub(in crate::output) use metadata::{Metadata, Words};
pub(in crate::output) use moic_axis::{MoicAxis, NO_LOSS, band, is_money_back};
pub(in crate::output) use page::Page;
pub(in crate::output) use picture::names_apart;
pub(in crate::output) use plot::Plot;
pub(in crate::output) use provenance::{Provenance, provenance_of};
pub(in crate::output) use room::{Curve, Region, padded};
pub(in crate::output) use rows::NamedRows;
pub(in crate::output) use scale::{Domain, NEAR_TOTAL_LOSS, count, ends, is_ascending};
pub(in crate::output) use series::{MOST_CURVES, colour_of};
pub(in crate::output) use span::{Span, cut, go_on};
pub(in crate::output) use strip::Segment;
pub(in crate::output) use table::{cells, csv_of, joined_csv, plain};
pub(in crate::output) use ticks::{decimals_of, round_step, spread, ticks};
pub(in crate::output) use value_line::{Along, Passing, ValueLine, area as line_area, beyond_axes};
pub(in crate::output) use words::{balanced, hyphenated, listed};
