// The operations that have kernels of ours, composed of LibTorch's own.
//
// Kernels work on the memory of the CPU. A tensor that is elsewhere takes these, which LibTorch carries
// out where the tensor is and differentiates itself. Ranges of rows have been checked before.
#pragma once

#include "CTorch.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace ctorch {

// Whether a tensor is to go through a kernel of ours.
bool hasKernel(const at::Tensor &tensor) noexcept;

namespace composed {

// The mask is the kernel's, bit by bit.
at::Tensor dropout(const at::Tensor &source, float probability, uint64_t seed);

at::Tensor rows(const at::Tensor &table, const std::vector<int32_t> &rows);

at::Tensor groups(const at::Tensor &table, const std::vector<int32_t> &offsets, bool mean);

at::Tensor segmentMaxima(const at::Tensor &table, const std::vector<int32_t> &offsets);

// Segment s is the rows starts[s] ..< ends[s].
struct Ranges {
  const int32_t *starts, *ends;
  int64_t count;
};

at::Tensor attention(const at::Tensor &queries, const at::Tensor &keys, const at::Tensor &values,
                     const Ranges &querySegments, const Ranges &keySegments, double scale);

at::Tensor selfAttention(const at::Tensor &rows, const std::vector<int32_t> &offsets, int64_t heads);

void adamw(const CTorchAdamW &step, at::Tensor values, at::Tensor gradients, at::Tensor first,
           at::Tensor second);

}  // namespace composed
}  // namespace ctorch
