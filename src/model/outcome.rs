//! What a path reports: returns, how it ended, and the operating figures that
//! explain it.

use super::returns::IrrKind;
use super::stages::Stages;

/// How a path ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// Out of cash, and no round closed; or by a setback.
    #[default]
    Failure,
    /// Still operating at the end of the horizon.
    Horizon,
    /// Sold by the scenario's route of this index.
    Sale(u16),
}

impl Route {
    /// Position in a list that begins with failure and horizon.
    pub fn index(self) -> usize {
        match self {
            Self::Failure => 0,
            Self::Horizon => 1,
            Self::Sale(route) => 2 + route as usize,
        }
    }
}

/// Why a path failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureCause {
    /// There was no cash left, whatever was repaid in the month.
    OutOfCash,
    /// There was cash, but less than must remain.
    BelowMinimum,
    /// There would have been cash, but for what had to be repaid.
    DebtNotRepaid,
    /// Something ended it while it lost money.
    Setback,
}

impl FailureCause {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::OutOfCash, Self::BelowMinimum, Self::DebtNotRepaid, Self::Setback];

    /// Name in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::OutOfCash => "out_of_cash",
            Self::BelowMinimum => "below_minimum_cash",
            Self::DebtNotRepaid => "debt_not_repaid",
            Self::Setback => "setback",
        }
    }

    /// Name for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::OutOfCash => "out of cash",
            Self::BelowMinimum => "below the minimum of cash",
            Self::DebtNotRepaid => "debt not repaid",
            Self::Setback => "a setback",
        }
    }

    /// The cause of this name in results.
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.key() == key)
    }
}

/// Everything a path reports besides its months.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// How it ended.
    pub route: Route,
    /// Why it failed, if it did.
    pub failure: Option<FailureCause>,
    /// The month in which it did.
    pub exit_month: usize,
    /// Distributions over contributions.
    pub moic: f64,
    /// Yearly internal rate of return.
    pub irr: f64,
    /// How the rate was come by.
    pub irr_kind: IrrKind,
    /// Net present value at the hurdle rate.
    pub npv: f64,
    /// Everything the investor paid in.
    pub invested: f64,
    /// Everything the investor got back, undiscounted.
    pub returned: f64,
    /// Enterprise value at the end.
    pub enterprise_value: f64,
    /// Paid to all holders, deferred part included.
    pub equity_proceeds: f64,
    /// The investor's fully diluted share at the end.
    pub ownership: f64,
    /// From the company's value to what its shareholders get.
    pub stages: Stages,
    /// First month in which a new round was tried.
    pub first_round_tried: Option<usize>,
    /// The operating figures, in the order of [`Figure::ALL`]; NaN: absent.
    pub figures: [f64; Figure::COUNT],
}

impl Outcome {
    /// One operating figure; absent where it has no meaning on this path.
    pub fn figure(&self, figure: Figure) -> Option<f64> {
        let value = self.figures[figure as usize];
        (!value.is_nan()).then_some(value)
    }
}

macro_rules! figures {
    ($( $(#[doc = $doc:literal])* $variant:ident, $key:literal, $unit:expr, $label:literal; )*) => {
        /// An operating figure over a path's life.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Figure { $( $(#[doc = $doc])* $variant, )* }

        impl Figure {
            /// All of them, in the order in which they are reported.
            pub const ALL: [Self; Self::COUNT] = [$( Self::$variant, )*];
            /// How many there are.
            pub const COUNT: usize = [$( $key, )*].len();

            /// Name in results.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// Unit.
            pub fn unit(self) -> Unit {
                match self { $( Self::$variant => $unit, )* }
            }

            /// Name for a reader.
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }

            /// What it is, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$variant => concat!($( $doc ),*).trim_ascii_start(), )* }
            }
        }
    };
}

/// What an operating figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A multiple of what was paid in.
    Multiple,
    /// The scenario's currency.
    Money,
    /// A share, 1 for all.
    Share,
    /// A rate per year.
    RatePerYear,
    /// Days.
    Days,
    /// Months.
    Months,
    /// A month of the path, counted from 0.
    Month,
    /// A count.
    Count,
}

figures! {
    /// Line revenue less line cost, per batch.
    BatchGrossMargin, "batch_gross_margin", Unit::Money, "Gross margin per batch";
    /// Line revenue less line cost, per unit that is sold or left over.
    UnitGrossMargin, "unit_gross_margin", Unit::Money, "Gross margin per unit";
    /// Line revenue less line cost, over line revenue.
    GrossMarginShare, "gross_margin_share", Unit::Share, "Gross margin";
    /// Days from order to delivery, weighted by units sold.
    FulfilmentDays, "fulfilment_days", Unit::Days, "Time to fulfilment";
    /// Units sold from stock at full price over units made for stock.
    SellThrough, "full_price_sell_through", Unit::Share, "Full-price sell-through";
    /// Full-price value given up on left-overs, net of what clearing them
    /// brings, over the full-price value of all units made.
    MarkdownRate, "markdown_rate", Unit::Share, "Markdown rate";
    /// Demand not served, over all demand.
    LostSalesRate, "lost_sales_rate", Unit::Share, "Lost-sales rate";
    /// 365 x mean inventory over a year's cost of goods made.
    InventoryDays, "inventory_days", Unit::Days, "Days in inventory";
    /// EBIT of the last twelve months after tax over mean invested capital.
    ReturnOnInvestedCapital, "roic", Unit::RatePerYear, "Return on invested capital";
    /// What a mature site earned in the last twelve months, less plant replaced and before
    /// head office, over its capex and its share of working capital.
    SiteRoic, "site_roic", Unit::RatePerYear, "Return on a site";
    /// Tooling of new sites over SKUs added since the start.
    CapexPerIncrementalSku, "capex_per_incremental_sku", Unit::Money, "Capex per incremental SKU";
    /// Months from its opening until the first new site has repaid what it cost.
    SitePaybackMonths, "site_payback_months", Unit::Months, "Site payback";
    /// Lowest closing cash, after funding.
    LowestCash, "lowest_cash", Unit::Money, "Lowest cash";
    /// The month of the lowest cash.
    LowestCashMonth, "lowest_cash_month", Unit::Month, "Month of lowest cash";
    /// Sites open in the last month.
    SitesOpen, "sites_open_at_end", Unit::Count, "Sites open at the end";
    /// New sites that were closed again.
    SitesClosed, "sites_closed", Unit::Count, "Sites closed";
    /// Days of outage and on alternates, over suppliers and suspensions.
    DisruptionDays, "disruption_days", Unit::Days, "Disruption days";
    /// Permits refused.
    PermitsRefused, "permits_refused", Unit::Count, "Permits refused";
    /// Later rounds closed.
    RoundsClosed, "rounds_closed", Unit::Count, "Later rounds closed";
    /// Revenue of the last twelve months at the end.
    LtmRevenue, "ltm_revenue_at_end", Unit::Money, "LTM revenue at the end";
    /// Enterprise value over EBITDA of the last twelve months at a sale; absent where
    /// there was none, or no profit.
    EvToEbitda, "ev_to_ebitda", Unit::Multiple, "EV/EBITDA at a sale";
    /// Revenue of pop-ups over all revenue.
    PopupRevenueShare, "popup_revenue_share", Unit::Share, "Pop-up share of revenue";
    /// Line gross margin of the last twelve months less that of the first
    /// twelve, over line revenue each; absent in a life of less than two years.
    GrossMarginChange, "gross_margin_change", Unit::Share, "Change in gross margin";
}
