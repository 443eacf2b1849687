/// Converts examples as they were read to those that models learn from.
///
/// Labels are numbered in their final order, a categorical column becomes one number per category (one-hot),
/// and missing numbers become the mean of the training examples.
struct ExampleEncoder {
  /// A column of features.
  private enum Column {
    /// A number, with what replaces a missing one.
    case number(mean: Double)
    /// A category, with the final position of each by the order in which they were found.
    case category(positions: [Int])
  }

  /// The labels in their final order.
  let labels: [String]

  /// The names of the numbers that the columns become.
  let features: [String]

  /// The columns of features with what was fitted to them.
  let fitted: [InputColumns.Feature]

  private let columns: [Column]
  private let hasMissing: Bool

  /// The final number of each label by the order in which they were found; nil if that is the same.
  private let numbers: [Double]?

  /// Creates the encoder of a task.
  ///
  /// - Parameters:
  ///   - rows: The rows of the training files, which were read.
  ///   - training: The training examples.
  init(_ task: TaskDescription, _ rows: TaskRows, training: [Example]) {
    let found = rows.targets.labels
    if task.labels == nil, task.target == nil {
      labels = found.sorted()
      let index = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, Double($0)) })
      numbers = labels == found ? nil : found.map { index[$0] ?? 0 }
    } else {
      (labels, numbers) = (found, nil)
    }
    var features: [String] = []
    hasMissing = task.layout.missingValues == .mean
    var columns: [Column] = []
    var fitted: [InputColumns.Feature] = []
    for (feature, name) in task.features.enumerated() {
      if let found = rows.categories[feature]?.numbers {
        let sorted = found.keys.sorted()
        features += sorted.map { "\(name)=\($0)" }
        fitted.append(InputColumns.Feature(name: name, categories: sorted))
        let positions = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        columns.append(
          .category(
            positions: found.sorted { $0.value < $1.value }.map { positions[$0.key] ?? 0 }))
      } else {
        let mean = mean(of: feature, in: training)
        features.append(name)
        fitted.append(InputColumns.Feature(name: name, mean: mean))
        columns.append(.number(mean: mean))
      }
    }
    (self.features, self.columns, self.fitted) = (features, columns, fitted)
  }

  /// Converts examples.
  func encode(_ examples: inout [Example]) {
    let isSame = features.count == columns.count && !hasMissing && !hasCategory
    guard !isSame || numbers != nil else { return }
    for index in examples.indices { examples[index] = encoded(examples[index]) }
  }

  private var hasCategory: Bool {
    columns.contains { if case .category = $0 { true } else { false } }
  }

  private func encoded(_ example: Example) -> Example {
    var result = columns.isEmpty ? example : Example(features: numbers(of: example), target: 0)
    result.origin = example.origin
    result.target = numbers?[Int(example.target)] ?? example.target
    return result
  }

  private func numbers(of example: Example) -> [Double] {
    var encoded: [Double] = []
    encoded.reserveCapacity(features.count)
    for (column, value) in zip(columns, example.features) {
      switch column {
      case .number(let mean): encoded.append(value.isNaN ? mean : value)
      case .category(let positions):
        let start = encoded.count
        encoded += repeatElement(0, count: positions.count)
        if !value.isNaN { encoded[start + positions[Int(value)]] = 1 }
      }
    }
    return encoded
  }
}

/// The mean of a feature over the examples that have it, or zero where none has.
private func mean(of feature: Int, in examples: [Example]) -> Double {
  var (sum, count) = (0.0, 0.0)
  for example in examples where !example.features[feature].isNaN {
    sum += example.features[feature]
    count += 1
  }
  return count > 0 ? sum / count : 0
}
