// The operations of our kernels, composed of LibTorch's own. Segments are padded to the longest.
#include "Compositions.h"
#include "Boundary.h"
#include "Kernels.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/add.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/bitwise_and.h>
#include <ATen/ops/bitwise_right_shift.h>
#include <ATen/ops/bitwise_xor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/lt.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/max.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace {

thread_local bool composes = false;

// Below every score, and still a number: where all are masked, the softmax must not be 0 / 0.
constexpr double lowest = -1e30;

template <typename Number>
at::Tensor uploaded(const std::vector<Number> &numbers, at::ScalarType type, at::IntArrayRef shape,
                    const at::Tensor &place) {
  at::Tensor here = at::empty(shape, type);
  if (!numbers.empty()) {
    std::memcpy(here.data_ptr(), numbers.data(), sizeof(Number) * numbers.size());
  }
  return here.to(place.device());
}

// Where the rows of segments go when the segments lie side by side, each as long as the longest.
struct Padding {
  std::vector<int64_t> rows;
  // One where there is no row.
  std::vector<uint8_t> gaps;
  int64_t segments, longest = 0;

  explicit Padding(const ctorch::composed::Ranges &ranges) : segments(ranges.count) {
    for (int64_t s = 0; s < segments; s++) {
      longest = std::max<int64_t>(longest, ranges.ends[s] - ranges.starts[s]);
    }
    rows.assign(static_cast<size_t>(segments * longest), 0);
    gaps.assign(rows.size(), 1);
    for (int64_t s = 0; s < segments; s++) {
      for (int64_t i = 0; i < ranges.ends[s] - ranges.starts[s]; i++) {
        rows[static_cast<size_t>(s * longest + i)] = ranges.starts[s] + i;
        gaps[static_cast<size_t>(s * longest + i)] = 0;
      }
    }
  }

  // [segments, longest, columns]; a gap has the first row of the table.
  at::Tensor applied(const at::Tensor &table) const {
    const auto count = static_cast<int64_t>(rows.size());
    return at::index_select(table, 0, uploaded(rows, at::kLong, {count}, table))
        .view({segments, longest, table.size(1)});
  }

  // [segments, longest], true where there is no row.
  at::Tensor mask(const at::Tensor &place) const {
    return uploaded(gaps, at::kBool, {segments, longest}, place);
  }

  // The opposite of `applied`, [count, columns]; rows that are in no segment are zero.
  at::Tensor undone(const at::Tensor &padded, int64_t count) const {
    const auto gap = static_cast<int64_t>(rows.size());
    std::vector<int64_t> places(static_cast<size_t>(count), gap);
    for (size_t place = 0; place < rows.size(); place++) {
      if (!gaps[place]) places[static_cast<size_t>(rows[place])] = static_cast<int64_t>(place);
    }
    const int64_t columns = padded.size(-1);
    const at::Tensor flat = padded.reshape({gap, columns});
    return at::index_select(at::cat({flat, at::zeros({1, columns}, flat.options())}, 0), 0,
                            uploaded(places, at::kLong, {count}, padded));
  }
};

ctorch::composed::Ranges ranges(const std::vector<int32_t> &offsets) {
  return {offsets.data(), offsets.data() + 1, static_cast<int64_t>(offsets.size()) - 1};
}

// softmax(scale · queries · keysᵀ) values, for the last two dimensions; nothing comes from the gaps.
at::Tensor attended(const at::Tensor &queries, const at::Tensor &keys, const at::Tensor &values,
                    const at::Tensor &gaps, double scale) {
  const at::Tensor scores = at::mul(at::matmul(queries, keys.transpose(-2, -1)), scale);
  const at::Tensor weights = at::softmax(scores.masked_fill(gaps, lowest), -1);
  return at::matmul(weights.masked_fill(gaps, 0), values);
}

// `mixed` of KernelBodies.h, for 32-bit numbers held in 64 bits.
at::Tensor mixed(const at::Tensor &numbers) {
  const auto step = [](const at::Tensor &h, int64_t shift, int64_t factor) {
    const at::Tensor product = at::mul(at::bitwise_xor(h, at::bitwise_right_shift(h, shift)), factor);
    return at::bitwise_and(product, int64_t(0xffffffff));
  };
  const at::Tensor h = step(step(numbers, 16, 0x7feb352d), 15, 0x846ca68b);
  return at::bitwise_xor(h, at::bitwise_right_shift(h, 16));
}

}  // namespace

