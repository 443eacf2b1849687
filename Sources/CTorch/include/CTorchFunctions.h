// The functions of the engine: what each returns, its name and its parameters.
//
// The one list of them: `CTorch.h` makes of it the table that Swift calls through, the engine the
// declarations of its functions and the contents of the table. It is included more than once.

// ---- The library

CTORCH(const char *, last_error, (void))
CTORCH(const char *, version, (void))
CTORCH(int, set_threads, (int count))

// Whether LibTorch can compute on a GPU here: one of NVIDIA's, or of AMD's by ROCm.
CTORCH(bool, has_gpu, (void))

// Whether operations on this thread are composed of LibTorch's own on the CPU too, as they are elsewhere,
// in place of our kernels; returns what held before.
CTORCH(bool, compose, (bool all))

// Whether operations on this thread record derivatives; returns what held before.
CTORCH(bool, record_derivatives, (bool record))

// ---- Tensors

// Copies the numbers, on the CPU.
CTORCH(CTorchTensor *, from_floats,
       (const float *numbers, const int64_t *shape, int rank, bool differentiable))

CTORCH(CTorchTensor *, zeros, (const int64_t *shape, int rank, CTorchDevice device))

// The same numbers on a device.
CTORCH(CTorchTensor *, moved, (const CTorchTensor *tensor, CTorchDevice device))

// A leaf that views a part of a flat tensor, and whose gradient views the same part of another.
CTORCH(CTorchTensor *, parameter,
       (const CTorchTensor *values, const CTorchTensor *gradients, int64_t offset,
        const int64_t *shape, int rank))

CTORCH(void, free, (CTorchTensor *tensor))

CTORCH(int, rank, (const CTorchTensor *tensor))
CTORCH(int64_t, extent, (const CTorchTensor *tensor, int dimension))
CTORCH(int64_t, count, (const CTorchTensor *tensor))

CTORCH(CTorchDevice, device, (const CTorchTensor *tensor))

CTORCH(int, copy_numbers, (const CTorchTensor *tensor, float *numbers))

// Copies numbers into a flat tensor from a place on, or out of it; sets them to zero.
CTORCH(int, copy_part, (const CTorchTensor *flat, int64_t start, int64_t count, float *numbers))
CTORCH(int, set_part, (CTorchTensor *flat, int64_t start, int64_t count, const float *numbers))
CTORCH(int, clear, (CTorchTensor *flat))

// Adds the derivatives of a single number to the gradients of the leaves that it depends on.
CTORCH(int, backward, (const CTorchTensor *tensor))

// The gradient of a leaf; zeros where there is none yet.
CTORCH(CTorchTensor *, gradient, (const CTorchTensor *tensor))

CTORCH(CTorchTensor *, detach, (const CTorchTensor *tensor))

// The same numbers; derivatives on their way back are multiplied by minus the factor.
CTORCH(CTorchTensor *, reverse_gradient, (const CTorchTensor *tensor, double factor))

// ---- Operations on elements; the binary ones broadcast

CTORCH(CTorchTensor *, add, (const CTorchTensor *left, const CTorchTensor *right))
CTORCH(CTorchTensor *, subtract, (const CTorchTensor *left, const CTorchTensor *right))
CTORCH(CTorchTensor *, multiply, (const CTorchTensor *left, const CTorchTensor *right))
CTORCH(CTorchTensor *, divide, (const CTorchTensor *left, const CTorchTensor *right))
CTORCH(CTorchTensor *, scale, (const CTorchTensor *tensor, double factor))
CTORCH(CTorchTensor *, relu, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, gelu, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, tanh, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, exp, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, log, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, abs, (const CTorchTensor *tensor))

// Elements are zero with the probability, the others are divided by one less it. Which ones is a
// function of the seed and of an element's place alone.
CTORCH(CTorchTensor *, dropout, (const CTorchTensor *tensor, float probability, uint64_t seed))

// ---- Products, shapes, reductions; a dimension may be counted from the end as -1, -2, ...

CTORCH(CTorchTensor *, matmul, (const CTorchTensor *left, const CTorchTensor *right))

