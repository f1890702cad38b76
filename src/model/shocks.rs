//! Named shocks: what is known to go wrong, laid over whatever luck brings.
//! No draw moves, so that path i with a shock is path i without it but for
//! what the shock does.

/// What befalls an operator on every path; nothing by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shocks {
    /// While the deal window is shut, whatever the market's own state;
    /// otherwise it is what that is.
    pub windows_shut: Vec<WindowShut>,
    /// Suppliers that are lost for a while.
    pub suppliers_lost: Vec<SupplierLost>,
    /// Later rounds are tried as ever and never close.
    pub no_further_rounds: bool,
}

/// Months in which the deal window is shut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WindowShut {
    /// The month, from 0, in which it begins.
    pub month: usize,
    /// How many months it lasts.
    pub months: usize,
}

/// A supplier stops delivering: as one of its disruptions, but certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SupplierLost {
    /// Position of the supplier in the scenario.
    pub supplier: usize,
    /// The month, from 0, in which it begins.
    pub month: usize,
    /// How long it lasts, in days; an alternate takes over as in any
    /// disruption of that supplier.
    pub days: f64,
}

impl Shocks {
    /// Whether the deal window is held shut in any month.
    pub(super) fn shuts_windows(&self) -> bool {
        !self.windows_shut.is_empty()
    }

    /// Whether the deal window is held shut in month `t`.
    pub(super) fn shuts_window(&self, t: usize) -> bool {
        self.windows_shut.iter().any(|shut| shut.month <= t && t < shut.month + shut.months)
    }

    /// Whether any supplier is lost in any month.
    pub(super) fn loses_suppliers(&self) -> bool {
        !self.suppliers_lost.is_empty()
    }

    /// How long the loss of a supplier is that begins in month `t`, in days;
    /// 0: none does.
    pub(super) fn days_lost(&self, supplier: usize, t: usize) -> f64 {
        let begins = |one: &&SupplierLost| one.supplier == supplier && one.month == t;
        self.suppliers_lost.iter().filter(begins).map(|one| one.days).fold(0.0, f64::max)
    }
}
