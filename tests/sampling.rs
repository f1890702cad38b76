//! Distributions against their own distribution functions, published
//! conversions, and the samplers of `rand_distr`.

#![expect(clippy::float_cmp, reason = "values of a discrete family come back as they are")]

use rand_distr::Distribution as _;
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::empirical::Empirical;
use shortrun::sampling::family::Family;
use shortrun::sampling::metalog::Metalog;
use shortrun::sampling::mixture::Mixture;
use shortrun::sampling::percentile::Percentile;
use shortrun::sampling::stream::{Stream, StreamKey};

fn families() -> Vec<Family> {
    vec![
        Family::Uniform { min: -2.0, max: 5.0 },
        Family::Triangular { min: 75.0, mode: 90.0, max: 115.0 },
        Family::Triangular { min: 0.0, mode: 0.0, max: 1.0 },
        Family::Pert { min: 8.0, mode: 16.0, max: 45.0, lambda: 4.0 },
        Family::Pert { min: 0.0, mode: 0.08, max: 0.3, lambda: 4.0 },
        Family::Normal { mean: 0.06, sd: 0.05 },
        Family::Lognormal { log_mean: 1.0, log_sd: 0.8 },
        Family::Beta { alpha: 2.0, beta: 12.0, min: 0.0, max: 1.0 },
        // Near a bound other than 0 a steep quantile is finer than the numbers there.
        Family::Beta { alpha: 0.5, beta: 1.4, min: 0.0, max: 3.0 },
        Family::Gamma { shape: 2.0, scale: 0.15 },
        Family::Gamma { shape: 0.3, scale: 1.0 },
        Family::Gamma { shape: 60.0, scale: 2.0 },
        Family::Weibull { shape: 1.5, scale: 20.0 },
        Family::Weibull { shape: 0.7, scale: 3.0 },
        Family::Exponential { mean: 16.0 },
        Family::StudentT { df: 9.0, location: 0.05, scale: 0.02 },
        Family::StudentT { df: 200.0, location: -3.0, scale: 2.0 },
        Family::Empirical(empirical(true)),
        metalog(&[(0.1, 20.0), (0.5, 30.0), (0.9, 50.0)], None, None),
        metalog(&[(0.1, 9.0), (0.5, 16.0), (0.9, 34.0)], Some(0.0), None),
        metalog(&[(0.1, 9.0), (0.5, 14.0), (0.9, 18.0)], None, Some(30.0)),
        metalog(
            &[(0.05, 0.1), (0.25, 0.2), (0.5, 0.3), (0.75, 0.5), (0.95, 0.8)],
            Some(0.0),
            Some(1.0),
        ),
        metalog(&[(0.05, -2.0), (0.95, 4.0)], None, None),
        mixture(
            vec![
                Family::Normal { mean: 0.0, sd: 1.0 },
                Family::Gamma { shape: 2.0, scale: 3.0 },
                Family::StudentT { df: 9.0, location: 8.0, scale: 0.2 },
            ],
            &[2.0, 1.0, 0.5],
        ),
    ]
}

/// Families in which single values have a probability of their own, or some
/// values between possible ones are impossible.
fn families_with_jumps() -> Vec<Family> {
    vec![
        Family::Discrete { values: vec![3.0, 1.0, 2.0, 1.0], weights: vec![1.0, 2.0, 1.0, 0.5] },
        Family::Bernoulli { p: 0.3 },
        Family::Binomial { n: 12, p: 0.25 },
        Family::Binomial { n: 100_000, p: 0.999 },
        Family::Poisson { mean: 2.5 },
        Family::Poisson { mean: 40_000.0 },
        Family::Empirical(empirical(false)),
        Family::Empirical(Empirical::new(vec![1.0, 2.0, 2.0, 2.0, 5.0], true).expect("values")),
        // Numbers alone, a number within a density, gaps, counts, one in another.
        mixture(vec![point(4.0), point(7.0)], &[1.0, 3.0]),
        mixture(vec![point(0.0), Family::Normal { mean: 0.1, sd: 1.0 }], &[0.3, 0.7]),
        mixture(
            vec![
                Family::Uniform { min: 0.0, max: 1.0 },
                Family::Triangular { min: 5.0, mode: 6.0, max: 9.0 },
                point(3.0),
            ],
            &[5.0, 4.0, 1e-6],
        ),
        mixture(
            vec![Family::Poisson { mean: 3.0 }, Family::Exponential { mean: 2.0 }],
            &[1.0, 1.0],
        ),
        mixture(
            vec![
                mixture(vec![point(0.0), Family::Gamma { shape: 2.0, scale: 8.0 }], &[1.0, 1.0]),
                Family::Empirical(Empirical::new(vec![9.0, 9.0, 14.0], true).expect("values")),
            ],
            &[3.0, 1.0],
        ),
    ]
}

