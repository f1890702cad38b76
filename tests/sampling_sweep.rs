//! Quantiles of distributions with parameters at random, far from the usual
//! ones too, alone, cut and in mixtures.

use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;
use shortrun::sampling::metalog::Metalog;
use shortrun::sampling::mixture::Mixture;
use shortrun::sampling::percentile::Percentile;
use shortrun::sampling::stream::{Stream, StreamKey};

/// A number whose logarithm is uniform.
fn spread(draws: &mut Stream, from: f64, to: f64) -> f64 {
    from * libm::exp(draws.uniform() * libm::log(to / from))
}

fn simple(draws: &mut Stream) -> Option<Family> {
    Some(match (draws.uniform() * 8.0) as u32 {
        0 => Family::Weibull { shape: spread(draws, 0.05, 1e3), scale: spread(draws, 1e-3, 1e3) },
        1 => Family::Gamma { shape: spread(draws, 0.1, 100.0), scale: spread(draws, 0.01, 10.0) },
        2 => Family::StudentT {
            df: spread(draws, 0.5, 1e4),
            location: 10.0 * draws.uniform() - 5.0,
            scale: spread(draws, 1e-3, 1e3),
        },
        3 => Family::Poisson { mean: spread(draws, 1e-3, 1e4) },
        4 => Family::Binomial { n: spread(draws, 1.0, 1e4) as u64, p: draws.uniform() },
        5 => Family::Uniform { min: -draws.uniform(), max: 5.0 * draws.uniform() },
        6 => Family::Discrete { values: vec![draws.uniform(), 2.0], weights: vec![1.0, 0.4] },
        _ => metalog(draws)?,
    })
}

fn metalog(draws: &mut Stream) -> Option<Family> {
    let low = draws.uniform();
    let middle = low + spread(draws, 0.05, 5.0);
    let high = middle + spread(draws, 0.05, 5.0);
    let points = [(0.1, low), (0.5, middle), (0.9, high)]
        .map(|(probability, value)| Percentile { probability, value });
    let min = (draws.uniform() < 0.5).then_some(-1.0);
    let max = (draws.uniform() < 0.5).then_some(high + 1.0);
    Metalog::through(&points, min, max).ok().map(Family::Metalog)
}

fn any(draws: &mut Stream) -> Option<Distribution> {
    if draws.uniform() < 0.8 {
        return simple(draws).and_then(|family| Distribution::new(family).ok());
    }
    let count = 1 + (3.0 * draws.uniform()) as usize;
    let families = (0..count).filter_map(|_| simple(draws)).collect::<Vec<_>>();
    let components: Vec<Distribution> =
        families.into_iter().filter_map(|family| Distribution::new(family).ok()).collect();
    let weights: Vec<f64> = components.iter().map(|_| spread(draws, 1e-4, 1.0)).collect();
    let mixture = Mixture::new(components, &weights).ok()?;
    Distribution::new(Family::Mixture(mixture)).ok()
}

/// How far `x` is, in probability, from being the quantile at `u`; the
/// numbers next to it may be what is meant.
fn miss(distribution: &Distribution, u: f64, x: f64) -> f64 {
    let (low, high) = distribution.support();
    let finest = if low.is_finite() { low.abs() } else { 0.0 };
    let finest = if high.is_finite() { finest.max(high.abs()) } else { finest };
    let room = 4.0 * f64::EPSILON * x.abs().max(finest.min(1e6));
    let (below, at) = (distribution.cdf_below(x - room), distribution.cdf(x + room));
    (below - u).max(u - at)
}

#[test]
fn quantiles_return_to_their_probability_whatever_the_parameters() {
    let mut draws = StreamKey::new(20_260_101, "sweep").stream(0);
    let mut tried = 0;
    for _ in 0..120 {
        let Some(whole) = any(&mut draws) else { continue };
        let (low, high) = (0.9 * draws.uniform(), 0.9 + 0.1 * draws.uniform());
        let ends = [low, high].map(|u| Some(whole.single_quantile(u)));
        let cut = whole.truncated(ends[0], ends[1]).expect("mass between");
        for distribution in [whole, cut] {
            tried += 1;
            let mut last = f64::NEG_INFINITY;
            for i in -69..=69 {
                let u = 1.0 / (1.0 + libm::exp(-0.3 * f64::from(i)));
                let (x, single) = (distribution.quantile(u), distribution.single_quantile(u));
                for x in [x, single] {
                    let miss = miss(&distribution, u, x);
                    assert!(miss <= 1e-9, "{miss} at {u}: {x} of {distribution:?}");
                }
                assert!(last <= x, "{last} {x} at {u}: {distribution:?}");
                last = x;
            }
        }
    }
    assert!(200 < tried, "{tried}");
}
