// The kernels, compiled for each set of instructions, and the choice between them.
#include "Boundary.h"
#include "Compositions.h"
#include "Kernels.h"

#include <ATen/ops/dot.h>

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

int ctorch_sum_of_squares(const CTorchTensor *flat, int64_t start, int64_t count, double *sum) {
  return ctorch::status([&] {
    const at::Tensor part = flat->value.detach().narrow(0, start, count);
    *sum = ctorch::hasKernel(part) ? ctorch::kernels().sumOfSquares(part.data_ptr<float>(), count)
                                   : at::dot(part, part).item<double>();
  });
}

int ctorch_adamw(const CTorchAdamW *step, CTorchTensor *values, CTorchTensor *gradients,
                 int64_t start, CTorchTensor *first_moments, CTorchTensor *second_moments) {
  return ctorch::status([&] {
    at::Tensor &first = first_moments->value, &second = second_moments->value;
    const int64_t count = first.numel();
    TORCH_CHECK(second.numel() == count, "as many second moments as first, ", count,
                ", were expected, got ", second.numel());
    const at::Tensor v = values->value.detach().narrow(0, start, count);
    const at::Tensor g = gradients->value.detach().narrow(0, start, count);
    if (!ctorch::hasKernel(v)) return ctorch::composed::adamw(*step, v, g, first, second);
    [[maybe_unused]] const ctorch::TinyNumbersAreZero mode;
    ctorch::kernels().adamw(*step, v.data_ptr<float>(), g.data_ptr<float>(),
                            first.data_ptr<float>(), second.data_ptr<float>(), count);
  });
}