fn empirical(interpolate: bool) -> Empirical {
    let values = vec![12.0, 14.0, 15.5, 19.0, 31.0, 9.0, 11.5];
    Empirical::new(values, interpolate).expect("values")
}

fn percentiles(points: &[(f64, f64)]) -> Vec<Percentile> {
    points
        .iter()
        .map(|(probability, value)| Percentile { probability: *probability, value: *value })
        .collect()
}

fn metalog(points: &[(f64, f64)], min: Option<f64>, max: Option<f64>) -> Family {
    Family::Metalog(Metalog::through(&percentiles(points), min, max).expect("feasible"))
}

fn point(value: f64) -> Family {
    Family::Discrete { values: vec![value], weights: vec![1.0] }
}

fn mixture(components: Vec<Family>, weights: &[f64]) -> Family {
    let components = components.iter().map(built).collect();
    Family::Mixture(Mixture::new(components, weights).expect("valid"))
}

fn built(family: &Family) -> Distribution {
    Distribution::new(family.clone()).expect("valid parameters")
}

fn stream(name: &str) -> Stream {
    StreamKey::new(20_260_101, name).stream(0)
}

/// Probabilities over the whole of (1e-9, 1 - 1e-9), dense in both tails.
fn probabilities() -> Vec<f64> {
    let logits = (-207..=207).map(|i| f64::from(i) / 10.0);
    logits.map(|logit| 1.0 / (1.0 + libm::exp(-logit))).collect()
}

#[test]
fn every_quantile_returns_to_its_probability_within_1e_9() {
    for family in families() {
        let whole = built(&family);
        let (low, high) = (whole.quantile(0.2), whole.quantile(0.97));
        let cut = whole.truncated(Some(low), Some(high)).expect("mass between");
        let upper_tail = whole.truncated(Some(whole.quantile(0.999)), None).expect("mass above");
        for distribution in [whole, cut, upper_tail] {
            for u in probabilities() {
                let back = distribution.cdf(distribution.quantile(u));
                assert!((back - u).abs() <= 1e-9, "{family:?} at {u}: {back}");
            }
        }
    }
}

#[test]
fn quantiles_never_fall() {
    for family in families() {
        let distribution = built(&family);
        let mut last = f64::NEG_INFINITY;
        for i in 1..200_000 {
            let x = distribution.quantile(f64::from(i) / 200_000.0);
            assert!(last <= x, "{family:?}");
            last = x;
        }
    }
}

#[test]
fn sampled_moments_agree_with_the_stated_ones_within_five_errors() {
    for family in families() {
        let whole = built(&family);
        let cut = whole.truncated(Some(whole.quantile(0.3)), None).expect("mass above");
        for distribution in [whole, cut] {
            let mut draws = stream("moments");
            let n = 200_000;
            let sample: Vec<f64> = (0..n).map(|_| distribution.quantile(draws.uniform())).collect();
            let mean = sample.iter().sum::<f64>() / n as f64;
            let error = distribution.sd() / (n as f64).sqrt();
            assert!((mean - distribution.mean()).abs() < 5.0 * error, "{family:?}: {mean}");
            let squares = sample.iter().map(|x| (x - mean) * (x - mean)).collect::<Vec<_>>();
            let variance = squares.iter().sum::<f64>() / n as f64;
            let spread = squares.iter().map(|s| (s - variance) * (s - variance)).sum::<f64>();
            let error = (spread / n as f64).sqrt() / (n as f64).sqrt();
            let expected = distribution.sd() * distribution.sd();
            assert!((variance - expected).abs() < 5.0 * error, "{family:?}: {variance}");
        }
    }
}

/// Largest distance of the sample's distribution from `cdf`, times root n.
fn kolmogorov(mut sample: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let distances = sample.iter().enumerate().map(|(i, x)| {
        let at = cdf(*x);
        (at - i as f64 / n).abs().max((at - (i + 1) as f64 / n).abs())
    });
    distances.fold(0.0, f64::max) * n.sqrt()
}

/// The 99.9 % point of Kolmogorov's distribution.
const KOLMOGOROV_999: f64 = 1.95;

