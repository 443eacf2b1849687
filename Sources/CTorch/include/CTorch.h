// The parts of LibTorch that autosem uses, as plain C.
//
// A function that makes a tensor returns NULL when it fails, any other returns a status that is not
// zero; `ctorch_last_error` then says why, in the words of LibTorch, until the next failure on the
// same thread. No C++ exception leaves this header. Tensors hold single-precision numbers, stored row
// after row, on the CPU or on a GPU; an operation takes tensors of one device and gives one there. Class
// labels, rows and segments are 32-bit integers from zero, on the CPU.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// A tensor and its place in the graph of derivatives. Freed by `ctorch_free`.
typedef struct CTorchTensor CTorchTensor;

// ---- The library

const char *ctorch_last_error(void);
const char *ctorch_version(void);
int ctorch_set_threads(int count);

// Where the numbers of a tensor are.
typedef enum { CTorchCPU, CTorchGPU } CTorchDevice;

// Whether LibTorch can compute on a GPU here: one of NVIDIA's, or of AMD's by ROCm.
bool ctorch_has_gpu(void);

// Whether operations on this thread are composed of LibTorch's own on the CPU too, as they are elsewhere,
// in place of our kernels; returns what held before.
bool ctorch_compose(bool all);

// Whether operations on this thread record derivatives; returns what held before.
bool ctorch_record_derivatives(bool record);

// ---- Tensors

// Copies the numbers, on the CPU.
CTorchTensor *ctorch_from_floats(const float *numbers, const int64_t *shape, int rank,
                                 bool differentiable);

CTorchTensor *ctorch_zeros(const int64_t *shape, int rank, CTorchDevice device);

// The same numbers on a device.
CTorchTensor *ctorch_moved(const CTorchTensor *tensor, CTorchDevice device);

// A leaf that views a part of a flat tensor, and whose gradient views the same part of another.
CTorchTensor *ctorch_parameter(const CTorchTensor *values, const CTorchTensor *gradients,
                               int64_t offset, const int64_t *shape, int rank);

void ctorch_free(CTorchTensor *tensor);

int ctorch_rank(const CTorchTensor *tensor);
int64_t ctorch_extent(const CTorchTensor *tensor, int dimension);
int64_t ctorch_count(const CTorchTensor *tensor);

CTorchDevice ctorch_device(const CTorchTensor *tensor);

int ctorch_copy_numbers(const CTorchTensor *tensor, float *numbers);

// Copies numbers into a flat tensor from a place on, or out of it; sets them to zero.
int ctorch_copy_part(const CTorchTensor *flat, int64_t start, int64_t count, float *numbers);
int ctorch_set_part(CTorchTensor *flat, int64_t start, int64_t count, const float *numbers);
int ctorch_clear(CTorchTensor *flat);

// Adds the derivatives of a single number to the gradients of the leaves that it depends on.
int ctorch_backward(const CTorchTensor *tensor);

// The gradient of a leaf; zeros where there is none yet.
CTorchTensor *ctorch_gradient(const CTorchTensor *tensor);

CTorchTensor *ctorch_detach(const CTorchTensor *tensor);

// The same numbers; derivatives on their way back are multiplied by minus the factor.
CTorchTensor *ctorch_reverse_gradient(const CTorchTensor *tensor, double factor);

// ---- Operations on elements; the binary ones broadcast

CTorchTensor *ctorch_add(const CTorchTensor *left, const CTorchTensor *right);
CTorchTensor *ctorch_subtract(const CTorchTensor *left, const CTorchTensor *right);
CTorchTensor *ctorch_multiply(const CTorchTensor *left, const CTorchTensor *right);
CTorchTensor *ctorch_divide(const CTorchTensor *left, const CTorchTensor *right);
CTorchTensor *ctorch_scale(const CTorchTensor *tensor, double factor);
CTorchTensor *ctorch_relu(const CTorchTensor *tensor);
CTorchTensor *ctorch_gelu(const CTorchTensor *tensor);
CTorchTensor *ctorch_tanh(const CTorchTensor *tensor);
CTorchTensor *ctorch_exp(const CTorchTensor *tensor);
CTorchTensor *ctorch_log(const CTorchTensor *tensor);
CTorchTensor *ctorch_abs(const CTorchTensor *tensor);

// Elements are zero with the probability, the others are divided by one less it. Which ones is a
// function of the seed and of an element's place alone.
CTorchTensor *ctorch_dropout(const CTorchTensor *tensor, float probability, uint64_t seed);

// ---- Products, shapes, reductions; a dimension may be counted from the end as -1, -2, ...

