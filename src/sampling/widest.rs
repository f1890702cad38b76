//! The same computation with the widest instructions that the processor has.
//!
//! Programs are built for the oldest processors of their kind, whose
//! instructions work on two numbers at once; newer ones have instructions for
//! four or eight. A kernel is compiled once for each kind and the kind is
//! chosen at run time. Side by side and so widened, the product lines of a path
//! take 5 microseconds instead of 19.
//! The bits are the same: every instruction is an IEEE 754 operation on
//! its own lane, and the fused multiply-add, which is not, stays off.

use std::sync::atomic::{AtomicU8, Ordering};

/// How many numbers an instruction works on, from the fewest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Width {
    /// What every processor of the kind has; two numbers on x86.
    Least = 1,
    /// Four: AVX2.
    Four = 2,
    /// Eight: AVX-512.
    Eight = 3,
}

impl Width {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Least, Self::Four, Self::Eight];

    fn found() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                let has_avx512 = std::arch::is_x86_feature_detected!("avx512f")
                    && std::arch::is_x86_feature_detected!("avx512dq")
                    && std::arch::is_x86_feature_detected!("avx512vl");
                return if has_avx512 { Self::Eight } else { Self::Four };
            }
        }
        Self::Least
    }
}

/// The width in use; 0 before the processor was asked. Never more than it has.
static IN_USE: AtomicU8 = AtomicU8::new(0);

/// From now on, kernels of this process use no wider instructions than these; which are used then.
/// For tests and measurements: what is computed has the same bits at any width.
pub fn use_at_most(width: Width) -> Width {
    let width = width.min(Width::found());
    IN_USE.store(width as u8, Ordering::Relaxed);
    width
}

#[cfg(target_arch = "x86_64")]
#[cold]
fn ask() -> u8 {
    use_at_most(Width::Eight) as u8
}

/// A computation over lanes. `run`, and all it calls that is worth widening,
/// must be marked `#[inline(always)]`: what is not inlined is not widened.
pub trait Kernel {
    /// What it comes to.
    type Output;

    /// Computes it.
    fn run(self) -> Self::Output;
}

/// Runs a kernel with the widest instructions there are.
#[inline]
pub fn widest<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    {
        let in_use = match IN_USE.load(Ordering::Relaxed) {
            0 => ask(),
            width => width,
        };
        if in_use == Width::Eight as u8 {
            #[expect(unsafe_code, reason = "the processor was asked before")]
            // SAFETY: all that `avx512` requires is the features it is compiled
            // with, and `Width::found`, whose answer `IN_USE` never exceeds, has found every
            // one of them.
            return unsafe { avx512(kernel) };
        }
        if in_use == Width::Four as u8 {
            #[expect(unsafe_code, reason = "the processor was asked before")]
            // SAFETY: as above, of `avx2`, which each processor with AVX-512 has, too.
            return unsafe { avx2(kernel) };
        }
    }
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}