#[test]
fn samples_follow_their_distribution_function_by_kolmogorov_smirnov_at_one_in_a_thousand() {
    for family in families() {
        let whole = built(&family);
        let cut = whole.truncated(None, Some(whole.quantile(0.7))).expect("mass below");
        for distribution in [whole, cut] {
            let mut draws = stream("kolmogorov");
            let sample = (0..20_000).map(|_| distribution.quantile(draws.uniform())).collect();
            let distance = kolmogorov(sample, |x| distribution.cdf(x));
            assert!(distance < KOLMOGOROV_999, "{family:?}: {distance}");
        }
    }
}

#[test]
fn the_samplers_of_rand_distr_follow_our_distribution_functions() {
    let mut draws = stream("reference");
    let mut follows = |family: Family, sample: &mut dyn FnMut(&mut Stream) -> f64| {
        let distribution = built(&family);
        let sample = (0..20_000).map(|_| sample(&mut draws)).collect();
        let distance = kolmogorov(sample, |x| distribution.cdf(x));
        assert!(distance < KOLMOGOROV_999, "{family:?}: {distance}");
    };
    let normal = rand_distr::Normal::new(1.0, 2.0).expect("valid");
    follows(Family::Normal { mean: 1.0, sd: 2.0 }, &mut |rng| normal.sample(rng));
    let lognormal = rand_distr::LogNormal::new(1.0, 0.8).expect("valid");
    follows(Family::Lognormal { log_mean: 1.0, log_sd: 0.8 }, &mut |rng| lognormal.sample(rng));
    let triangular = rand_distr::Triangular::new(1.0, 9.0, 2.0).expect("valid");
    follows(Family::Triangular { min: 1.0, mode: 2.0, max: 9.0 }, &mut |rng| {
        triangular.sample(rng)
    });
    let pert = rand_distr::Pert::new(8.0, 45.0).with_mode(16.0).expect("valid");
    let ours = Family::Pert { min: 8.0, mode: 16.0, max: 45.0, lambda: 4.0 };
    follows(ours, &mut |rng| pert.sample(rng));
    let beta = rand_distr::Beta::new(2.0, 12.0).expect("valid");
    let ours = Family::Beta { alpha: 2.0, beta: 12.0, min: 0.0, max: 1.0 };
    follows(ours, &mut |rng| beta.sample(rng));
    let gamma = rand_distr::Gamma::new(0.3, 2.0).expect("valid");
    follows(Family::Gamma { shape: 0.3, scale: 2.0 }, &mut |rng| gamma.sample(rng));
    let weibull = rand_distr::Weibull::new(20.0, 1.5).expect("valid");
    follows(Family::Weibull { shape: 1.5, scale: 20.0 }, &mut |rng| weibull.sample(rng));
    let exponential = rand_distr::Exp::new(0.25).expect("valid");
    follows(Family::Exponential { mean: 4.0 }, &mut |rng| exponential.sample(rng));
    for df in [0.8, 3.0, 40.0] {
        let student = rand_distr::StudentT::new(df).expect("valid");
        follows(Family::StudentT { df, location: 1.0, scale: 3.0 }, &mut |rng| {
            1.0 + 3.0 * student.sample(rng)
        });
    }
}

#[test]
fn the_counts_of_rand_distr_follow_our_distribution_functions() {
    let mut draws = stream("counts");
    let mut follows = |family: Family, sample: &mut dyn FnMut(&mut Stream) -> f64| {
        let sample = (0..20_000).map(|_| sample(&mut draws)).collect();
        let distance = kolmogorov_with_jumps(sample, &built(&family));
        assert!(distance < KOLMOGOROV_999, "{family:?}: {distance}");
    };
    for mean in [0.2, 2.5, 4_000.0] {
        let poisson = rand_distr::Poisson::new(mean).expect("valid");
        follows(Family::Poisson { mean }, &mut |rng| poisson.sample(rng));
    }
    for (n, p) in [(1, 0.5), (12, 0.25), (5_000, 0.9)] {
        let binomial = rand_distr::Binomial::new(n, p).expect("valid");
        follows(Family::Binomial { n, p }, &mut |rng| binomial.sample(rng) as f64);
    }
}

#[test]
fn truncation_is_the_conditional_distribution() {
    for family in families() {
        let whole = built(&family);
        let (low, high) = (whole.quantile(0.15), whole.quantile(0.8));
        let cut = whole.truncated(Some(low), Some(high)).expect("mass between");
        for i in 0..=50 {
            let x = low + (high - low) * f64::from(i) / 50.0;
            let expected = (whole.cdf(x) - 0.15) / 0.65;
            assert!((cut.cdf(x) - expected).abs() < 1e-8, "{family:?} at {x}");
        }
        assert!(whole.truncated(Some(high), Some(low)).is_err());
    }
}

