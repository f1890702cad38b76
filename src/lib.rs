//! Values microfactory operators for investors by Monte Carlo simulation.
//!
//! ```text
//! scenario text -> Scenario -> Draws -> Ledger -> Outcomes -> Summary -> charts, report, tables
//!      cli          input     sampling   model     engine    analysis          output
//! ```
//!
//! | module | does | may use |
//! |---|---|---|
//! | [`sampling`] | random numbers and distributions; knows no company | nothing of ours |
//! | [`model`] | the operator: pure functions of an `Operator` and one path's draws | sampling |
//! | [`engine`] | many paths on many threads; never looks inside a ledger | model, sampling |
//! | [`analysis`] | what outcomes mean, each figure with its Monte Carlo error | engine, model, sampling |
//! | [`input`] | the texts of a scenario, laid over each other, to a checked scenario, or to all that is wrong with it | model, sampling; of analysis the names of statistics |
//! | [`output`] | figures to files and text: formats numbers, computes none | analysis, model, sampling |
//! | [`cli`] | talks to a person | all |
//!
//! What holds everywhere:
//!
//! 1. Only `cli` touches files, the terminal, the clock or the environment.
//! 2. A stream of random numbers is keyed by (seed, name, path), never by order: adding an
//!    assumption, a supplier or a command moves no other draw.
//! 3. What a tally adds up is exact or kept in path order, so any split of the paths over threads
//!    gives the same bits; and no system mathematics touches a result, only `libm`.
//! 4. A figure is computed once; everything else reads it.
//! 5. Insolvency is an outcome. A broken invariant stops the run and names the seed and path that
//!    replay it.
//! 6. One table of keys (`model::key`) and one table of assumptions (`sampling::assumptions`) serve
//!    reading, checking, drawing, reporting and documentation ([`input::describe`]).

pub mod sampling;

pub mod model;

pub mod engine;

pub mod analysis;

pub mod input;

pub mod output;

pub mod cli;
