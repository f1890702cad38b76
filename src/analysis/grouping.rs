//! What two scenarios assume differently, by groups of assumptions that are
//! changed together.

/// Declares the groups in the order in which they are listed.
macro_rules! groups {
    ($( $variant:ident, $key:literal, $label:literal, $about:literal; )*) => {
        /// A group of assumptions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Group { $( #[doc = $about] $variant, )* }

        impl Group {
            /// All of them.
            pub const ALL: &[Self] = &[$( Self::$variant, )*];

            /// Name on the command line and in results.
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// Name for a reader.
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }

            /// What is in it.
            pub fn about(self) -> &'static str {
                match self { $( Self::$variant => $about, )* }
            }
        }
    };
}

groups! {
    Speed, "speed", "Lead time and batches", "How fast goods are there, in what batches, and what a batch costs to set up.";
    UnitCost, "unit-cost", "Unit cost", "What a unit costs to make, sell and deliver, and how that falls with experience.";
    Demand, "demand", "Prices and demand", "Prices, volumes, range, season, forecast errors, and the market.";
    Markdowns, "markdowns", "Stock and markdowns", "How much stock is held, and what left-overs fetch.";
    Lines, "lines", "Product lines", "Lines that only one scenario has, each with all its keys.";
    Supply, "supply", "Supply", "Suppliers that can fail.";
    Sites, "sites", "Sites and permits", "Sites, their capacity, cost and pace, permits and tooling.";
    Popups, "popups", "Pop-ups", "Events, showroom halo and rental.";
    WorkingCapital, "working-capital", "Working capital", "Payment terms and the cost of holding stock.";
    Overhead, "overhead", "Overhead", "Head office and coordination.";
    BalanceSheet, "balance-sheet", "Balance sheet and tax", "Opening cash and plant, debt, and tax.";
    Deal, "deal", "Terms of the deal", "Cheque, valuation, rights of all classes, hurdle rate.";
    Funding, "funding", "Later rounds", "Later rounds, and what distress recovers.";
    Exit, "exit", "Exit", "Ways of being bought, the deal window, and the valuation at the horizon.";
    Correlations, "correlations", "Correlations", "Which uncertain numbers move together.";
}

/// What a scenario says of something.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// It has no such entry.
    Absent,
    /// A number: its unit, and its value or 5th, 50th and 95th percentile.
    Number(&'static str, [f64; 3]),
    /// Anything else, as it is written.
    Text(String),
}

/// One thing that two scenarios say differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Dotted path of the key or of the entry.
    pub path: String,
    /// The group that it belongs to.
    pub group: Group,
    /// What the first says, and what the other.
    pub said: [Said; 2],
}

/// Groups that are changed together, and what is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// Its groups, at least one.
    pub groups: Vec<Group>,
    /// What differs.
    pub changes: Vec<Change>,
    /// Why several groups are one; empty for a single one.
    pub reasons: Vec<String>,
}

impl Player {
    /// Name for a reader.
    pub fn label(&self) -> String {
        let labels = self.groups.iter().enumerate().map(|(index, group)| match index {
            0 => group.label().to_owned(),
            _ => lower(group.label()),
        });
        labels.collect::<Vec<_>>().join(" + ")
    }

    /// Name in results.
    pub fn key(&self) -> String {
        self.groups.iter().map(|group| group.key()).collect::<Vec<_>>().join("+")
    }
}

/// With a small first letter.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The groups with a difference, each a player of its own, in the order of
/// [`Group::ALL`].
pub fn players(changes: Vec<Change>) -> Vec<Player> {
    let of = |group: Group| {
        let own: Vec<Change> = changes.iter().filter(|one| one.group == group).cloned().collect();
        let player = Player { groups: vec![group], changes: own, reasons: Vec::new() };
        (!player.changes.is_empty()).then_some(player)
    };
    Group::ALL.iter().filter_map(|group| of(*group)).collect()
}

/// Makes one player of those that hold some `groups`; where fewer than two do,
/// nothing is done.
pub fn join(players: &mut Vec<Player>, groups: &[Group], reason: &str) {
    let holds = |player: &Player| player.groups.iter().any(|group| groups.contains(group));
    let Some(place) = players.iter().position(holds) else { return };
    let (joined, rest): (Vec<Player>, Vec<Player>) =
        std::mem::take(players).into_iter().partition(holds);
    let is_news = 1 < joined.len();
    *players = rest;
    let mut one = Player { groups: Vec::new(), changes: Vec::new(), reasons: Vec::new() };
    for player in joined {
        one.groups.extend(player.groups);
        one.changes.extend(player.changes);
        one.reasons.extend(player.reasons);
    }
    if is_news {
        one.reasons.push(reason.to_owned());
    }
    players.insert(place, one);
}

#[cfg(test)]
mod tests {
    use super::{Change, Group, Said, join, players};

    fn change(group: Group) -> Change {
        Change { path: group.key().to_owned(), group, said: [Said::Absent, Said::Absent] }
    }

    #[test]
    fn groups_that_are_joined_are_one_player_and_say_why() {
        let all = [Group::Exit, Group::Speed, Group::Supply, Group::Speed];
        let mut players = players(all.map(change).into());
        let keys = |players: &[super::Player]| -> Vec<String> {
            players.iter().map(super::Player::key).collect()
        };
        assert_eq!(keys(&players), ["speed", "supply", "exit"]);
        assert_eq!(players[0].changes.len(), 2);
        join(&mut players, &[Group::Popups, Group::Exit], "nothing to join");
        assert_eq!(keys(&players), ["speed", "supply", "exit"]);
        assert!(players[2].reasons.is_empty());
        join(&mut players, &[Group::Exit, Group::Speed], "as asked");
        assert_eq!(keys(&players), ["speed+exit", "supply"]);
        assert_eq!(players[0].label(), "Lead time and batches + exit");
        assert_eq!(players[0].reasons, ["as asked"]);
        assert_eq!(players[0].changes.len(), 3);
    }
}
