//! What became of others, as published: shares of venture financings that lost money or
//! returned many times it, of funded firms that failed or raised again, and of businesses
//! that had lived some years already and closed.

/// What a share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The investor got back less than was paid in.
    LosesMoney,
    /// At least this multiple came back.
    Returns(u8),
    /// Raised another round, at any time.
    RaisesAgain,
    /// Failed, or closed, within so many years.
    FailsWithin(u8),
}

/// Which operators a share may stand beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Peers {
    /// Young firms that live on what investors paid in.
    #[default]
    Funded,
    /// Firms that live on what they earn.
    Established,
}

impl Peers {
    /// Name in results.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Funded => "funded",
            Self::Established => "established",
        }
    }

    /// Those of this name in results.
    pub fn find(key: &str) -> Option<Self> {
        [Self::Funded, Self::Established].into_iter().find(|peers| peers.key() == key)
    }
}

/// Whom a published share is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// US venture financings, each counted once.
    Financings,
    /// The same, each dollar counted once.
    Dollars,
    /// Exits of US angel investors.
    AngelExits,
    /// US tech companies that raised a seed round.
    SeedDeals,
    /// UK companies that raised equity.
    EquityRaisers,
    /// Those of them at seed stage.
    SeedStage,
    /// US startups with a priced seed round, of which at least so many.
    SeedFunded,
    /// US startups on a cap-table platform, with a round or without.
    Startups,
    /// US firms with venture money.
    VentureFunded,
    /// US establishments with employees, two or three years old.
    YoungEstablishments,
    /// US establishments with employees, five years old.
    GrownEstablishments,
}

impl Population {
    /// In a sentence, after `13% of`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Financings => "venture financings",
            Self::Dollars => "venture dollars",
            Self::AngelExits => "angel exits",
            Self::SeedDeals => "companies with a seed round",
            Self::EquityRaisers => "UK companies that raised equity",
            Self::SeedStage => "UK companies that raised equity at seed stage",
            Self::SeedFunded => "startups with a priced seed round, at least",
            Self::Startups => "startups, with a round or without",
            Self::VentureFunded => "firms with venture money",
            Self::YoungEstablishments => "establishments two or three years old",
            Self::GrownEstablishments => "establishments five years old",
        }
    }

    /// Whether a share of it may stand beside such operators. What deals return is known
    /// of funded firms alone.
    pub const fn is_of(self, peers: Peers) -> bool {
        let established = matches!(self, Self::YoungEstablishments | Self::GrownEstablishments);
        match peers {
            Peers::Funded => !established,
            Peers::Established => {
                established || matches!(self, Self::Financings | Self::Dollars | Self::AngelExits)
            }
        }
    }
}

/// A published share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaseRate {
    /// Of what.
    pub fate: Fate,
    /// From 0 to 1.
    pub share: f64,
    /// Among whom.
    pub population: Population,
    /// Who says so, of when.
    pub source: &'static str,
}

const LEVINE: &str = "Correlation Ventures, 2004-2013, over 21,000 financings: S. Levine, Venture \
    Outcomes are Even More Skewed Than You Think, 12 August 2014";
const COATS_2019: &str = "Correlation Ventures, exits of the decade before: D. Coats, Venture Capital \
    - No, We're Not Normal, 11 September 2019";
const COATS_2023: &str = "Correlation Ventures, exits of the decade before: D. Coats, Venture Capital \
    - We're Still Not Normal, 13 July 2023";
const ANGELS: &str = "R. Wiltbank and W. Boeker, Returns to Angel Investors in Groups, Kauffman \
    Foundation, November 2007, 1,137 exits";
const CB_2009: &str =
    "CB Insights, The Venture Capital Funnel: seed deals of 2009, with a venture firm";
const CB_2010: &str = "CB Insights, The Venture Capital Funnel: seed deals of 2009-2010, by 19 \
    November 2015";
const CB_2017: &str = "CB Insights, The Venture Capital Funnel: 1,098 seed deals of 2008-2010, by 28 \
    February 2017";
const BEAUHURST_5: &str = "Beauhurst, The Deal, Five years on: 114 of 906 companies that raised equity \
    in 2011 were dead";
const BEAUHURST_8: &str = "Beauhurst, We tracked every startup that raised venture capital in 2011, \
    2019: 1,545 companies";
const BEAUHURST_SEED: &str = "Beauhurst, Survival and death rates of Beauhurst tracked companies: \
    seed-stage companies that raised equity in 2011";