#[test]
fn with_jumps_too_every_quantile_returns_to_its_probability_within_1e_9() {
    for family in families_with_jumps() {
        let whole = built(&family);
        for distribution in [whole.clone(), cut(&whole)] {
            for u in probabilities() {
                let x = distribution.quantile(u);
                let (below, at) = (distribution.cdf_below(x), distribution.cdf(x));
                assert!(below - 1e-9 <= u && u <= at + 1e-9, "{family:?} at {u}: {below} {at}");
            }
        }
    }
}

/// Without its lowest and highest values, if more are left.
fn cut(whole: &Distribution) -> Distribution {
    let (low, high) = (whole.quantile(0.35), whole.quantile(0.97));
    whole.truncated(Some(low), Some(high)).expect("mass between")
}

#[test]
fn with_jumps_too_truncation_is_the_conditional_distribution() {
    for family in families_with_jumps() {
        let whole = built(&family);
        let (low, high) = (whole.quantile(0.35), whole.quantile(0.97));
        let cut = cut(&whole);
        let (below, mass) = (whole.cdf_below(low), whole.cdf(high) - whole.cdf_below(low));
        for i in 0..=1_000 {
            let x = low + (high - low) * f64::from(i) / 1_000.0;
            let expected = (whole.cdf(x) - below) / mass;
            assert!((cut.cdf(x) - expected).abs() < 1e-9, "{family:?} at {x}");
            let drawn = cut.quantile((f64::from(i) + 0.5) / 1_001.0);
            assert!(low <= drawn && drawn <= high, "{family:?}: {drawn}");
        }
    }
}

#[test]
fn with_jumps_too_samples_follow_their_distribution_function_and_moments() {
    for family in families_with_jumps() {
        let whole = built(&family);
        for distribution in [whole.clone(), cut(&whole)] {
            let mut draws = stream("jumps");
            let n = 20_000;
            let sample: Vec<f64> = (0..n).map(|_| distribution.quantile(draws.uniform())).collect();
            let mean = sample.iter().sum::<f64>() / n as f64;
            let error = distribution.sd() / (n as f64).sqrt();
            assert!(
                (mean - distribution.mean()).abs() <= 5.0 * error + 1e-12,
                "{family:?}: {mean}"
            );
            let squares: Vec<f64> = sample.iter().map(|x| (x - mean) * (x - mean)).collect();
            let variance = squares.iter().sum::<f64>() / n as f64;
            let spread = squares.iter().map(|s| (s - variance) * (s - variance)).sum::<f64>();
            let error = spread.sqrt() / n as f64;
            let expected = distribution.sd() * distribution.sd();
            assert!((variance - expected).abs() <= 5.0 * error + 1e-9, "{family:?}: {variance}");
            let distance = kolmogorov_with_jumps(sample, &distribution);
            assert!(distance < KOLMOGOROV_999, "{family:?}: {distance}");
        }
    }
}

/// The distance at each value and just below it; jumps only make it smaller.
fn kolmogorov_with_jumps(mut sample: Vec<f64>, distribution: &Distribution) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let mut largest: f64 = 0.0;
    for group in sample.chunk_by(|a, b| a == b) {
        let before = sample.partition_point(|x| *x < group[0]) as f64;
        let after = before + group.len() as f64;
        largest = largest.max((distribution.cdf_below(group[0]) - before / n).abs());
        largest = largest.max((distribution.cdf(group[0]) - after / n).abs());
    }
    largest * n.sqrt()
}

#[test]
fn values_that_a_mixture_holds_come_back_exactly_and_gaps_never() {
    let family = &families_with_jumps()[10];
    let mixture = built(family);
    let mut threes = 0;
    for i in 0..2_000_000 {
        let u = (f64::from(i) + 0.5) / 2e6;
        let x = mixture.quantile(u);
        threes += i32::from(x == 3.0);
        let is_possible = (0.0..=1.0).contains(&x) || x == 3.0 || (5.0..=9.0).contains(&x);
        assert!(is_possible, "{u}: {x}");
    }
    // One in nine million: a rare value between two gaps.
    assert!(threes <= 1);
    let share = 1e-6 / (9.0 + 1e-6);
    assert!((mixture.cdf(3.0) - mixture.cdf_below(3.0) - share).abs() < 1e-15);
    assert_eq!(mixture.quantile(mixture.cdf(2.0) + 0.5 * share), 3.0);
    let with_zero = built(&families_with_jumps()[9]);
    let zeros = (0..100_000).filter(|i| with_zero.quantile((f64::from(*i) + 0.5) / 1e5) == 0.0);
    assert!((zeros.count() as f64 / 1e5 - 0.3).abs() < 1e-4);
}

