// Self-attention by several heads over segments of rows, without padding, with derivatives.
//
// The heads of a short sentence are small matrices, so a call of BLAS for each would cost more than
// its arithmetic. Keys and values are turned where a product with each of them is wanted, so that all
// products are sums of rows, whose ends are filled with zeros up to whole vectors.
#include "Boundary.h"
#include "Compositions.h"
#include "Kernels.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <cstring>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

int64_t filled(int64_t count) { return (count + 7) / 8 * 8; }

struct Heads : torch::CustomClassHolder {
  std::vector<int32_t> offsets;
  int64_t count = 1;

  void check(const at::Tensor &rows) const {
    TORCH_CHECK(rows.dim() == 2 && count > 0 && rows.size(1) % (3 * count) == 0,
                "self-attention by ", count, " heads of ", rows.sizes());
    TORCH_CHECK(offsets.front() >= 0 && offsets.back() <= rows.size(0), "segments of ",
                rows.size(0), " rows reach to ", offsets.back());
    for (size_t s = 1; s < offsets.size(); s++) {
      TORCH_CHECK(offsets[s - 1] <= offsets[s], "the offsets of segments must not fall");
    }
  }

  // The number of weights of one head, and of the longest segment.
  int64_t weights(int64_t &longest) const {
    int64_t all = 0;
    longest = 0;
    for (size_t s = 1; s < offsets.size(); s++) {
      const int64_t n = offsets[s] - offsets[s - 1];
      all += n * filled(n);
      longest = n > longest ? n : longest;
    }
    return all;
  }
};

// target[k, j] = source[j, k], rows of the target as wide as the filled count.
void turn(float *target, const float *source, int64_t count, int64_t step, int64_t depth) {
  const int64_t width = filled(count);
  for (int64_t k = 0; k < depth; k++) {
    for (int64_t j = 0; j < count; j++) target[k * width + j] = source[j * step + k];
    for (int64_t j = count; j < width; j++) target[k * width + j] = 0;
  }
}

// The attention, and the weights that it took if there is room for them.
at::Tensor attended(const at::Tensor &rows, const Heads &heads, float *kept) {
  const int64_t step = rows.size(1), hidden = step / 3, depth = hidden / heads.count;
  const float scale = 1 / std::sqrt(static_cast<float>(depth));
  at::Tensor result = at::zeros({rows.size(0), hidden}, at::kFloat);
  int64_t longest = 0;
  heads.weights(longest);
  std::vector<float> turned(static_cast<size_t>(depth * filled(longest)));
  std::vector<float> scratch(static_cast<size_t>(kept ? 0 : longest * filled(longest)));
  std::vector<float> scaled(static_cast<size_t>(longest * depth));
  const ctorch::Kernels &kernels = ctorch::kernels();
  for (size_t s = 1; s < heads.offsets.size(); s++) {
    const int64_t start = heads.offsets[s - 1], n = heads.offsets[s] - start, width = filled(n);
    if (n == 0) continue;
    for (int64_t h = 0; h < heads.count; h++) {
      const float *q = rows.data_ptr<float>() + start * step + h * depth;
      const float *k = q + hidden, *v = k + hidden;
      float *w = kept ? kept : scratch.data();
      for (int64_t i = 0; i < n; i++) {
        for (int64_t d = 0; d < depth; d++) {
          scaled[static_cast<size_t>(i * depth + d)] = scale * q[i * step + d];
        }
      }
      turn(turned.data(), k, n, step, depth);
      std::memset(w, 0, sizeof(float) * static_cast<size_t>(n * width));
      kernels.combine(w, n, width, scaled.data(), depth, 1, turned.data(), depth, width, width);
      kernels.softmaxRows(w, n, n, width);
      kernels.combine(result.data_ptr<float>() + start * hidden + h * depth, n, hidden, w, width, 1,
                      v, n, step, depth);
      if (kept) kept += n * width;
    }
  }
  return result;
}

struct SelfAttention : torch::autograd::Function<SelfAttention> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &rows_,
                            const c10::intrusive_ptr<Heads> &heads) {
    const at::Tensor rows = ctorch::packed(rows_);
    int64_t longest = 0;
    const at::Tensor weights = at::empty({heads->weights(longest) * heads->count}, at::kFloat);
    context->save_for_backward({rows, weights});
    context->saved_data["heads"] = c10::IValue::make_capsule(heads);
    return attended(rows, *heads, weights.data_ptr<float>());
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &rows = saved[0];
    const auto heads = c10::static_intrusive_pointer_cast<Heads>(
        context->saved_data["heads"].toCapsule());
    const at::Tensor incoming = ctorch::packed(gradients[0]);
    const int64_t step = rows.size(1), hidden = step / 3, depth = hidden / heads->count;
    const float scale = 1 / std::sqrt(static_cast<float>(depth));
    const at::Tensor result = at::zeros(rows.sizes(), at::kFloat);
    int64_t longest = 0;
    heads->weights(longest);
    std::vector<float> turned(static_cast<size_t>(depth * filled(longest)));
    std::vector<float> scores(static_cast<size_t>(longest * filled(longest)));
    const ctorch::Kernels &kernels = ctorch::kernels();
    const float *w = saved[1].data_ptr<float>();
    for (size_t s = 1; s < heads->offsets.size(); s++) {
      const int64_t start = heads->offsets[s - 1], n = heads->offsets[s] - start, width = filled(n);
      if (n == 0) continue;
      for (int64_t h = 0; h < heads->count; h++, w += n * width) {
        const float *q = rows.data_ptr<float>() + start * step + h * depth;
        const float *k = q + hidden, *v = k + hidden;
        const float *g = incoming.data_ptr<float>() + start * hidden + h * depth;
        float *forQueries = result.data_ptr<float>() + start * step + h * depth;
        float *forKeys = forQueries + hidden, *forValues = forKeys + hidden;
        kernels.combine(forValues, n, step, w, 1, width, g, n, hidden, depth);
        turn(turned.data(), v, n, step, depth);
        std::memset(scores.data(), 0, sizeof(float) * static_cast<size_t>(n * width));
        kernels.combine(scores.data(), n, width, g, hidden, 1, turned.data(), depth, width, width);
        kernels.softmaxGradients(scores.data(), w, n, width, scale);
        kernels.combine(forQueries, n, step, scores.data(), width, 1, k, n, step, depth);
        kernels.combine(forKeys, n, step, scores.data(), 1, width, q, n, step, depth);
      }
    }
    return {result, at::Tensor()};
  }
};

}  // namespace

CTorchTensor *ctorch_self_attention(const CTorchTensor *rows, const int32_t *offsets,
                                    int64_t segments, int64_t count) {
  return ctorch::tensor([&] {
    auto heads = c10::make_intrusive<Heads>();
    heads->offsets.assign(offsets, offsets + segments + 1);
    heads->count = count;
    heads->check(rows->value);
    if (!ctorch::hasKernel(rows->value)) {
      return ctorch::composed::selfAttention(rows->value, heads->offsets, count);
    }
    const bool records = at::GradMode::is_enabled() && rows->value.requires_grad();
    return records ? SelfAttention::apply(rows->value, heads)
                   : attended(ctorch::packed(rows->value), *heads, nullptr);
  });
}