const CARTA: &str = "Carta, 4,369 US startups founded in 2018, closed by January 2025: Duet Partners, \
    20 February 2025";
const CARTA_SEED: &str = "Carta, US startups founded in 2018, closed by January 2025: 2,707 less all \
    1,905 without a priced round are 802 of the 2,464 with one: Duet Partners, 20 February 2025";
const PURI: &str = "M. Puri and R. Zarutskie, On the Life Cycle Dynamics of Venture-Capital- and \
    Non-Venture-Capital-Financed Firms, Journal of Finance 67(6), 2012, table VI: almost one third, \
    as read by the blog Updated Priors, 12 December 2012";
const SBA_YOUNG: &str = "US Small Business Administration, Office of Advocacy, Frequently Asked \
    Questions, 2023: 79% of those 2-3 years old in 2017 survived until 2019";
const SBA_GROWN: &str = "US Small Business Administration, Office of Advocacy, Frequently Asked \
    Questions, 2023: of new ones 48.9% survive 5 years, 33.7% 10 and 25.6% 15, mean of 1994-2020";

const fn rate(fate: Fate, share: f64, population: Population, source: &'static str) -> BaseRate {
    BaseRate { fate, share, population, source }
}

impl BaseRate {
    /// Who says so, in few words.
    pub fn publisher(&self) -> &'static str {
        self.source.split(',').next().unwrap_or(self.source)
    }
}

/// The published shares; those of one fate follow one another.
pub const BASE_RATES: [BaseRate; 18] = [
    rate(Fate::LosesMoney, 0.65, Population::Financings, LEVINE),
    rate(Fate::LosesMoney, 0.51, Population::Dollars, COATS_2019),
    rate(Fate::LosesMoney, 0.37, Population::Dollars, COATS_2023),
    rate(Fate::Returns(5), 0.10, Population::Financings, LEVINE),
    rate(Fate::Returns(10), 0.04, Population::Financings, LEVINE),
    rate(Fate::Returns(10), 0.07, Population::AngelExits, ANGELS),
    rate(Fate::RaisesAgain, 0.54, Population::SeedDeals, CB_2009),
    rate(Fate::RaisesAgain, 0.40, Population::SeedDeals, CB_2010),
    rate(Fate::RaisesAgain, 0.46, Population::SeedDeals, CB_2017),
    rate(Fate::FailsWithin(2), 0.21, Population::YoungEstablishments, SBA_YOUNG),
    rate(Fate::FailsWithin(5), 114.0 / 906.0, Population::EquityRaisers, BEAUHURST_5),
    rate(Fate::FailsWithin(5), 1.0 - 0.337 / 0.489, Population::GrownEstablishments, SBA_GROWN),
    rate(Fate::FailsWithin(7), 802.0 / 2_464.0, Population::SeedFunded, CARTA_SEED),
    rate(Fate::FailsWithin(7), 0.619, Population::Startups, CARTA),
    rate(Fate::FailsWithin(8), 0.19, Population::EquityRaisers, BEAUHURST_8),
    rate(Fate::FailsWithin(8), 0.25, Population::SeedStage, BEAUHURST_SEED),
    rate(Fate::FailsWithin(10), 0.33, Population::VentureFunded, PURI),
    rate(Fate::FailsWithin(10), 1.0 - 0.256 / 0.489, Population::GrownEstablishments, SBA_GROWN),
];

#[cfg(test)]
mod tests {
    use super::{BASE_RATES, Fate, Peers};

    #[test]
    fn shares_are_shares_and_each_stands_beside_somebody() {
        for one in BASE_RATES {
            assert!(0.0 < one.share && one.share < 1.0, "{one:?}");
            let of = |peers| one.population.is_of(peers);
            assert!(of(Peers::Funded) || of(Peers::Established), "{one:?}");
        }
    }

    #[test]
    fn a_funded_firm_is_never_held_against_businesses_of_all_trades() {
        for one in BASE_RATES.iter().filter(|one| one.population.is_of(Peers::Funded)) {
            assert!(!one.population.words().contains("establishments"), "{one:?}");
        }
        // Nor one that earns against firms that live on rounds.
        for one in BASE_RATES.iter().filter(|one| one.population.is_of(Peers::Established)) {
            let fails = matches!(one.fate, Fate::FailsWithin(_));
            assert!(one.fate != Fate::RaisesAgain, "{one:?}");
            assert!(!fails || one.population.words().contains("establishments"), "{one:?}");
        }
    }
}
