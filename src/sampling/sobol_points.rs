//! Sobol's points, and which of their dimensions is whose.
//!
//! The direction numbers are those of S. Joe and F. Y. Kuo, *SIAM Journal on Scientific
//! Computing* 30, 2008, in their file `new-joe-kuo-6.21201`: chosen so that points lie evenly in
//! each pair of dimensions.

/// Digits of the number of a point.
pub(super) const DIGITS: usize = 35;

/// A generator matrix: the column of digit j of a point's number is what it adds, modulo 2 digit by
/// digit, to the coordinate, whose first digit stands highest.
pub(super) type Columns = [u64; DIGITS];

/// What has a dimension of its own in every scenario, in the order of the dimensions: the first
/// ones lie most evenly with all others. An entry of a list, such as a product line, has none:
/// its name is the scenario's.
///
/// A name keeps its place for good; new ones come last.
const NAMES: [&str; 40] = [
    "exit: any",
    "exit: route",
    "funding: round",
    "failure: setback",
    "assumption: market.demand_growth_per_year",
    "assumption: funding.round_close_probability",
    "assumption: sites.site_fixed_cost",
    "assumption: sites.site_capex",
    "assumption: scaling.learning_rate",
    "assumption: scaling.coordination_exponent",
    "assumption: scaling.cannibalisation_exponent",
    "assumption: exit.integration_readiness",
    "assumption: funding.recovery_rate",
    "assumption: scaling.overhead_fixed",
    "assumption: sites.permits.permit_refusal_probability",
    "assumption: sites.new_site_ratio",
    "assumption: scaling.capex_learning_rate",
    "assumption: popups.conversion",
    "assumption: balance_sheet.opening_cash",
    "assumption: exit.horizon.revenue_multiple",
    "assumption: exit.horizon.ebitda_multiple",
    "assumption: exit.horizon.multiple",
    "assumption: exit.horizon.illiquidity_discount",
    "assumption: scaling.overhead_per_site",
    "assumption: sites.site_capacity_units",
    "assumption: sites.ramp_months",
    "assumption: market.demand_cycle_volatility",
    "assumption: market.demand_persistence",
    "assumption: market.inflation",
    "assumption: balance_sheet.receivable_days",
    "assumption: balance_sheet.payable_days",
    "assumption: balance_sheet.material_cover_days",
    "assumption: balance_sheet.prepaid_share",
    "assumption: balance_sheet.minimum_cash",
    "assumption: popups.basket",
    "assumption: popups.demand_halo",
    "assumption: funding.step_multiple",
    "assumption: funding.pre_money_floor",
    "assumption: funding.max_dilution",
    "assumption: sites.site_volatility",
];

/// Of each dimension after the first: its primitive polynomial, the inner coefficients as binary
/// digits, and its initial direction numbers, as many as its degree.
#[rustfmt::skip]
const INITIAL: [(u64, &[u64]); NAMES.len() - 1] = [
    (0, &[1]),
    (1, &[1, 3]),
    (1, &[1, 3, 1]),
    (2, &[1, 1, 1]),
    (1, &[1, 1, 3, 3]),
    (4, &[1, 3, 5, 13]),
    (2, &[1, 1, 5, 5, 17]),
    (4, &[1, 1, 5, 5, 5]),
    (7, &[1, 1, 7, 11, 19]),
    (11, &[1, 1, 5, 1, 1]),
    (13, &[1, 1, 1, 3, 11]),
    (14, &[1, 3, 5, 5, 31]),
    (1, &[1, 3, 3, 9, 7, 49]),
    (13, &[1, 1, 1, 15, 21, 21]),
    (16, &[1, 3, 1, 13, 27, 49]),
    (19, &[1, 1, 1, 15, 7, 5]),
    (22, &[1, 3, 1, 15, 13, 25]),
    (25, &[1, 1, 5, 5, 19, 61]),
    (1, &[1, 3, 7, 11, 23, 15, 103]),
    (4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, &[1, 1, 3, 13, 7, 35, 63]),
    (8, &[1, 3, 5, 9, 1, 25, 53]),
    (14, &[1, 3, 1, 13, 9, 35, 107]),
    (19, &[1, 3, 1, 5, 27, 61, 31]),
    (21, &[1, 1, 5, 11, 19, 41, 61]),
    (28, &[1, 3, 5, 3, 3, 13, 69]),
    (31, &[1, 1, 7, 13, 1, 19, 1]),
    (32, &[1, 3, 7, 5, 13, 19, 59]),
    (37, &[1, 1, 3, 9, 25, 29, 41]),
    (41, &[1, 3, 5, 13, 23, 1, 55]),
    (42, &[1, 3, 7, 3, 13, 59, 17]),
    (50, &[1, 3, 1, 3, 5, 53, 69]),
    (55, &[1, 1, 5, 5, 23, 33, 13]),
    (56, &[1, 1, 7, 7, 1, 61, 123]),
    (59, &[1, 1, 7, 9, 13, 61, 49]),
    (62, &[1, 3, 3, 5, 3, 55, 33]),
    (14, &[1, 3, 1, 15, 31, 13, 49, 245]),
    (21, &[1, 3, 5, 15, 31, 59, 63, 97]),
    (22, &[1, 3, 1, 11, 11, 11, 77, 249]),
];

