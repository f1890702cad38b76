//! What the model leaves out: the one list of it.

/// What is left out, in sentences, and why where that is said; the page of the
/// model has the same list.
pub const NOT_MODELLED: [&str; 9] = [
    "Buyers who wait for the markdown, and buyers who take another product when theirs is sold out: \
     both can change the size and even the sign of the value of speed, and neither can be estimated \
     from what an investor is shown.",
    "Demand that responds to price or to competitors.",
    "Goods that are carried into the next season: what is left over at a season's end is cleared or \
     disposed of in its last month.",
    "Returns of goods, other than through fulfilment_cost.",
    "Moving or selling a site, and closing an initial one; repairs, other than through \
     site_fixed_cost.",
    "Currencies, inflation that changes or that moves prices apart, and taxes other than one rate on profit after losses carried \
     forward. No limit or expiry of losses, no sales tax (prices are net of it), no tax on the sale \
     of the company or of the investor.",
    "New debt and refinancing: there is one debt, which is repaid by its plan; and covenants but \
     for a minimum of cash.",
    "Dividends, option exercise prices, options that are never granted, anti-dilution, accruing \
     preferences, warranties and claims after a sale, fees and taxes of the investor's fund.",
    "Dependence between events: the lengths of two disruptions, or a building time and a permit \
     delay, are drawn independently. Uncertain numbers drawn once per path can be correlated.",
];
