// Rows of a table, and sums, means and maxima over groups of them, with derivatives.
//
// LibTorch's own derivative of a row look-up takes a call for each row and a gradient as large as the
// table. Here it is one loop, and where the table is a leaf that has its gradient already, the rows
// are added to it in place.
#include "Boundary.h"
#include "Compositions.h"
#include "Kernels.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

using ctorch::tensor;

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Which rows make which group. Without `offsets` each row is a group; without `rows` groups are
// ranges of the table.
struct Groups : torch::CustomClassHolder {
  std::vector<int32_t> rows;
  std::vector<int32_t> offsets;
  int64_t count = 0;
  bool mean = false;

  bool areSingle() const { return offsets.empty(); }
  int64_t row(int64_t place) const {
    return rows.empty() ? place : rows[static_cast<size_t>(place)];
  }
  float factor(int64_t length) const {
    return mean && length > 0 ? 1 / static_cast<float>(length) : 1;
  }

  void check(const at::Tensor &table) const {
    TORCH_CHECK(table.dim() == 2, "a table of rows and columns was expected, got ", table.sizes());
    const int64_t tableRows = table.size(0);
    for (const int32_t row : rows) {
      TORCH_CHECK(row >= 0 && row < tableRows, "row ", row, " of a table of ", tableRows);
    }
    if (areSingle()) return;
    const int64_t places = rows.empty() ? tableRows : static_cast<int64_t>(rows.size());
    TORCH_CHECK(offsets.front() >= 0 && offsets.back() <= places, "groups of ", places,
                " rows reach to ", offsets.back());
    for (size_t g = 1; g < offsets.size(); g++) {
      TORCH_CHECK(offsets[g - 1] <= offsets[g], "the offsets of groups must not fall");
    }
  }
};

// The gradient to add to: that of the leaf itself where it can be, else a new one of zeros.
std::pair<at::Tensor, bool> gradientOf(const at::Tensor &table) {
  if (table.is_leaf()) {
    const at::Tensor &own = table.grad();
    if (own.defined() && own.is_contiguous() && own.scalar_type() == at::kFloat) {
      return {own, true};
    }
  }
  return {at::zeros(table.sizes(), at::kFloat), false};
}

struct GroupRows : torch::autograd::Function<GroupRows> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &table,
                            const c10::intrusive_ptr<Groups> &groups) {
    const at::Tensor source = ctorch::packed(table);
    const int64_t columns = table.size(1);
    const float *from = source.data_ptr<float>();
    context->save_for_backward({table});
    context->saved_data["groups"] = c10::IValue::make_capsule(groups);
    if (groups->areSingle()) {
      at::Tensor result = at::empty({groups->count, columns}, at::kFloat);
      float *to = result.data_ptr<float>();
      for (int64_t g = 0; g < groups->count; g++) {
        std::memcpy(to + g * columns, from + groups->row(g) * columns, sizeof(float) * columns);
      }
      return result;
    }
    at::Tensor result = at::zeros({groups->count, columns}, at::kFloat);
    float *to = result.data_ptr<float>();
    const ctorch::Kernels &kernels = ctorch::kernels();
    for (int64_t g = 0; g < groups->count; g++) {
      const int64_t start = groups->offsets[g], end = groups->offsets[g + 1];
      const float factor = groups->factor(end - start);
      for (int64_t place = start; place < end; place++) {
        kernels.addScaled(to + g * columns, from + groups->row(place) * columns, factor, columns);
      }
    }
    return result;
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const at::Tensor table = context->get_saved_variables()[0];
    const auto groups = c10::static_intrusive_pointer_cast<Groups>(
        context->saved_data["groups"].toCapsule());
    const at::Tensor incoming = ctorch::packed(gradients[0]);
    const auto [gradient, inPlace] = gradientOf(table);
    const int64_t columns = table.size(1);
    const float *from = incoming.data_ptr<float>();
    float *to = gradient.data_ptr<float>();
    const ctorch::Kernels &kernels = ctorch::kernels();
    for (int64_t g = 0; g < groups->count; g++) {
      const int64_t start = groups->areSingle() ? g : groups->offsets[g];
      const int64_t end = groups->areSingle() ? g + 1 : groups->offsets[g + 1];
      const float factor = groups->factor(end - start);
      for (int64_t place = start; place < end; place++) {
        kernels.addScaled(to + groups->row(place) * columns, from + g * columns, factor, columns);
      }
    }
    return {inPlace ? at::Tensor() : gradient, at::Tensor()};
  }
};

