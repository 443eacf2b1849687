// The parts of LibTorch that autosem uses, as plain C.
//
// LibTorch takes a third of a second to load, so it is loaded at the first use: `ctorch_load` opens the
// library of the target `TorchEngine` and returns its functions.
//
// A function that makes a tensor returns NULL when it fails, any other returns a status that is not
// zero; `last_error` then says why, in the words of LibTorch, until the next failure on the same
// thread. No C++ exception leaves the table. Tensors hold single-precision numbers, stored row
// after row, on the CPU or on a GPU; an operation takes tensors of one device and gives one there. Class
// labels, rows and segments are 32-bit integers from zero, on the CPU.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Only the functions themselves are never NULL.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

// A tensor and its place in the graph of derivatives. Freed by `free`.
typedef struct CTorchTensor CTorchTensor;

// Where the numbers of a tensor are.
typedef enum { CTorchCPU, CTorchGPU } CTorchDevice;

// A step of the optimiser.
typedef struct {
  float learning_rate, first_decay, second_decay, epsilon, weight_decay;
  // One less each decay to the power of the number of steps, this one included.
  float first_correction, second_correction;
  // What gradients are multiplied by first.
  float gradient_scale;
} CTorchAdamW;

// The functions of the engine.
typedef struct {
#define CTORCH(result, name, parameters) result(*_Nonnull name) parameters;
#include "CTorchFunctions.h"
#undef CTORCH
} CTorchEngine;

// Loads LibTorch, unless it is loaded; NULL and the dynamic linker's reason if that fails.
const CTorchEngine *ctorch_load(const char **reason);

#pragma clang diagnostic pop

#ifdef __cplusplus
}
#endif
#endif
