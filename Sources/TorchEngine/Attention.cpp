// Soft attention over segments of rows, without padding, with derivatives.
#include "Boundary.h"
#include "Compositions.h"
#include "Kernels.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Segment {
  int64_t queryStart, queries, keyStart, keys;
};

struct Segments : torch::CustomClassHolder {
  std::vector<Segment> all;
  int64_t scores = 0;

  void check(const at::Tensor &queries, const at::Tensor &keys, const at::Tensor &values) const {
    TORCH_CHECK(queries.dim() == 2 && keys.dim() == 2 && values.dim() == 2 &&
                    queries.size(1) == keys.size(1) && keys.size(0) == values.size(0),
                "attention of ", queries.sizes(), " over ", keys.sizes(), " and ", values.sizes());
    for (const Segment &s : all) {
      TORCH_CHECK(s.queryStart >= 0 && s.queries >= 0 && s.keyStart >= 0 && s.keys >= 0 &&
                      s.queryStart + s.queries <= queries.size(0) &&
                      s.keyStart + s.keys <= keys.size(0),
                  "a segment reaches beyond the rows");
    }
  }
};

void softmaxRows(float *scores, int64_t rows, int64_t columns) {
  for (int64_t i = 0; i < rows; i++) {
    float *row = scores + i * columns;
    float largest = row[0], sum = 0;
    for (int64_t j = 1; j < columns; j++) largest = row[j] > largest ? row[j] : largest;
    for (int64_t j = 0; j < columns; j++) sum += row[j] = std::exp(row[j] - largest);
    for (int64_t j = 0; j < columns; j++) row[j] /= sum;
  }
}

struct Attention : torch::autograd::Function<Attention> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &queries_,
                            const at::Tensor &keys_, const at::Tensor &values_,
                            const c10::intrusive_ptr<Segments> &segments, double scale) {
    const at::Tensor queries = ctorch::packed(queries_), keys = ctorch::packed(keys_),
                     values = ctorch::packed(values_);
    const int64_t depth = queries.size(1), columns = values.size(1);
    at::Tensor result = at::zeros({queries.size(0), columns}, at::kFloat);
    at::Tensor weights = at::empty({segments->scores}, at::kFloat);
    const ctorch::Kernels &kernels = ctorch::kernels();
    float *w = weights.data_ptr<float>();
    for (const Segment &s : segments->all) {
      if (s.queries == 0 || s.keys == 0) continue;
      kernels.products(queries.data_ptr<float>() + s.queryStart * depth, s.queries,
                       keys.data_ptr<float>() + s.keyStart * depth, s.keys, depth,
                       static_cast<float>(scale), w);
      softmaxRows(w, s.queries, s.keys);
      kernels.combine(result.data_ptr<float>() + s.queryStart * columns, s.queries, columns, w,
                      s.keys, 1, values.data_ptr<float>() + s.keyStart * columns, s.keys, columns,
                      columns);
      w += s.queries * s.keys;
    }
    context->save_for_backward({queries, keys, values, weights});
    context->saved_data["segments"] = c10::IValue::make_capsule(segments);
    context->saved_data["scale"] = scale;
    return result;
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &queries = saved[0], &keys = saved[1], &values = saved[2];
    const auto segments = c10::static_intrusive_pointer_cast<Segments>(
        context->saved_data["segments"].toCapsule());
    const float scale = static_cast<float>(context->saved_data["scale"].toDouble());
    const at::Tensor incoming = ctorch::packed(gradients[0]);
    const int64_t depth = queries.size(1), columns = values.size(1);
    at::Tensor forQueries = at::zeros(queries.sizes(), at::kFloat);
    at::Tensor forKeys = at::zeros(keys.sizes(), at::kFloat);
    at::Tensor forValues = at::zeros(values.sizes(), at::kFloat);
    const ctorch::Kernels &kernels = ctorch::kernels();
    const float *w = saved[3].data_ptr<float>();
    std::vector<float> forScores;
    for (const Segment &s : segments->all) {
      if (s.queries == 0 || s.keys == 0) continue;
      const float *g = incoming.data_ptr<float>() + s.queryStart * columns;
      kernels.combine(forValues.data_ptr<float>() + s.keyStart * columns, s.keys, columns, w, 1,
                      s.keys, g, s.queries, columns, columns);
      forScores.resize(static_cast<size_t>(s.queries * s.keys));
      kernels.products(g, s.queries, values.data_ptr<float>() + s.keyStart * columns, s.keys,
                       columns, 1, forScores.data());
      for (int64_t i = 0; i < s.queries; i++) {
        float *d = forScores.data() + i * s.keys;
        const float *p = w + i * s.keys;
        float mean = 0;
        for (int64_t j = 0; j < s.keys; j++) mean += p[j] * d[j];
        for (int64_t j = 0; j < s.keys; j++) d[j] = scale * p[j] * (d[j] - mean);
      }
      kernels.combine(forQueries.data_ptr<float>() + s.queryStart * depth, s.queries, depth,
                      forScores.data(), s.keys, 1, keys.data_ptr<float>() + s.keyStart * depth,
                      s.keys, depth, depth);
      kernels.combine(forKeys.data_ptr<float>() + s.keyStart * depth, s.keys, depth,
                      forScores.data(), 1, s.keys,
                      queries.data_ptr<float>() + s.queryStart * depth, s.queries, depth, depth);
      w += s.queries * s.keys;
    }
    return {forQueries, forKeys, forValues, at::Tensor(), at::Tensor()};
  }
};

}  // namespace

CTorchTensor *ctorch_attention(const CTorchTensor *queries, const CTorchTensor *keys,
                               const CTorchTensor *values, const int32_t *query_starts,
                               const int32_t *query_ends, const int32_t *key_starts,
                               const int32_t *key_ends, int64_t count, float scale) {
  return ctorch::tensor([&] {
    auto segments = c10::make_intrusive<Segments>();
    segments->all.reserve(static_cast<size_t>(count));
    for (int64_t s = 0; s < count; s++) {
      const Segment segment = {query_starts[s], query_ends[s] - query_starts[s], key_starts[s],
                               key_ends[s] - key_starts[s]};
      segments->all.push_back(segment);
      segments->scores += segment.queries * segment.keys;
    }
    segments->check(queries->value, keys->value, values->value);
    if (!ctorch::hasKernel(queries->value)) {
      return ctorch::composed::attention(queries->value, keys->value, values->value,
                                         {query_starts, query_ends, count},
                                         {key_starts, key_ends, count}, scale);
    }
    return Attention::apply(queries->value, keys->value, values->value, segments,
                            static_cast<double>(scale));
  });
}
