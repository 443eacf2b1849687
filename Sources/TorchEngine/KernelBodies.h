// The bodies of the kernels. Kernels.cpp includes this once for each set of instructions, inside a
// namespace of its own; there is no guard on purpose.

typedef float Lanes __attribute__((ext_vector_type(8)));
typedef uint32_t Bits __attribute__((ext_vector_type(8)));
typedef int32_t Whole __attribute__((ext_vector_type(8)));
constexpr int64_t width8 = 8;

static inline Lanes load(const float *address) {
  Lanes lanes;
  __builtin_memcpy(&lanes, address, sizeof lanes);
  return lanes;
}

static inline void store(float *address, Lanes lanes) {
  __builtin_memcpy(address, &lanes, sizeof lanes);
}

static inline float total(Lanes lanes) {
  const auto four = lanes.lo + lanes.hi;
  const auto two = four.lo + four.hi;
  return two.x + two.y;
}

static void addScaled(float *target, const float *source, float factor, int64_t count) {
  int64_t i = 0;
  for (; i + width8 <= count; i += width8) {
    store(target + i, load(target + i) + factor * load(source + i));
  }
  for (; i < count; i++) target[i] += factor * source[i];
}

static float product(const float *left, const float *right, int64_t count) {
  Lanes sum = 0;
  int64_t i = 0;
  for (; i + width8 <= count; i += width8) sum += load(left + i) * load(right + i);
  float result = total(sum);
  for (; i < count; i++) result += left[i] * right[i];
  return result;
}

static void products(const float *left, int64_t lefts, const float *right, int64_t rights,
                     int64_t width, float scale, float *scores) {
  for (int64_t i = 0; i < lefts; i++) {
    const float *a = left + i * width;
    float *row = scores + i * rights;
    int64_t j = 0;
    // Four at a time share the loads of the left row and hide the latency of the sums.
    for (; j + 4 <= rights; j += 4) {
      const float *b = right + j * width;
      Lanes s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      int64_t k = 0;
      for (; k + width8 <= width; k += width8) {
        const Lanes x = load(a + k);
        s0 += x * load(b + k);
        s1 += x * load(b + width + k);
        s2 += x * load(b + 2 * width + k);
        s3 += x * load(b + 3 * width + k);
      }
      float t0 = total(s0), t1 = total(s1), t2 = total(s2), t3 = total(s3);
      for (; k < width; k++) {
        t0 += a[k] * b[k];
        t1 += a[k] * b[width + k];
        t2 += a[k] * b[2 * width + k];
        t3 += a[k] * b[3 * width + k];
      }
      row[j] = scale * t0;
      row[j + 1] = scale * t1;
      row[j + 2] = scale * t2;
      row[j + 3] = scale * t3;
    }
    for (; j < rights; j++) row[j] = scale * product(a, right + j * width, width);
  }
}

static void combine(float *target, int64_t targets, int64_t targetStep, const float *weights,
                    int64_t rowStep, int64_t columnStep, const float *source, int64_t sources,
                    int64_t sourceStep, int64_t width) {
  for (int64_t i = 0; i < targets; i++) {
    const float *w = weights + i * rowStep;
    float *t = target + i * targetStep;
    int64_t k = 0;
    // 32 sums stay in registers while the sources go by.
    for (; k + 4 * width8 <= width; k += 4 * width8) {
      Lanes s0 = load(t + k), s1 = load(t + k + 8), s2 = load(t + k + 16), s3 = load(t + k + 24);
      for (int64_t j = 0; j < sources; j++) {
        const float *s = source + j * sourceStep + k;
        const float factor = w[j * columnStep];
        s0 += factor * load(s);
        s1 += factor * load(s + 8);
        s2 += factor * load(s + 16);
        s3 += factor * load(s + 24);
      }
      store(t + k, s0);
      store(t + k + 8, s1);
      store(t + k + 16, s2);
      store(t + k + 24, s3);
    }
    for (; k + width8 <= width; k += width8) {
      Lanes sum = load(t + k);
      for (int64_t j = 0; j < sources; j++) {
        sum += w[j * columnStep] * load(source + j * sourceStep + k);
      }
      store(t + k, sum);
    }
    for (; k < width; k++) {
      for (int64_t j = 0; j < sources; j++) t[k] += w[j * columnStep] * source[j * sourceStep + k];
    }
  }
}

// e to the power of numbers of at most zero, within two units in the last place: 2ⁿ eʳ with the
// series of eʳ up to r⁷, |r| at most half of the logarithm of two.
static inline Lanes exponential(Lanes x) {
  x = __builtin_elementwise_max(x, Lanes(-87));
  const Lanes n = __builtin_elementwise_rint(x * 1.44269504f);
  const Lanes r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  Lanes sum = 1.98412698e-4f;
  sum = sum * r + 1.38888889e-3f;
  sum = sum * r + 8.33333333e-3f;
  sum = sum * r + 4.16666667e-2f;
  sum = sum * r + 1.66666667e-1f;
  sum = sum * r + 0.5f;
  sum = sum * r + 1;
  sum = sum * r + 1;
  const Whole power = (__builtin_convertvector(n, Whole) + 127) << 23;
  Lanes scale;
  __builtin_memcpy(&scale, &power, sizeof scale);
  return sum * scale;
}

