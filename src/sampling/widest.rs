//! The same computation with the widest instructions that the processor has.
//!
//! Programs are built for the oldest processors of their kind, whose
//! instructions work on two numbers at once; newer ones have instructions for
//! four or eight. A kernel is compiled once for each kind and the kind is
//! chosen at run time. Side by side and so widened, the product lines of a path
//! take 5 microseconds instead of 19.
//! The bits are the same: every instruction is an IEEE 754 operation on
//! its own lane, and the fused multiply-add, which is not, stays off.

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
        if has_avx512() {
            #[expect(unsafe_code, reason = "the processor was asked the line before")]
            // SAFETY: all that `avx512` requires is the features it is compiled
            // with, and `has_avx512` has found every one of them.
            return unsafe { avx512(kernel) };
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked the line before")]
            // SAFETY: as above, of `avx2`.
            return unsafe { avx2(kernel) };
        }
    }
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn has_avx512() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512dq")
        && std::arch::is_x86_feature_detected!("avx512vl")
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