CTorchTensor *ctorch_matmul(const CTorchTensor *left, const CTorchTensor *right);

// rows times weights plus bias: [n, in] [in, out] [out].
CTorchTensor *ctorch_affine(const CTorchTensor *rows, const CTorchTensor *weights,
                            const CTorchTensor *bias);

// rows times weights, turned, plus bias: [n, in] [out, in] [out].
CTorchTensor *ctorch_linear(const CTorchTensor *rows, const CTorchTensor *weights,
                            const CTorchTensor *bias);
CTorchTensor *ctorch_reshape(const CTorchTensor *tensor, const int64_t *shape, int rank);
CTorchTensor *ctorch_transpose(const CTorchTensor *tensor, int first, int second);
CTorchTensor *ctorch_narrow(const CTorchTensor *tensor, int dimension, int64_t start,
                            int64_t length);
CTorchTensor *ctorch_concatenate(const CTorchTensor *const *tensors, int count, int dimension);
CTorchTensor *ctorch_sum(const CTorchTensor *tensor);
CTorchTensor *ctorch_mean(const CTorchTensor *tensor);
CTorchTensor *ctorch_sum_along(const CTorchTensor *tensor, int dimension);
CTorchTensor *ctorch_mean_along(const CTorchTensor *tensor, int dimension);
CTorchTensor *ctorch_maximum_along(const CTorchTensor *tensor, int dimension);
CTorchTensor *ctorch_softmax(const CTorchTensor *tensor, int dimension);
CTorchTensor *ctorch_log_softmax(const CTorchTensor *tensor, int dimension);

// Elements where the mask, which broadcasts, is zero become the value.
CTorchTensor *ctorch_masked(const CTorchTensor *tensor, const CTorchTensor *mask, double value);

// Each row less its mean, over its standard deviation, times the weights plus the bias.
CTorchTensor *ctorch_layer_norm(const CTorchTensor *rows, const CTorchTensor *weights,
                                const CTorchTensor *bias, double epsilon);

// ---- Rows and segments

// The chosen rows of a table, [count, columns].
CTorchTensor *ctorch_rows(const CTorchTensor *table, const int32_t *rows, int64_t count);

// Sums, or means, of groups of rows: group g is rows[offsets[g] ..< offsets[g + 1]] of the table,
// or that range of the table itself where `rows` is NULL. An empty group gives zeros.
CTorchTensor *ctorch_row_groups(const CTorchTensor *table, const int32_t *rows,
                                const int32_t *offsets, int64_t groups, bool mean);

// The largest element of each column in each segment [offsets[g], offsets[g + 1]); zeros if empty.
CTorchTensor *ctorch_segment_maximum(const CTorchTensor *table, const int32_t *offsets,
                                     int64_t segments);

// Soft attention of each query of segment s over the keys of segment s:
// softmax(scale · query · keysᵀ) values. Queries that are in no segment, and those whose segment has
// no keys, get zeros.
CTorchTensor *ctorch_attention(const CTorchTensor *queries, const CTorchTensor *keys,
                               const CTorchTensor *values, const int32_t *query_starts,
                               const int32_t *query_ends, const int32_t *key_starts,
                               const int32_t *key_ends, int64_t segments, float scale);

// Soft attention of the rows of each segment [offsets[s], offsets[s + 1]) to each other, by several
// heads: a row holds the queries, then the keys, then the values, a part of each for every head.
// Rows that are in no segment get zeros.
CTorchTensor *ctorch_self_attention(const CTorchTensor *rows, const int32_t *offsets,
                                    int64_t segments, int64_t heads);

// ---- Losses, means over the rows

CTorchTensor *ctorch_cross_entropy(const CTorchTensor *logits, const int32_t *labels,
                                   int64_t count);
CTorchTensor *ctorch_squared_error(const CTorchTensor *predicted, const CTorchTensor *actual);

// ---- The optimiser, on parts of flat tensors that begin at one place

typedef struct {
  float learning_rate, first_decay, second_decay, epsilon, weight_decay;
  // One less each decay to the power of the number of steps, this one included.
  float first_correction, second_correction;
  // What gradients are multiplied by first.
  float gradient_scale;
} CTorchAdamW;

int ctorch_sum_of_squares(const CTorchTensor *flat, int64_t start, int64_t count, double *sum);

// One step of AdamW in one pass, which also clears the gradients. The moments are of the part alone.
int ctorch_adamw(const CTorchAdamW *step, CTorchTensor *values, CTorchTensor *gradients,
                 int64_t start, CTorchTensor *first_moments, CTorchTensor *second_moments);

#ifdef __cplusplus
}
#endif
#endif
