// Loops that want wider vectors than Swift can ask for: it compiles for the least processor of a
// platform, which on x86-64 has vectors of two numbers and no fused multiply-add. Each loop is
// compiled plainly and, there, for AVX2 as well; which one runs is decided by the processor.
#ifndef CGSL_VECTORS_H
#define CGSL_VECTORS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang fp contract(fast)

#if defined(__x86_64__)
#define CGSL_DISPATCH(name, parameters, arguments)                                                 \
  __attribute__((target("avx2,fma"))) static inline void name##_wide parameters {                  \
    name##_plain arguments;                                                                        \
  }                                                                                                \
  static inline void name parameters {                                                             \
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))                           \
      name##_wide arguments;                                                                       \
    else                                                                                           \
      name##_plain arguments;                                                                      \
  }
#else
#define CGSL_DISPATCH(name, parameters, arguments)                                                 \
  static inline void name parameters { name##_plain arguments; }
#endif

#define CGSL_INLINE __attribute__((always_inline)) static inline

// MARK: - Exponentials

// e^x. x = k log 2 + r with |r| at most half of log 2; e^r by a polynomial of degree 11, the Chebyshev
// interpolant of (e^r - 1 - r) / r^2 (mpmath's chebyfit; what it leaves is 1.3e-17); times 2^k in two
// factors, so that results may be subnormal.
CGSL_INLINE double cgsl_exponential(double x) {
  x = x < -746 ? -746 : x;
  x = x > 710 ? 710 : x;
  // Added to a number, this rounds it to a whole one and leaves that in the low bits.
  const double rounder = 0x1.8p52;
  const double k = (x * 0x1.71547652b82fep0 + rounder) - rounder;
  // log 2 in two parts, the first with so few digits that its product is exact.
  const double r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
  double q = 0x1.af38d53857513p-26;
  q = q * r + 0x1.2891a8c1d838dp-22;
  q = q * r + 0x1.71de0d9c145d0p-19;
  q = q * r + 0x1.a019b8ef67c6cp-16;
  q = q * r + 0x1.a01a01a7c8d47p-13;
  q = q * r + 0x1.6c16c17893833p-10;
  q = q * r + 0x1.11111111109adp-7;
  q = q * r + 0x1.5555555553d4fp-5;
  q = q * r + 0x1.5555555555556p-3;
  q = q * r + 0x1.0000000000001p-1;
  const double power = 1 + (r * r * q + r);
  const double half = k * 0.5 + rounder;
  const double rest = (k - (half - rounder)) + rounder;
  uint64_t low, high;
  memcpy(&low, &half, sizeof low);
  memcpy(&high, &rest, sizeof high);
  low = (low << 52) + 0x3ff0000000000000u;
  high = (high << 52) + 0x3ff0000000000000u;
  double first, second;
  memcpy(&first, &low, sizeof first);
  memcpy(&second, &high, sizeof second);
  return power * first * second;
}

CGSL_INLINE void cgsl_exponentials_plain(double *values, size_t count) {
#pragma clang loop vectorize(enable) interleave_count(2)
  for (size_t place = 0; place < count; place++) values[place] = cgsl_exponential(values[place]);
}

// Replaces each value by its exponential.
CGSL_DISPATCH(cgsl_exponentials, (double *values, size_t count), (values, count))

CGSL_INLINE void cgsl_root_decays_plain(
    double *restrict values, double *restrict decays, double factor, size_t count) {
#pragma clang loop vectorize(enable) interleave_count(2)
  for (size_t place = 0; place < count; place++) {
    const double root = __builtin_elementwise_sqrt(factor * values[place]);
    values[place] = root;
    decays[place] = cgsl_exponential(-root);
  }
}

// Replaces each value v by s = sqrt(factor v) and writes e^-s beside it.
CGSL_DISPATCH(
    cgsl_root_decays,
    (double *restrict values, double *restrict decays, double factor, size_t count),
    (values, decays, factor, count))

// MARK: - Distances

// Eight numbers, for which the compiler uses as many vectors as it takes.
typedef double cgsl_lanes __attribute__((vector_size(64), aligned(8)));

CGSL_INLINE void cgsl_squared_distances_plain(
    const double *point, const double *columns, size_t stride, size_t dimension, size_t count,
    double *distances) {
  for (size_t start = 0; start < count; start += 8) {
    cgsl_lanes sum = {0};
    for (size_t column = 0; column < dimension; column++) {
      const cgsl_lanes others = *(const cgsl_lanes *)(columns + column * stride + start);
      const cgsl_lanes difference = point[column] - others;
      sum += difference * difference;
    }
    *(cgsl_lanes *)(distances + start) = sum;
  }
}

// Writes the squared distances of a point to the first rows of a matrix that is stored column after
// column, and up to seven numbers of no meaning behind them; reads as far past each column.
CGSL_DISPATCH(
    cgsl_squared_distances,
    (const double *point, const double *columns, size_t stride, size_t dimension, size_t count,
     double *distances),
    (point, columns, stride, dimension, count, distances))

CGSL_INLINE void cgsl_add_squared_differences_plain(
    const double *point, const double *columns, size_t stride, size_t dimension, size_t count,
    const double *weights, double *sums) {
  const size_t whole = count / 8 * 8;
  cgsl_lanes rest = {0};
  for (size_t place = whole; place < count; place++) rest[place - whole] = weights[place];
  for (size_t column = 0; column < dimension; column++) {
    const double *others = columns + column * stride;
    cgsl_lanes difference = point[column] - *(const cgsl_lanes *)(others + whole);
    cgsl_lanes sum = rest * difference * difference;
    for (size_t start = 0; start < whole; start += 8) {
      difference = point[column] - *(const cgsl_lanes *)(others + start);
      sum += *(const cgsl_lanes *)(weights + start) * difference * difference;
    }
    sums[column] += ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
  }
}

// Adds to the sum of each column the weighted squares of the differences of a point to the first rows
// of a matrix that is stored column after column; reads up to seven numbers past each column.
CGSL_DISPATCH(
    cgsl_add_squared_differences,
    (const double *point, const double *columns, size_t stride, size_t dimension, size_t count,
     const double *weights, double *sums),
    (point, columns, stride, dimension, count, weights, sums))

#undef CGSL_DISPATCH
#undef CGSL_INLINE

#endif
