import Multitask

extension TaskDescription {
  /// Reads the task's files, each in one pass.
  ///
  /// Without a test file a part of the training file is set aside (`HeldOut`). By default it is the same
  /// part whatever the limit is, and a smaller limit keeps a part of what a larger one keeps.
  ///
  /// - Parameters:
  ///   - order: Decides which examples are set aside and which are kept.
  ///   - amount: The number of test examples to set aside; nil for the default.
  /// - Throws: `TaskDataError` for the first problem.
  public func read(
    in order: SplitOrder, test amount: HeldOut.Amount? = nil
  ) throws(TaskDataError) -> TaskDataset {
    var targets = TargetReader(self)
    // Where the number of test rows is known only at the end, or rows stay together, all are kept.
    let isBounded = group == nil && (test != nil || amount == nil)
    var sample = ExampleSample(
      capacity: isBounded ? limit.map { test == nil ? $0 + HeldOut.most : $0 } : nil, in: order)
    try read(train, &targets) { sample.offer($0) }
    let count = sample.count
    let fewest = test == nil ? 3 : 2
    guard count >= fewest else {
      throw .tooFewExamples(path: train, found: count, expected: fewest)
    }
    var (held, training) = sample.cut(
      heldOut: test == nil ? HeldOut.Amount.count(amount, of: count, limit: limit) : 0, limit: limit
    )
    guard test != nil || !held.isEmpty, training.count >= 2 else {
      throw .wrongTargets(
        path: train,
        found:
          "\(held.count) of \(count) rows for the test split and \(training.count) for training",
        expected: "at least 1 and 2 were expected: mend 'held_out', 'limit' or 'group', or give a "
          + "'test' file")
    }
    var found = targets.labels
    if labels == nil, target == nil {
      found.sort()
      let index = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, Double($0)) })
      let numbers = targets.labels.map { index[$0] ?? 0 }
      for example in training.indices {
        training[example].target = numbers[Int(training[example].target)]
      }
      for example in held.indices { held[example].target = numbers[Int(held[example].target)] }
    }
    let predicted = try range(of: training, labels: found)
    func examples(_ path: String) throws(TaskDataError) -> [Example] {
      var targets = TargetReader(labels: found, isNumber: target != nil)
      var examples: [Example] = []
      try read(path, &targets) { examples.append($0) }
      guard !examples.isEmpty else { throw .tooFewExamples(path: path, found: 0, expected: 1) }
      return examples
    }
    var validating: [Example]?
    if let validation { validating = try examples(validation) }
    if let test { held = try examples(test) }
    return TaskDataset(
      name: name, target: predicted, metric: chosenMetric, features: features,
      training: training, validation: validating, test: held)
  }

  /// Reads the examples of a file.
  ///
  /// - Parameters:
  ///   - rows: The largest number of rows to read.
  ///   - body: Takes an example.
  func read(
    _ path: String, _ targets: inout TargetReader, rows most: Int = .max,
    _ body: (Example) -> Void
  ) throws(TaskDataError) {
    var rows = try rows(of: path)
    let file = RowOrigin.file(path)
    var numbers = [Double](repeating: 0, count: features.count)
    let last = text.count + features.count
    var count = 0
    while count < most, try rows.advance() {
      count += 1
      let target = try targets.target(in: last, of: rows, path: path)
      for feature in features.indices {
        numbers[feature] = try finiteNumber(in: feature, of: rows, path: path)
      }
      var example =
        features.isEmpty
        ? Example(first: rows.text(0), second: text.count > 1 ? rows.text(1) : nil, target: target)
        : Example(features: numbers, target: target)
      example.origin = RowOrigin(
        file: file, row: count, group: group.map { ($0, rows.text(last + 1)) })
      body(example)
    }
  }

  /// The target, if the examples have more than one value.
  private func range(
    of examples: [Example], labels: [String]
  ) throws(TaskDataError) -> TaskTarget {
    var (least, most) = (Double.infinity, -Double.infinity)
    for example in examples {
      least = min(least, example.target)
      most = max(most, example.target)
    }
    if target == nil, chosenMetric.needsTwoClasses, labels.count > 2 {
      throw .wrongTargets(
        path: train, found: "\(labels.count) labels",
        expected: "two were expected by \(chosenMetric.rawValue): try macro_f1 or matthews")
    }
    guard least < most else {
      throw .wrongTargets(
        path: train,
        found: target == nil
          ? "the label '\(labels[Int(least)])' in every example"
          : "the target \(least) in every example",
        expected: "at least two different ones were expected"
          + (limit == nil ? "" : " among those that 'limit' keeps"))
    }
    return target == nil ? .classes(labels) : .number(least...most)
  }
}