bool ctorch_compose(bool all) {
  const bool before = composes;
  composes = all;
  return before;
}

bool ctorch::hasKernel(const at::Tensor &tensor) noexcept { return tensor.is_cpu() && !composes; }

namespace ctorch::composed {

at::Tensor dropout(const at::Tensor &source, float probability, uint64_t seed) {
  const uint64_t key = scrambled(seed);
  const auto low = static_cast<int64_t>(key & 0xffffffff), high = static_cast<int64_t>(key >> 32);
  const auto threshold = static_cast<int64_t>(static_cast<double>(probability) * 4294967296.0);
  const at::Tensor places = at::arange(source.numel(), source.options().dtype(at::kLong));
  const auto plus = [](const at::Tensor &h, int64_t part) {
    return at::bitwise_and(at::add(h, part), int64_t(0xffffffff));
  };
  const at::Tensor hash = mixed(plus(mixed(plus(places, low)), high));
  const float factor = 1 / (1 - probability);
  return at::mul(source, static_cast<double>(factor))
      .masked_fill(at::lt(hash, threshold).view(source.sizes()), 0);
}

at::Tensor rows(const at::Tensor &table, const std::vector<int32_t> &rows) {
  return at::index_select(
      table, 0, uploaded(rows, at::kInt, {static_cast<int64_t>(rows.size())}, table));
}

at::Tensor groups(const at::Tensor &table, const std::vector<int32_t> &offsets, bool mean) {
  const Padding padding(ranges(offsets));
  const at::Tensor sums =
      padding.applied(table).masked_fill(padding.mask(table).unsqueeze(-1), 0).sum({1});
  if (!mean) return sums;
  std::vector<float> factors;
  for (size_t g = 1; g < offsets.size(); g++) {
    factors.push_back(1 / static_cast<float>(std::max(offsets[g] - offsets[g - 1], 1)));
  }
  return at::mul(sums, uploaded(factors, at::kFloat, {padding.segments, 1}, table));
}

at::Tensor segmentMaxima(const at::Tensor &table, const std::vector<int32_t> &offsets) {
  const Padding padding(ranges(offsets));
  // There is no largest of none.
  if (padding.longest == 0) return padding.applied(table).sum({1});
  const at::Tensor gaps = padding.mask(table).unsqueeze(-1);
  const at::Tensor largest = std::get<0>(at::max(padding.applied(table).masked_fill(gaps, -INFINITY), 1));
  return largest.masked_fill(gaps.all(1), 0);
}

at::Tensor attention(const at::Tensor &queries, const at::Tensor &keys, const at::Tensor &values,
                     const Ranges &querySegments, const Ranges &keySegments, double scale) {
  const Padding from(querySegments), to(keySegments);
  const at::Tensor result = attended(from.applied(queries), to.applied(keys), to.applied(values),
                                     to.mask(queries).unsqueeze(1), scale);
  return from.undone(result, queries.size(0));
}

at::Tensor selfAttention(const at::Tensor &rows, const std::vector<int32_t> &offsets,
                         int64_t heads) {
  const Padding padding(ranges(offsets));
  const int64_t n = padding.segments, longest = padding.longest, hidden = rows.size(1) / 3;
  const at::Tensor parts =
      padding.applied(rows).view({n, longest, 3, heads, hidden / heads}).permute({2, 0, 3, 1, 4});
  const at::Tensor gaps = padding.mask(rows).view({n, 1, 1, longest});
  const double scale = 1 / std::sqrt(static_cast<float>(hidden / heads));
  const at::Tensor result = attended(parts[0], parts[1], parts[2], gaps, scale);
  return padding.undone(result.transpose(1, 2).reshape({n, longest, hidden}), rows.size(0));
}

void adamw(const CTorchAdamW &step, at::Tensor values, at::Tensor gradients, at::Tensor first,
           at::Tensor second) {
  const at::NoGradGuard mode;
  const at::Tensor g = at::mul(gradients, step.gradient_scale);
  first.mul_(step.first_decay).add_(g, 1 - step.first_decay);
  second.mul_(step.second_decay).addcmul_(g, g, 1 - step.second_decay);
  const at::Tensor size =
      second.sqrt().mul_(1 / std::sqrt(step.second_correction)).add_(step.epsilon);
  values.mul_(1 - step.learning_rate * step.weight_decay)
      .addcdiv_(first, size, -step.learning_rate / step.first_correction);
  gradients.zero_();
}

}  // namespace ctorch::composed