static void softmaxRows(float *scores, int64_t rows, int64_t count, int64_t width) {
  for (int64_t i = 0; i < rows; i++) {
    float *row = scores + i * width;
    for (int64_t j = count; j < width; j++) row[j] = row[0];
    Lanes largest = load(row);
    for (int64_t j = width8; j < width; j += width8) {
      largest = __builtin_elementwise_max(largest, load(row + j));
    }
    const float top = __builtin_reduce_max(largest);
    for (int64_t j = 0; j < width; j += width8) store(row + j, exponential(load(row + j) - top));
    for (int64_t j = count; j < width; j++) row[j] = 0;
    Lanes sum = 0;
    for (int64_t j = 0; j < width; j += width8) sum += load(row + j);
    const float factor = 1 / total(sum);
    for (int64_t j = 0; j < width; j += width8) store(row + j, factor * load(row + j));
  }
}

static void softmaxGradients(float *gradients, const float *softmax, int64_t rows, int64_t width,
                             float factor) {
  for (int64_t i = 0; i < rows; i++) {
    float *g = gradients + i * width;
    const float *p = softmax + i * width;
    Lanes sum = 0;
    for (int64_t j = 0; j < width; j += width8) sum += load(p + j) * load(g + j);
    const float mean = total(sum);
    for (int64_t j = 0; j < width; j += width8) {
      store(g + j, factor * load(p + j) * (load(g + j) - mean));
    }
  }
}

// Wellons' "lowbias32", a 32-bit finaliser <https://github.com/skeeto/hash-prospector>.
static inline uint32_t mixed(uint32_t h) {
  h = (h ^ (h >> 16)) * 0x7feb352dU;
  h = (h ^ (h >> 15)) * 0x846ca68bU;
  return h ^ (h >> 16);
}

static void drop(float *target, const float *source, float probability, uint64_t seed,
                 int64_t count) {
  // The place is hashed twice, with a half of the seed added each time; the seed is scrambled first,
  // since neighbouring ones would give masks alike: ours.
  const uint64_t key = scrambled(seed);
  const uint32_t low = static_cast<uint32_t>(key), high = static_cast<uint32_t>(key >> 32);
  const uint32_t threshold = static_cast<uint32_t>(static_cast<double>(probability) * 4294967296.0);
  const float factor = 1 / (1 - probability);
  for (int64_t i = 0; i < count; i++) {
    const uint32_t hash = mixed(mixed(static_cast<uint32_t>(i) + low) + high);
    target[i] = hash >= threshold ? factor * source[i] : 0;
  }
}

static double sumOfSquares(const float *numbers, int64_t count) {
  // Single-precision lanes within a block, double precision across blocks.
  constexpr int64_t block = 1024;
  double result = 0;
  int64_t i = 0;
  for (; i + block <= count; i += block) {
    Lanes s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (int64_t j = i; j < i + block; j += 4 * width8) {
      const Lanes a = load(numbers + j), b = load(numbers + j + 8);
      const Lanes c = load(numbers + j + 16), d = load(numbers + j + 24);
      s0 += a * a;
      s1 += b * b;
      s2 += c * c;
      s3 += d * d;
    }
    result += total((s0 + s1) + (s2 + s3));
  }
  for (; i < count; i++) result += static_cast<double>(numbers[i]) * numbers[i];
  return result;
}

static void adamw(const CTorchAdamW &step, float *values, float *gradients, float *first,
                  float *second, int64_t count) {
  const float b1 = step.first_decay, b2 = step.second_decay, scale = step.gradient_scale;
  const float keep = 1 - step.learning_rate * step.weight_decay;
  const float rate = step.learning_rate / step.first_correction;
  const float root = 1 / __builtin_elementwise_sqrt(step.second_correction);
  const float epsilon = step.epsilon;
  int64_t i = 0;
  for (; i + width8 <= count; i += width8) {
    const Lanes g = scale * load(gradients + i);
    const Lanes m = b1 * load(first + i) + (1 - b1) * g;
    const Lanes v = b2 * load(second + i) + (1 - b2) * (g * g);
    const Lanes size = __builtin_elementwise_sqrt(v) * root + epsilon;
    store(values + i, keep * load(values + i) - rate * (m / size));
    store(first + i, m);
    store(second + i, v);
    store(gradients + i, Lanes(0));
  }
  for (; i < count; i++) {
    const float g = scale * gradients[i];
    const float m = b1 * first[i] + (1 - b1) * g;
    const float v = b2 * second[i] + (1 - b2) * (g * g);
    values[i] = keep * values[i] - rate * (m / (__builtin_elementwise_sqrt(v) * root + epsilon));
    first[i] = m;
    second[i] = v;
    gradients[i] = 0;
  }
}

static constexpr Kernels all = {addScaled, products,     combine,
                                 softmaxRows, softmaxGradients, drop, sumOfSquares, adamw};