// rows times weights plus bias: [n, in] [in, out] [out].
CTORCH(CTorchTensor *, affine,
       (const CTorchTensor *rows, const CTorchTensor *weights, const CTorchTensor *bias))

// rows times weights, turned, plus bias: [n, in] [out, in] [out].
CTORCH(CTorchTensor *, linear,
       (const CTorchTensor *rows, const CTorchTensor *weights, const CTorchTensor *bias))
CTORCH(CTorchTensor *, reshape, (const CTorchTensor *tensor, const int64_t *shape, int rank))
CTORCH(CTorchTensor *, transpose, (const CTorchTensor *tensor, int first, int second))
CTORCH(CTorchTensor *, narrow,
       (const CTorchTensor *tensor, int dimension, int64_t start, int64_t length))
CTORCH(CTorchTensor *, concatenate, (const CTorchTensor *const *tensors, int count, int dimension))
CTORCH(CTorchTensor *, sum, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, mean, (const CTorchTensor *tensor))
CTORCH(CTorchTensor *, sum_along, (const CTorchTensor *tensor, int dimension))
CTORCH(CTorchTensor *, mean_along, (const CTorchTensor *tensor, int dimension))
CTORCH(CTorchTensor *, maximum_along, (const CTorchTensor *tensor, int dimension))
CTORCH(CTorchTensor *, softmax, (const CTorchTensor *tensor, int dimension))
CTORCH(CTorchTensor *, log_softmax, (const CTorchTensor *tensor, int dimension))

// Elements where the mask, which broadcasts, is zero become the value.
CTORCH(CTorchTensor *, masked, (const CTorchTensor *tensor, const CTorchTensor *mask, double value))

// Each row less its mean, over its standard deviation, times the weights plus the bias.
CTORCH(CTorchTensor *, layer_norm,
       (const CTorchTensor *rows, const CTorchTensor *weights, const CTorchTensor *bias, double
        epsilon))

// ---- Rows and segments

// The chosen rows of a table, [count, columns].
CTORCH(CTorchTensor *, rows, (const CTorchTensor *table, const int32_t *rows, int64_t count))

// Sums, or means, of groups of rows: group g is rows[offsets[g] ..< offsets[g + 1]] of the table,
// or that range of the table itself where `rows` is NULL. An empty group gives zeros.
CTORCH(CTorchTensor *, row_groups,
       (const CTorchTensor *table, const int32_t *rows, const int32_t *offsets, int64_t groups, bool
        mean))

// The largest element of each column in each segment [offsets[g], offsets[g + 1]); zeros if empty.
CTORCH(CTorchTensor *, segment_maximum,
       (const CTorchTensor *table, const int32_t *offsets, int64_t segments))

// Soft attention of each query of segment s over the keys of segment s:
// softmax(scale · query · keysᵀ) values. Queries that are in no segment, and those whose segment has
// no keys, get zeros.
CTORCH(CTorchTensor *, attention,
       (const CTorchTensor *queries, const CTorchTensor *keys, const CTorchTensor *values,
        const int32_t *query_starts, const int32_t *query_ends, const int32_t *key_starts,
        const int32_t *key_ends, int64_t segments, float scale))

// Soft attention of the rows of each segment [offsets[s], offsets[s + 1]) to each other, by several
// heads: a row holds the queries, then the keys, then the values, a part of each for every head.
// Rows that are in no segment get zeros.
CTORCH(CTorchTensor *, self_attention,
       (const CTorchTensor *rows, const int32_t *offsets, int64_t segments, int64_t heads))

// ---- Losses, means over the rows

CTORCH(CTorchTensor *, cross_entropy,
       (const CTorchTensor *logits, const int32_t *labels, int64_t count))
CTORCH(CTorchTensor *, squared_error, (const CTorchTensor *predicted, const CTorchTensor *actual))

// ---- The optimiser, on parts of flat tensors that begin at one place

CTORCH(int, sum_of_squares, (const CTorchTensor *flat, int64_t start, int64_t count, double *sum))

// One step of AdamW in one pass, which also clears the gradients. The moments are of the part alone.
CTORCH(int, adamw,
       (const CTorchAdamW *step, CTorchTensor *values, CTorchTensor *gradients, int64_t start,
        CTorchTensor *first_moments, CTorchTensor *second_moments))
