// Where C++ meets C: what a handle holds, and how an exception becomes an error.
#pragma once

#include "CTorch.h"

#include <ATen/core/Tensor.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

extern "C" {
#define CTORCH(result, name, parameters) result ctorch_##name parameters;
#include "CTorchFunctions.h"
#undef CTORCH
}

struct CTorchTensor {
  at::Tensor value;
};

namespace ctorch {

void recordError(const char *message) noexcept;

// Runs a body that returns a tensor; NULL and a message if it throws.
template <typename Body>
CTorchTensor *tensor(Body body) noexcept {
  try {
    return new CTorchTensor{body()};
  } catch (const std::exception &error) {
    recordError(error.what());
  } catch (...) {
    recordError("an unknown C++ exception");
  }
  return nullptr;
}

// Runs a body; 1 and a message if it throws.
template <typename Body>
int status(Body body) noexcept {
  try {
    body();
    return 0;
  } catch (const std::exception &error) {
    recordError(error.what());
  } catch (...) {
    recordError("an unknown C++ exception");
  }
  return 1;
}

// The numbers of a row-major copy, or of the tensor itself where it is row-major already.
inline at::Tensor packed(const at::Tensor &tensor) {
  TORCH_CHECK(tensor.scalar_type() == at::kFloat, "single-precision numbers were expected");
  return tensor.contiguous();
}

}  // namespace ctorch
