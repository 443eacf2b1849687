// The same numbers with a gradient that is turned round: who makes them works against who reads them.
#include "Boundary.h"

#include <ATen/ops/mul.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct GradientReversal : torch::autograd::Function<GradientReversal> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &source, double factor) {
    context->saved_data["factor"] = factor;
    return source.view_as(source);
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    return {at::mul(gradients[0], -context->saved_data["factor"].toDouble()), at::Tensor()};
  }
};

}  // namespace

CTorchTensor *ctorch_reverse_gradient(const CTorchTensor *source, double factor) {
  return ctorch::tensor([&] { return GradientReversal::apply(source->value, factor); });
}