/// The dimension that is a name's own, if it has one.
pub(super) fn dimension_of(name: &str) -> Option<usize> {
    NAMES.iter().position(|one| *one == name)
}

/// The generator matrix of a dimension.
pub(super) fn columns(dimension: usize) -> Columns {
    let mut columns = [0; DIGITS];
    let Some((inner, initial)) = dimension.checked_sub(1).map(|index| INITIAL[index]) else {
        // Van der Corput's points: the digits of the number, mirrored.
        return std::array::from_fn(|j| 1 << (63 - j));
    };
    let degree = initial.len();
    for j in 0..DIGITS {
        columns[j] = match initial.get(j) {
            Some(number) => number << (63 - j),
            None => {
                let taken = (1..degree).filter(|k| inner >> (degree - 1 - k) & 1 == 1);
                let last = columns[j - degree];
                taken.fold(last ^ last >> degree, |column, k| column ^ columns[j - k])
            }
        };
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, NAMES, columns};

    /// A point of a dimension, in 64ths.
    fn point(dimension: usize, number: u64) -> u64 {
        let columns = columns(dimension);
        let taken = (0..DIGITS).filter(|j| number >> j & 1 == 1);
        taken.fold(0, |word, j| word ^ columns[j]) >> 58
    }

    #[test]
    fn points_are_those_of_joe_and_kuo() {
        // The first eight of each in eighths, as their own program has them but for its order,
        // which is that of the Gray code.
        let eighths = |dimension| (0..8).map(|i| point(dimension, i) / 8).collect::<Vec<u64>>();
        assert_eq!(eighths(0), [0, 4, 2, 6, 1, 5, 3, 7]);
        assert_eq!(eighths(1), [0, 4, 6, 2, 5, 1, 3, 7]);
        assert_eq!(eighths(2), [0, 4, 6, 2, 3, 7, 5, 1]);
        assert_eq!(eighths(3), [0, 4, 6, 2, 1, 5, 7, 3]);
    }

    #[test]
    fn each_dimension_fills_all_cells_and_none_is_another() {
        for dimension in 0..NAMES.len() {
            let columns = columns(dimension);
            for (j, column) in columns.iter().enumerate() {
                // Digit j of the coordinate is its first that hangs on digit j of the number.
                assert_eq!(column << j >> 63, 1, "column {j} of dimension {dimension}");
                assert_eq!(column << j << 1, 0, "column {j} of dimension {dimension}");
            }
            assert!((0..dimension).all(|other| columns != super::columns(other)));
        }
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }

    #[test]
    fn the_first_two_dimensions_lie_as_evenly_as_points_can() {
        for k in 1..=10 {
            for across in 0..=k {
                let mut filled = vec![false; 1 << k];
                for number in 0..1_u64 << k {
                    let [x, y] = [0, 1].map(|dimension| {
                        let columns = columns(dimension);
                        (0..DIGITS)
                            .filter(|j| number >> j & 1 == 1)
                            .fold(0, |word, j| word ^ columns[j])
                    });
                    let of = |word: u64, digits: usize| {
                        if digits == 0 { 0 } else { word >> (64 - digits) }
                    };
                    filled[(of(x, across) << (k - across) | of(y, k - across)) as usize] = true;
                }
                assert!(filled.iter().all(|one| *one), "2^{k} points, {across} digits across");
            }
        }
    }
}