#[test]
fn nothing_is_cut_to_a_value_that_is_not_there() {
    let poisson = built(&Family::Poisson { mean: 5.0 });
    let tail = poisson.truncated(Some(29.5), None).expect("mass above");
    assert_eq!((tail.support().0, tail.quantile(1e-12)), (30.0, 30.0));
    // Far out the next count is rarer by mean / (count + 1) each time.
    let (at_30, at_31) = (tail.cdf(30.0), tail.cdf(31.0) - tail.cdf(30.0));
    assert!((at_31 / at_30 - 5.0 / 31.0).abs() < 1e-9, "{at_30} {at_31}");
    let mixture = built(&families_with_jumps()[10]);
    let gap = mixture.truncated(Some(1.5), Some(5.5)).expect("3, and from 5 up");
    assert_eq!(gap.support(), (3.0, 5.5));
    assert!(mixture.truncated(Some(3.5), Some(4.5)).is_err());
    let only = mixture.truncated(Some(1.5), Some(4.0)).expect("3 alone");
    assert_eq!([0.01, 0.99].map(|u| only.quantile(u)), [3.0, 3.0]);
    assert!((only.mean() - 3.0).abs() < 1e-12 && only.sd() < 1e-12);
    assert_eq!(only.family_name(), "mixture");
}

#[test]
fn a_truncated_normal_has_its_textbook_mean() {
    // E[Z | Z > 1] = phi(1) / (1 - Phi(1)).
    let normal = built(&Family::Normal { mean: 0.0, sd: 1.0 });
    let cut = normal.truncated(Some(1.0), None).expect("mass above");
    assert!((cut.mean() - 1.525_135_276_160_982).abs() < 1e-9, "{}", cut.mean());
    // E[Z | Z > 12]: all of it lies where 1 - cdf rounds to nothing.
    let far = normal.truncated(Some(12.0), None).expect("mass above");
    assert!((far.mean() - 12.082_2).abs() < 1e-3, "{}", far.mean());
    assert!(normal.truncated(Some(50.0), None).is_err());
}

#[test]
fn percentile_pairs_give_the_published_lognormal_and_normal() {
    let pair = |p: f64, low: f64, high: f64| {
        (
            Percentile { probability: p, value: low },
            Percentile { probability: 1.0 - p, value: high },
        )
    };
    let (low, high) = pair(0.05, 2.0, 5.0);
    let family = Family::lognormal_through(low, high);
    let Ok(Family::Lognormal { log_mean, log_sd }) = family else { panic!("{family:?}") };
    assert!((log_mean - 1.151_292_5).abs() < 1e-7);
    assert!((log_sd - 0.278_532_6).abs() < 1e-7);
    let (low, high) = pair(0.05, -2.0, 4.0);
    let family = Family::normal_through(low, high);
    let Ok(Family::Normal { mean, sd }) = family else { panic!("{family:?}") };
    assert!((mean - 1.0).abs() < 1e-12 && (sd - 1.823_870_5).abs() < 1e-7);
    let (low, high) = pair(0.1, 9.0, 34.0);
    let by_p10 = built(&Family::lognormal_through(low, high).expect("valid"));
    assert!(
        (by_p10.quantile(0.1) - 9.0).abs() < 1e-12 && (by_p10.quantile(0.9) - 34.0).abs() < 1e-12
    );
    let by_mean = built(&Family::lognormal_from_mean_sd(10.0, 5.0).expect("valid"));
    assert!((by_mean.mean() - 10.0).abs() < 1e-12 && (by_mean.sd() - 5.0).abs() < 1e-12);
}

#[test]
fn discrete_families_give_each_value_as_often_as_its_weight_says() {
    let values = vec![3.0, 1.0, 2.0];
    let discrete = built(&Family::Discrete { values, weights: vec![1.0, 2.0, 1.0] });
    assert_eq!(
        [0.2, 0.49, 0.51, 0.74, 0.76].map(|u| discrete.quantile(u)),
        [1.0, 1.0, 2.0, 2.0, 3.0]
    );
    assert!((discrete.mean() - 1.75).abs() < 1e-12);
    let cut = discrete.truncated(Some(1.5), None).expect("two values are left");
    assert_eq!([0.4, 0.6].map(|u| cut.quantile(u)), [2.0, 3.0]);
    let coin = built(&Family::Bernoulli { p: 0.3 });
    assert_eq!([0.69, 0.71].map(|u| coin.quantile(u)), [0.0, 1.0]);
    assert!((coin.cdf(0.0) - 0.7).abs() < 1e-12);
}

