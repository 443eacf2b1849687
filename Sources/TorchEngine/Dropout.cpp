// Dropout whose mask is a function of a seed: nothing is stored, no generator is shared.
#include "Boundary.h"
#include "Compositions.h"
#include "Kernels.h"

#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor dropped(const at::Tensor &source_, double probability, int64_t seed) {
  const at::Tensor source = ctorch::packed(source_);
  at::Tensor result = at::empty(source.sizes(), at::kFloat);
  ctorch::kernels().drop(result.data_ptr<float>(), source.data_ptr<float>(),
                         static_cast<float>(probability), static_cast<uint64_t>(seed),
                         source.numel());
  return result;
}

struct Dropout : torch::autograd::Function<Dropout> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &source, double probability,
                            int64_t seed) {
    context->saved_data["probability"] = probability;
    context->saved_data["seed"] = seed;
    return dropped(source, probability, seed);
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    return {dropped(gradients[0], context->saved_data["probability"].toDouble(),
                    context->saved_data["seed"].toInt()),
            at::Tensor(), at::Tensor()};
  }
};

}  // namespace

CTorchTensor *ctorch_dropout(const CTorchTensor *source, float probability, uint64_t seed) {
  return ctorch::tensor([&] {
    TORCH_CHECK(probability >= 0 && probability < 1, "a probability in 0..<1 was expected, got ",
                probability);
    if (!ctorch::hasKernel(source->value)) {
      return ctorch::composed::dropout(source->value, probability, seed);
    }
    return Dropout::apply(source->value, static_cast<double>(probability),
                          static_cast<int64_t>(seed));
  });
}
