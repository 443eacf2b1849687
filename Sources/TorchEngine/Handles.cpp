// Tensors as handles: making, reading and freeing them, and derivatives.
#include "Boundary.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/version.h>

#include <cstring>

using ctorch::status;
using ctorch::tensor;

// LibTorch does not pass its number of threads on to OpenBLAS. Absent where another BLAS is in use.
extern "C" __attribute__((weak)) void openblas_set_num_threads(int count);

namespace {

thread_local std::string lastError;

at::IntArrayRef extents(const int64_t *shape, int rank) {
  return at::IntArrayRef(shape, static_cast<size_t>(rank));
}

at::Device placed(CTorchDevice device) {
  return device == CTorchGPU ? at::Device(at::kCUDA) : at::Device(at::kCPU);
}

at::Tensor part(const at::Tensor &flat, int64_t start, int64_t count) {
  return flat.detach().narrow(0, start, count);
}

}  // namespace

void ctorch::recordError(const char *message) noexcept {
  try {
    // The first line is the reason; LibTorch's stack trace follows it.
    const char *end = std::strchr(message, '\n');
    lastError.assign(message, end ? static_cast<size_t>(end - message) : std::strlen(message));
  } catch (...) {
    lastError.clear();
  }
}

const char *ctorch_last_error(void) { return lastError.c_str(); }

const char *ctorch_version(void) { return TORCH_VERSION; }

int ctorch_set_threads(int count) {
  return status([&] {
    at::set_num_threads(count);
    if (openblas_set_num_threads) openblas_set_num_threads(count);
  });
}

bool ctorch_has_gpu(void) {
  bool found = false;
  // A driver that cannot be used is no GPU.
  status([&] { found = at::hasCUDA(); });
  return found;
}

bool ctorch_record_derivatives(bool record) {
  const bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(record);
  return before;
}

CTorchTensor *ctorch_from_floats(const float *numbers, const int64_t *shape, int rank,
                                 bool differentiable) {
  return tensor([&] {
    at::Tensor result = at::empty(extents(shape, rank), at::kFloat);
    if (result.numel() > 0) {
      std::memcpy(result.data_ptr<float>(), numbers, sizeof(float) * result.numel());
    }
    return result.requires_grad_(differentiable);
  });
}

CTorchTensor *ctorch_zeros(const int64_t *shape, int rank, CTorchDevice device) {
  return tensor([&] {
    return at::zeros(extents(shape, rank), at::TensorOptions(at::kFloat).device(placed(device)));
  });
}

CTorchTensor *ctorch_moved(const CTorchTensor *source, CTorchDevice device) {
  return tensor([&] { return source->value.to(placed(device)); });
}

CTorchTensor *ctorch_parameter(const CTorchTensor *values, const CTorchTensor *gradients,
                               int64_t offset, const int64_t *shape, int rank) {
  return tensor([&] {
    int64_t count = 1;
    for (int i = 0; i < rank; i++) count *= shape[i];
    const auto view = [&](const at::Tensor &flat) {
      return part(flat, offset, count).view(extents(shape, rank)).detach();
    };
    at::Tensor leaf = view(values->value).requires_grad_(true);
    leaf.mutable_grad() = view(gradients->value);
    return leaf;
  });
}

void ctorch_free(CTorchTensor *tensor) { delete tensor; }

int ctorch_rank(const CTorchTensor *tensor) { return static_cast<int>(tensor->value.dim()); }

int64_t ctorch_extent(const CTorchTensor *tensor, int dimension) {
  return tensor->value.sizes()[static_cast<size_t>(dimension)];
}

int64_t ctorch_count(const CTorchTensor *tensor) { return tensor->value.numel(); }

CTorchDevice ctorch_device(const CTorchTensor *tensor) {
  return tensor->value.is_cpu() ? CTorchCPU : CTorchGPU;
}

int ctorch_copy_numbers(const CTorchTensor *tensor, float *numbers) {
  return status([&] {
    const at::Tensor source = ctorch::packed(tensor->value.detach().cpu());
    if (source.numel() > 0) {
      std::memcpy(numbers, source.data_ptr<float>(), sizeof(float) * source.numel());
    }
  });
}

int ctorch_copy_part(const CTorchTensor *flat, int64_t start, int64_t count, float *numbers) {
  return status([&] {
    const at::Tensor source = part(flat->value, start, count).cpu();
    if (count > 0) std::memcpy(numbers, source.data_ptr<float>(), sizeof(float) * count);
  });
}

int ctorch_set_part(CTorchTensor *flat, int64_t start, int64_t count, const float *numbers) {
  return status([&] {
    at::Tensor target = part(flat->value, start, count);
    if (count == 0) return;
    if (target.is_cpu()) {
      std::memcpy(target.data_ptr<float>(), numbers, sizeof(float) * count);
    } else {
      target.copy_(at::from_blob(const_cast<float *>(numbers), {count}, at::kFloat));
    }
  });
}

int ctorch_clear(CTorchTensor *flat) {
  return status([&] { flat->value.detach().zero_(); });
}

int ctorch_backward(const CTorchTensor *tensor) {
  return status([&] { tensor->value.backward(); });
}

CTorchTensor *ctorch_gradient(const CTorchTensor *tensor_) {
  return tensor([&] {
    const at::Tensor &gradient = tensor_->value.grad();
    return gradient.defined() ? gradient.detach().clone() : at::zeros_like(tensor_->value).detach();
  });
}

CTorchTensor *ctorch_detach(const CTorchTensor *source) {
  return tensor([&] { return source->value.detach(); });
}
