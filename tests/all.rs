//! Tests of the library and of the program, all in one binary: they share what they
//! are built from, and run beside each other. `cargo test --test all cli::` runs those of
//! one file.

// What several files use.
mod alike;
mod chart_sample;
mod every_chart;
#[path = "support/parquet.rs"]
mod parquet;
mod program;
mod support;
mod titles;

mod at_once;
mod break_even_price;
mod breakeven;
mod bridge;
mod cap_table;
mod chart_inputs;
mod chart_like;
mod chart_like_questions;
mod chart_render;
mod chart_titles;
mod check;
mod cli;
mod compare;
mod correlation;
mod costs;
mod data;
mod deal_page;
mod diligence;
mod evidence;
mod exit_prices;
mod first_use;
mod folders;
mod foreign;
mod frontier;
mod frontier_output;
mod funding_rules;
mod generated;
mod information;
mod input;
mod layered;
mod lost_output;
mod memo;
mod networks;
mod newsvendor;
mod orders;
mod own_files;
mod pictures;
mod record;
mod redraw;
mod replay;
mod replay_chart;
mod replay_model;
mod replay_words;
mod reproducible;
mod returns;
mod reverse;
mod rules;
mod sampling;
mod sampling_sweep;
mod sanity;
mod saved;
mod screen;
mod season;
mod sobol;
mod statistics;
mod stress;
mod stress_chart;
mod tornado;
mod tranches;
mod two_rates;
mod unwritable;
mod value_bridge;
mod verify;
mod waterfall;