// Which row the maximum of each column of each segment came from; -1 where the segment is empty.
struct SegmentMaximum : torch::autograd::Function<SegmentMaximum> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &table,
                            const c10::intrusive_ptr<Groups> &segments) {
    const at::Tensor source = ctorch::packed(table);
    const int64_t columns = table.size(1);
    at::Tensor result = at::zeros({segments->count, columns}, at::kFloat);
    at::Tensor origin = at::empty({segments->count, columns}, at::kInt);
    for (int64_t g = 0; g < segments->count; g++) {
      const int64_t start = segments->offsets[g], end = segments->offsets[g + 1];
      float *best = result.data_ptr<float>() + g * columns;
      int32_t *row = origin.data_ptr<int32_t>() + g * columns;
      for (int64_t c = 0; c < columns; c++) row[c] = start < end ? static_cast<int32_t>(start) : -1;
      if (start < end) {
        std::memcpy(best, source.data_ptr<float>() + start * columns, sizeof(float) * columns);
      }
      for (int64_t r = start + 1; r < end; r++) {
        const float *candidate = source.data_ptr<float>() + r * columns;
        for (int64_t c = 0; c < columns; c++) {
          row[c] = candidate[c] > best[c] ? static_cast<int32_t>(r) : row[c];
          best[c] = candidate[c] > best[c] ? candidate[c] : best[c];
        }
      }
    }
    context->save_for_backward({origin});
    context->saved_data["rows"] = table.size(0);
    return result;
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const at::Tensor origin = context->get_saved_variables()[0];
    const at::Tensor incoming = ctorch::packed(gradients[0]);
    const int64_t columns = incoming.size(1);
    at::Tensor gradient = at::zeros({context->saved_data["rows"].toInt(), columns}, at::kFloat);
    const int32_t *row = origin.data_ptr<int32_t>();
    const float *from = incoming.data_ptr<float>();
    float *to = gradient.data_ptr<float>();
    for (int64_t i = 0; i < incoming.numel(); i++) {
      if (row[i] >= 0) to[row[i] * columns + i % columns] += from[i];
    }
    return {gradient, at::Tensor()};
  }
};

}  // namespace

CTorchTensor *ctorch_rows(const CTorchTensor *table, const int32_t *rows, int64_t count) {
  return tensor([&] {
    auto groups = c10::make_intrusive<Groups>();
    groups->rows.assign(rows, rows + count);
    groups->count = count;
    groups->check(table->value);
    if (!ctorch::hasKernel(table->value)) return ctorch::composed::rows(table->value, groups->rows);
    return GroupRows::apply(table->value, groups);
  });
}

CTorchTensor *ctorch_row_groups(const CTorchTensor *table, const int32_t *rows,
                                const int32_t *offsets, int64_t count, bool mean) {
  return tensor([&] {
    auto groups = c10::make_intrusive<Groups>();
    groups->offsets.assign(offsets, offsets + count + 1);
    if (rows) groups->rows.assign(rows, rows + groups->offsets.back());
    groups->count = count;
    groups->mean = mean;
    groups->check(table->value);
    if (!ctorch::hasKernel(table->value)) {
      const at::Tensor chosen =
          rows ? ctorch::composed::rows(table->value, groups->rows) : table->value;
      return ctorch::composed::groups(chosen, groups->offsets, mean);
    }
    return GroupRows::apply(table->value, groups);
  });
}

CTorchTensor *ctorch_segment_maximum(const CTorchTensor *table, const int32_t *offsets,
                                     int64_t count) {
  return tensor([&] {
    auto segments = c10::make_intrusive<Groups>();
    segments->offsets.assign(offsets, offsets + count + 1);
    segments->count = count;
    segments->check(table->value);
    if (!ctorch::hasKernel(table->value)) {
      return ctorch::composed::segmentMaxima(table->value, segments->offsets);
    }
    return SegmentMaximum::apply(table->value, segments);
  });
}
