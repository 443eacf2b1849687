// Loops over plain memory, in 8-wide vectors, for the widest instructions that the processor has.
#pragma once

#include <cstdint>

#include "CTorch.h"

namespace ctorch {

// What one set of instructions offers. `count` is a number of floats.
struct Kernels {
  // target += factor · source
  void (*addScaled)(float *target, const float *source, float factor, int64_t count);
  // scores[i, j] = scale · left[i] · right[j], rows of `width` floats, scores packed.
  void (*products)(const float *left, int64_t lefts, const float *right, int64_t rights,
                   int64_t width, float scale, float *scores);
  // target[i] += Σ_j weights[i · rowStep + j · columnStep] source[j], rows of `width` floats that
  // begin so many apart.
  void (*combine)(float *target, int64_t targets, int64_t targetStep, const float *weights,
                  int64_t rowStep, int64_t columnStep, const float *source, int64_t sources,
                  int64_t sourceStep, int64_t width);
  // Makes each row, of `width` floats of which `count` are in use, a softmax of those, else zero.
  // The width is a multiple of eight.
  void (*softmaxRows)(float *scores, int64_t rows, int64_t count, int64_t width);
  // Turns the derivatives of softmax rows into those of what they were made from, times a factor.
  void (*softmaxGradients)(float *gradients, const float *softmax, int64_t rows, int64_t width,
                           float factor);
  // target = source where the element is kept, over the probability that it is; else zero.
  void (*drop)(float *target, const float *source, float probability, uint64_t seed,
               int64_t count);
  double (*sumOfSquares)(const float *numbers, int64_t count);
  void (*adamw)(const CTorchAdamW &step, float *values, float *gradients, float *first,
                float *second, int64_t count);
};

// The finaliser of SplitMix64.
inline uint64_t scrambled(uint64_t key) {
  key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9ULL;
  key = (key ^ (key >> 27)) * 0x94d049bb133111ebULL;
  return key ^ (key >> 31);
}

// Those for this processor, chosen once.
const Kernels &kernels() noexcept;

}  // namespace ctorch
