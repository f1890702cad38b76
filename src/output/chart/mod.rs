//! Pictures for an investment memo. A chart is a display list, recorded from
//! what plotters draws, and becomes PNG or SVG from that one list; its title is
//! a finding worded from the numbers drawn.

pub(in crate::output) mod axis;
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
pub(in crate::output) mod size;
pub(in crate::output) mod span;
pub mod steps;
pub(in crate::output) mod subject;
mod subset;
mod svg;
pub(in crate::output) mod ticks;
pub(in crate::output) mod words;

pub use display::Chart;
pub use kind::Kind;
pub use lender::Lender;
pub use like::{Beside, Domains};
pub use picture::{Group, Picture};
pub use png_difference::picture_difference;
pub use size::Size;
pub use subject::Subject;