#[test]
fn wrong_parameters_are_named() {
    let wrong = |family: Family| {
        let error = Distribution::new(family).expect_err("must not be accepted");
        (error.parameter().map(str::to_owned), error.to_string())
    };
    assert_eq!(
        wrong(Family::Pert { min: 2.0, mode: 12.0, max: 10.0, lambda: 4.0 }),
        (Some("mode".to_owned()), "mode 12 must lie between min 2 and max 10".to_owned())
    );
    assert_eq!(wrong(Family::Normal { mean: f64::NAN, sd: 1.0 }).0.as_deref(), Some("mean"));
    assert_eq!(wrong(Family::Normal { mean: 0.0, sd: 0.0 }).0.as_deref(), Some("sd"));
    assert_eq!(wrong(Family::Uniform { min: 3.0, max: 3.0 }).0.as_deref(), Some("max"));
    assert_eq!(wrong(Family::Bernoulli { p: 1.3 }).0.as_deref(), Some("p"));
    assert_eq!(
        wrong(Family::Discrete { values: vec![1.0], weights: vec![0.0] }).0.as_deref(),
        Some("weights")
    );
    assert_eq!(
        wrong(Family::Gamma { shape: f64::INFINITY, scale: 1.0 }).0.as_deref(),
        Some("shape")
    );
    assert_eq!(wrong(Family::Weibull { shape: 1.0, scale: 0.0 }).0.as_deref(), Some("scale"));
    assert_eq!(wrong(Family::Exponential { mean: -1.0 }).0.as_deref(), Some("mean"));
    assert_eq!(
        wrong(Family::StudentT { df: 0.1, location: 0.0, scale: 1.0 }).0.as_deref(),
        Some("df")
    );
    assert_eq!(wrong(Family::Binomial { n: 0, p: 0.5 }).0.as_deref(), Some("n"));
    assert_eq!(wrong(Family::Poisson { mean: 1e7 }).0.as_deref(), Some("mean"));
}

#[test]
fn counts_have_their_textbook_moments() {
    for mean in [0.01, 2.5, 1e6] {
        let poisson = built(&Family::Poisson { mean });
        assert!((poisson.mean() / mean - 1.0).abs() < 1e-9, "{}", poisson.mean());
        assert!((poisson.sd() / mean.sqrt() - 1.0).abs() < 1e-9, "{}", poisson.sd());
    }
    let binomial = built(&Family::Binomial { n: 1_000_000, p: 0.3 });
    assert!((binomial.mean() / 3e5 - 1.0).abs() < 1e-9);
    assert!((binomial.sd() / 2.1e5_f64.sqrt() - 1.0).abs() < 1e-9);
}

#[test]
fn the_published_three_term_metalog_is_met() {
    // 20, 30 and 50 as 10th, 50th and 90th percentile; Keelin (2016), equation 6.
    let metalog = built(&metalog(&[(0.1, 20.0), (0.5, 30.0), (0.9, 50.0)], None, None));
    for (u, x) in [(0.1, 20.0), (0.5, 30.0), (0.9, 50.0), (0.01, 11.439_5), (0.99, 74.179_3)] {
        assert!((metalog.quantile(u) - x).abs() < 5e-5, "{u}: {}", metalog.quantile(u));
    }
}

#[test]
fn a_metalog_passes_through_all_its_percentiles_between_its_bounds() {
    let points = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    // Of a gamma distribution, so that nine of them are feasible.
    let gamma = built(&Family::Gamma { shape: 4.0, scale: 5.0 });
    for n in 2..=9 {
        let points: Vec<(f64, f64)> =
            points[9 - n..].iter().map(|u| (*u, gamma.quantile(*u))).collect();
        for (min, max) in
            [(None, None), (Some(0.0), None), (None, Some(1e3)), (Some(0.0), Some(1e3))]
        {
            let Ok(metalog) = Metalog::through(&percentiles(&points), min, max) else { continue };
            let metalog = built(&Family::Metalog(metalog));
            for (u, x) in &points {
                assert!((metalog.quantile(*u) - x).abs() < 1e-9, "{n} {min:?} {max:?} at {u}");
            }
            let (low, high) = metalog.support();
            assert_eq!((low.is_finite(), high.is_finite()), (min.is_some(), max.is_some()));
            assert!(low <= metalog.quantile(1e-15) && metalog.quantile(1.0 - 1e-15) <= high);
        }
    }
}

