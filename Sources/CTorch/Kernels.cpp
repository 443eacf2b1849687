// The kernels, compiled for each set of instructions, and the choice between them.
#include "Kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ctorch {

// The warning is about passing vectors between functions compiled differently: these are all inlined.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"
namespace portable {
#include "KernelBodies.h"
}
#pragma clang diagnostic pop

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
namespace avx2 {
#include "KernelBodies.h"
}
#pragma clang attribute pop

const Kernels &kernels() noexcept {
  static const bool wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return wide ? avx2::all : portable::all;
}
#else
const Kernels &kernels() noexcept { return portable::all; }
#endif

namespace {

// Rounds numbers too small for full precision to zero while it lives: the moments of rows that
// are no longer seen decay through that range, where arithmetic is slow.
struct TinyNumbersAreZero {
#if defined(__x86_64__)
  const unsigned before = _mm_getcsr();
  TinyNumbersAreZero() { _mm_setcsr(before | 0x8040); }
  ~TinyNumbersAreZero() { _mm_setcsr(before); }
#endif
};

}  // namespace
}  // namespace ctorch

double ctorch_sum_of_squares(const float *numbers, int64_t count) {
  return ctorch::kernels().sumOfSquares(numbers, count);
}

void ctorch_adamw(const CTorchAdamW *step, float *values, float *gradients, float *first_moments,
                  float *second_moments, int64_t count) {
  [[maybe_unused]] const ctorch::TinyNumbersAreZero mode;
  ctorch::kernels().adamw(*step, values, gradients, first_moments, second_moments, count);
}
