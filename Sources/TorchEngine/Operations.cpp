// LibTorch's own operations, one line each.
#include "Boundary.h"

#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/div.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/tanh.h>

using ctorch::tensor;

using Handle = CTorchTensor *;
using Input = const CTorchTensor *;

// ---- Operations on elements

Handle ctorch_add(Input left, Input right) {
  return tensor([&] { return at::add(left->value, right->value); });
}

Handle ctorch_subtract(Input left, Input right) {
  return tensor([&] { return at::sub(left->value, right->value); });
}

Handle ctorch_multiply(Input left, Input right) {
  return tensor([&] { return at::mul(left->value, right->value); });
}

Handle ctorch_divide(Input left, Input right) {
  return tensor([&] { return at::div(left->value, right->value); });
}

Handle ctorch_scale(Input source, double factor) {
  return tensor([&] { return at::mul(source->value, factor); });
}

Handle ctorch_relu(Input source) {
  return tensor([&] { return at::relu(source->value); });
}

Handle ctorch_gelu(Input source) {
  return tensor([&] { return at::gelu(source->value); });
}

Handle ctorch_tanh(Input source) {
  return tensor([&] { return at::tanh(source->value); });
}

Handle ctorch_exp(Input source) {
  return tensor([&] { return at::exp(source->value); });
}

Handle ctorch_log(Input source) {
  return tensor([&] { return at::log(source->value); });
}

Handle ctorch_abs(Input source) {
  return tensor([&] { return at::abs(source->value); });
}

// ---- Products and shapes

Handle ctorch_matmul(Input left, Input right) {
  return tensor([&] { return at::matmul(left->value, right->value); });
}

Handle ctorch_affine(Input rows, Input weights, Input bias) {
  return tensor([&] { return at::addmm(bias->value, rows->value, weights->value); });
}

Handle ctorch_linear(Input rows, Input weights, Input bias) {
  return tensor([&] { return at::linear(rows->value, weights->value, bias->value); });
}

Handle ctorch_layer_norm(Input rows, Input weights, Input bias, double epsilon) {
  return tensor([&] {
    return at::layer_norm(rows->value, weights->value.sizes(), weights->value, bias->value, epsilon);
  });
}

Handle ctorch_reshape(Input source, const int64_t *shape, int rank) {
  return tensor([&] {
    return source->value.reshape(at::IntArrayRef(shape, static_cast<size_t>(rank)));
  });
}

Handle ctorch_transpose(Input source, int first, int second) {
  return tensor([&] { return source->value.transpose(first, second); });
}

Handle ctorch_narrow(Input source, int dimension, int64_t start, int64_t length) {
  return tensor([&] { return source->value.narrow(dimension, start, length); });
}

Handle ctorch_concatenate(const CTorchTensor *const *tensors, int count, int dimension) {
  return tensor([&] {
    std::vector<at::Tensor> parts;
    parts.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; i++) parts.push_back(tensors[i]->value);
    return at::cat(parts, dimension);
  });
}

// ---- Reductions

Handle ctorch_sum(Input source) {
  return tensor([&] { return at::sum(source->value); });
}

Handle ctorch_mean(Input source) {
  return tensor([&] { return at::mean(source->value); });
}

Handle ctorch_sum_along(Input source, int dimension) {
  return tensor([&] { return at::sum(source->value, {dimension}); });
}

Handle ctorch_mean_along(Input source, int dimension) {
  return tensor([&] { return at::mean(source->value, {dimension}); });
}

Handle ctorch_maximum_along(Input source, int dimension) {
  return tensor([&] { return at::amax(source->value, {dimension}); });
}

Handle ctorch_softmax(Input source, int dimension) {
  return tensor([&] { return at::softmax(source->value, dimension); });
}

Handle ctorch_log_softmax(Input source, int dimension) {
  return tensor([&] { return at::log_softmax(source->value, dimension); });
}

Handle ctorch_masked(Input source, Input mask, double value) {
  return tensor([&] { return source->value.masked_fill(mask->value.detach().eq(0), value); });
}

// ---- Losses

Handle ctorch_cross_entropy(Input logits, const int32_t *labels, int64_t count) {
  return tensor([&] {
    at::Tensor target = at::empty({count}, at::kLong);
    for (int64_t i = 0; i < count; i++) target.data_ptr<int64_t>()[i] = labels[i];
    return at::cross_entropy_loss(logits->value, target.to(logits->value.device()));
  });
}

Handle ctorch_squared_error(Input predicted, Input actual) {
  return tensor([&] { return at::mse_loss(predicted->value, actual->value); });
}
