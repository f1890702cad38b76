//! Where a company's value stands at the round and at the end, and what is
//! taken off it on the way to the shareholders: what a bridge from money paid in
//! to money got back is made of.

/// Declares the amounts and the list of them.
macro_rules! amounts {
    ($( $(#[doc = $doc:literal])* $name:ident; )*) => {
        /// Amounts of the whole company on one path, in the scenario's currency.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Stages { $( $(#[doc = $doc])* pub $name: f64, )* }

        impl Stages {
            /// Each amount by its name in results.
            pub const COLUMNS: &[(&'static str, fn(&Self) -> f64)] =
                &[$( (stringify!($name), |one| one.$name), )*];
        }
    };
}

amounts! {
    /// Revenue of the first twelve months lived, scaled to twelve where fewer
    /// were lived.
    first_year_revenue;
    /// Cash less debt at time 0, right after the round.
    opening_net_cash;
    /// Cash less debt at the end, overdrawn cash counting as none.
    closing_net_cash;
    /// Raised in later rounds.
    raised_later;
    /// Costs of the sale.
    sale_fees;
    /// What of a deferred part is never paid.
    deferred_unpaid;
    /// What management takes off the top.
    carve_out;
}
