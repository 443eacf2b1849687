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
    var rows = TaskRows(self)
    // Where the number of test rows is known only at the end, or rows stay together, all are kept.
    let isBounded = group == nil && (test != nil || amount == nil)
    var sample = ExampleSample(
      capacity: isBounded ? limit.map { test == nil ? $0 + HeldOut.most : $0 } : nil, in: order)
    while try rows.advance() { sample.offer(rows.example()) }
    let count = sample.count
    let fewest = test == nil ? 3 : 2
    guard count >= fewest else { throw tooFew(in: train, rows, expected: fewest) }
    var (held, training) = sample.cut(
      heldOut: test == nil ? HeldOut.Amount.count(amount, of: count, limit: limit) : 0, limit: limit
    )
    guard test != nil || !held.isEmpty, training.count >= 2 else {
      throw .wrongTargets(
        path: train.phrase,
        found:
          "\(held.count) of \(count) rows for the test split and \(training.count) for training",
        expected: "at least 1 and 2 were expected: mend 'held_out', 'limit' or 'group', or give a "
          + "'test' file")
    }
    let encoder = ExampleEncoder(self, rows, training: training)
    encoder.encode(&training)
    encoder.encode(&held)
    let predicted = try range(of: training, labels: encoder.labels)
    var notes = notes(on: rows, labels: encoder.labels)
    func examples(_ paths: [String], _ name: String) throws(TaskDataError) -> [Example] {
      let (examples, others) = try self.examples(in: paths, after: rows, encoder)
      notes += others.counts.notes(name, missing: layout.missingValues)
      return examples
    }
    let validating: [Example]? =
      if let validation { try examples(validation, "validation") } else { nil }
    if let test { held = try examples(test, "test") }
    return TaskDataset(
      name: name, target: predicted, metric: chosenMetric, features: encoder.features,
      columns: InputColumns(of: self, features: encoder.fitted), training: training,
      validation: validating, test: held, notes: notes)
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
        path: train.phrase, found: "\(labels.count) labels",
        expected: "two were expected by \(chosenMetric.rawValue): try macro_f1 or matthews")
    }
    guard least < most else {
      throw .wrongTargets(
        path: train.phrase,
        found: target == nil
          ? "the label '\(labels[Int(least)])' in every example"
          : "the target \(least) in every example",
        expected: "at least two different ones were expected"
          + (limit == nil ? "" : " among those that 'limit' keeps"))
    }
    return target == nil ? .classes(labels) : .number(least...most)
  }
}
