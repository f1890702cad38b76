//! Where a company's value stands at the round and at the end, and what is
//! taken off it on the way to the shareholders: what a bridge from money paid in
//! to money got back is made of.

/// One of the amounts.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// Name in results.
    pub key: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// The amount.
    pub of: fn(&Stages) -> f64,
    /// Where it is kept.
    pub of_mut: fn(&mut Stages) -> &mut f64,
}

/// Declares the amounts and the list of them.
macro_rules! amounts {
    ($( $name:ident, $meaning:literal; )*) => {
        /// Amounts of the whole company on one path, in the scenario's currency.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Stages { $( #[doc = $meaning] pub $name: f64, )* }

        impl Stages {
            /// All of them.
            pub const ALL: &[Stage] = &[$( Stage {
                key: stringify!($name),
                meaning: $meaning,
                of: |one| one.$name,
                of_mut: |one| &mut one.$name,
            }, )*];
        }
    };
}

amounts! {
    first_year_revenue, "Revenue of the first twelve months lived, scaled to twelve where fewer were lived.";
    opening_net_cash, "Cash less debt of the company at time 0, right after the round.";
    closing_net_cash, "Cash less debt of the company at the end, overdrawn cash counting as none.";
    raised_later, "Raised by the company after the closing: tranches of the round, later rounds.";
    sale_fees, "Costs of the sale that the company bears.";
    deferred_unpaid, "Deferred part of the price that is never paid.";
    carve_out, "What management takes off the top of all proceeds.";
}