#[test]
fn seven_percentiles_that_lie_symmetrically_are_fitted_like_any_others() {
    let usual = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
    let families = [
        Family::Normal { mean: 20.0, sd: 3.0 },
        Family::Gamma { shape: 4.0, scale: 5.0 },
        Family::Exponential { mean: 7.0 },
        Family::Lognormal { log_mean: 1.0, log_sd: 0.6 },
    ];
    for family in families {
        let true_one = built(&family);
        let points: Vec<(f64, f64)> = usual.iter().map(|u| (*u, true_one.quantile(*u))).collect();
        let fitted = built(&metalog(&points, None, None));
        for (u, x) in &points {
            assert!((fitted.quantile(*u) - x).abs() < 1e-9, "{family:?} at {u}");
        }
        // And between them it is near to what they were taken from.
        for u in [0.07, 0.4, 0.6, 0.93] {
            let miss = fitted.quantile(u) - true_one.quantile(u);
            assert!(miss.abs() < 0.01 * true_one.sd(), "{family:?} at {u}: {miss}");
        }
    }
}

#[test]
fn a_two_term_metalog_is_logistic_and_a_straight_one_uniform() {
    // P10 and P90 at -ln 9 and ln 9: the standard logistic, sd pi / root 3.
    let logit = libm::log(9.0);
    let logistic = built(&metalog(&[(0.1, -logit), (0.9, logit)], None, None));
    assert!((logistic.sd() - std::f64::consts::PI / 3.0_f64.sqrt()).abs() < 1e-9);
    let straight = [(0.2, 20.0), (0.4, 40.0), (0.6, 60.0), (0.8, 80.0)];
    let uniform = built(&metalog(&straight, None, None));
    for u in [1e-9, 0.01, 0.37, 0.99] {
        assert!((uniform.quantile(u) - 100.0 * u).abs() < 1e-9, "{}", uniform.quantile(u));
    }
}

#[test]
fn the_middle_percentile_of_three_has_the_range_of_keelins_closed_form() {
    // Keelin (2016), equation 17: k = (1 - 1.66711 (1/2 - 0.1)) / 2 of the way at least.
    let k = 0.5 * (1.0 - 1.667_11 * 0.4);
    let three = |middle: f64| {
        Metalog::through(&percentiles(&[(0.1, 20.0), (0.5, middle), (0.9, 50.0)]), None, None)
    };
    let (low, high) = (20.0 + 30.0 * k, 50.0 - 30.0 * k);
    assert!(three(low + 1e-3).is_ok() && three(high - 1e-3).is_ok());
    for middle in [low - 1e-3, high + 1e-3, 20.1, 49.9] {
        let error = three(middle).expect_err("no density");
        assert_eq!(error.parameter(), Some("p50"));
        assert_eq!(error.remedy(), Some("from 25.01 to 44.99"), "{low} {high}");
    }
    assert_eq!(
        three(22.0).expect_err("none").to_string(),
        "the density would be negative below p10"
    );
}

#[test]
fn what_an_infeasible_metalog_offers_is_feasible() {
    let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];
    let values = [10.0, 12.0, 14.0, 16.0, 20.0];
    for wrong in 0..5 {
        for moved in [-1.9, 1.9] {
            let mut points: Vec<(f64, f64)> = probabilities.into_iter().zip(values).collect();
            points[wrong].1 += moved;
            let Err(error) = Metalog::through(&percentiles(&points), None, None) else { continue };
            let Some(name) = error.parameter() else { panic!("{error}: {:?}", error.remedy()) };
            let index =
                percentiles(&points).iter().position(|one| one.name() == name).expect("one");
            let numbers =
                error.remedy().expect("a range").split(' ').filter_map(|word| word.parse().ok());
            for number in numbers.collect::<Vec<f64>>() {
                points[index].1 = number;
                let mended = Metalog::through(&percentiles(&points), None, None);
                assert!(mended.is_ok(), "{points:?}: {mended:?}");
            }
        }
    }
}

