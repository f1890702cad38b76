//! Distributions against their own distribution functions, published
//! conversions, and the samplers of `rand_distr`.

#![expect(clippy::float_cmp, reason = "values of a discrete family come back as they are")]

use rand_distr::Distribution as _;
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;
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
    ]
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
fn percentile_pairs_give_the_published_lognormal() {
    let family = Family::lognormal_from_percentiles(("p5", 0.05, 2.0), ("p95", 0.95, 5.0));
    let Ok(Family::Lognormal { log_mean, log_sd }) = family else { panic!("{family:?}") };
    assert!((log_mean - 1.151_292_5).abs() < 1e-7);
    assert!((log_sd - 0.278_532_6).abs() < 1e-7);
    let by_p10 = built(&Family::lognormal_from_p10_p90(9.0, 34.0).expect("valid"));
    assert!(
        (by_p10.quantile(0.1) - 9.0).abs() < 1e-12 && (by_p10.quantile(0.9) - 34.0).abs() < 1e-12
    );
    let by_median = built(&Family::lognormal_from_median_p90(16.0, 34.0).expect("valid"));
    assert!((by_median.quantile(0.5) - 16.0).abs() < 1e-12);
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
        (error.parameter(), error.to_string())
    };
    assert_eq!(
        wrong(Family::Pert { min: 2.0, mode: 12.0, max: 10.0, lambda: 4.0 }),
        (Some("mode"), "mode 12 must lie between min 2 and max 10".to_owned())
    );
    assert_eq!(wrong(Family::Normal { mean: f64::NAN, sd: 1.0 }).0, Some("mean"));
    assert_eq!(wrong(Family::Normal { mean: 0.0, sd: 0.0 }).0, Some("sd"));
    assert_eq!(wrong(Family::Uniform { min: 3.0, max: 3.0 }).0, Some("max"));
    assert_eq!(wrong(Family::Bernoulli { p: 1.3 }).0, Some("p"));
    assert_eq!(
        wrong(Family::Discrete { values: vec![1.0], weights: vec![0.0] }).0,
        Some("weights")
    );
    assert_eq!(wrong(Family::Gamma { shape: f64::INFINITY, scale: 1.0 }).0, Some("shape"));
}