#[test]
fn moments_that_do_not_exist_are_not_made_up() {
    let student = |df| built(&Family::StudentT { df, location: 1.0, scale: 2.0 });
    assert!(student(0.9).mean().is_nan() && student(0.9).sd().is_nan());
    assert_eq!((student(1.5).mean(), student(1.5).sd()), (1.0, f64::INFINITY));
    assert!((student(4.0).sd() - 2.0 * 2.0_f64.sqrt()).abs() < 1e-12);
    // Both ends cut: all moments are back, and those of a Cauchy are known.
    let cauchy = built(&Family::StudentT { df: 1.0, location: 0.0, scale: 1.0 });
    let cut = cauchy.truncated(Some(-1.0), Some(1.0)).expect("mass between");
    let variance = 4.0 / std::f64::consts::PI - 1.0;
    assert!(cut.mean().abs() < 1e-9 && (cut.sd() * cut.sd() - variance).abs() < 1e-9);
    let above = cauchy.truncated(Some(0.0), None).expect("mass above");
    assert!(above.mean().is_nan() && above.sd().is_nan());
    let heavy = built(&metalog(&[(0.1, 1.0), (0.9, 1e6)], Some(0.0), None));
    assert_eq!((heavy.mean(), heavy.sd()), (f64::INFINITY, f64::INFINITY));
}

#[test]
fn a_one_sided_student_t_has_the_moments_of_its_integral() {
    let whole = built(&Family::StudentT { df: 3.5, location: 0.0, scale: 1.0 });
    for low in [-2.0, 0.5, 4.0] {
        let cut = whole.truncated(Some(low), None).expect("mass above");
        // The midpoint rule over s, with t = low + (1 - s)^-4 - 1.
        let n = 400_000;
        let (mut mean, mut square) = (0.0, 0.0);
        for i in 0..n {
            let s = (f64::from(i) + 0.5) / f64::from(n);
            let t = low + 1.0 / ((1.0 - s) * (1.0 - s) * (1.0 - s) * (1.0 - s)) - 1.0;
            let jacobian = 4.0 / ((1.0 - s) * (1.0 - s) * (1.0 - s) * (1.0 - s) * (1.0 - s));
            // The density by its definition, with the gamma function.
            let peak =
                libm::tgamma(2.25) / ((3.5 * std::f64::consts::PI).sqrt() * libm::tgamma(1.75));
            let density = peak * libm::pow(1.0 + t * t / 3.5, -2.25);
            let weight = density * jacobian / f64::from(n) / (1.0 - whole.cdf(low));
            mean += t * weight;
            square += t * t * weight;
        }
        assert!((cut.mean() / mean - 1.0).abs() < 1e-6, "{low}: {} {mean}", cut.mean());
        let sd = (square - mean * mean).sqrt();
        assert!((cut.sd() / sd - 1.0).abs() < 1e-3, "{low}: {} {sd}", cut.sd());
    }
}

#[test]
fn interpolated_values_meet_their_order_statistics() {
    // Type 7 of Hyndman and Fan: the k-th of n values at (k - 1) / (n - 1).
    let drawn = built(&Family::Empirical(empirical(true)));
    for (u, x) in [(1.0 / 6.0, 11.5), (0.25, 11.75), (0.5, 14.0), (5.5 / 6.0, 25.0)] {
        assert!((drawn.quantile(u) - x).abs() < 1e-9, "{u}: {}", drawn.quantile(u));
    }
    assert_eq!(drawn.support(), (9.0, 31.0));
    let resampled = built(&Family::Empirical(empirical(false)));
    assert_eq!([0.14, 0.15, 0.86].map(|u| resampled.quantile(u)), [9.0, 11.5, 31.0]);
    assert!((resampled.mean() - 16.0).abs() < 1e-12);
}

#[test]
fn weibull_and_exponential_have_their_textbook_moments() {
    // Gamma(1 + 1/2) = root pi / 2; the variance of Rayleigh's distribution.
    let rayleigh = built(&Family::Weibull { shape: 2.0, scale: 3.0 });
    let pi = std::f64::consts::PI;
    assert!((rayleigh.mean() - 1.5 * pi.sqrt()).abs() < 1e-12);
    assert!((rayleigh.sd() - 3.0 * (1.0 - 0.25 * pi).sqrt()).abs() < 1e-12);
    // Cut below, an exponential is the same again.
    let waited = built(&Family::Exponential { mean: 4.0 }).truncated(Some(7.0), None);
    let waited = waited.expect("mass above");
    assert!((waited.mean() - 11.0).abs() < 1e-9 && (waited.sd() - 4.0).abs() < 1e-9);
}
