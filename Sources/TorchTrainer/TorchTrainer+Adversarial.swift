import Multitask
import TaskWeighting
import Tensors

/// Adversarial steps; the graphs of all batches exist at once, since a discriminator compares two tasks.
extension TorchTrainer: AdversarialTrainer {
  /// Takes a step of AMTNN.
  ///
  /// Differs in the optimiser, AdamW in place of gradient descent with momentum, and in tasks with different
  /// labels, which the paper does not have: the shares of such pairs have no effect on losses or features.
  ///
  /// - Throws: `SharingError.noCommonFeatures` unless all tasks share the encoder, and what the protocol's
  ///   method throws.
  func adversarialStep(
    relations: [[Double]], distance: TaskDistance
  ) throws -> AdversarialRelations.Measurement {
    guard settings.sharing == .hard else {
      throw SharingError.noCommonFeatures(sharing: settings.sharing)
    }
    let discriminators = try discriminators(of: distance)
    let batches = tasks.indices.map { nextBatch(of: $0) }
    let features = try batches.map { try self.features(of: $0) }
    let (loss, shown) = try discriminators.loss(of: features, relations: relations) { head, task in
      guard tasks[head].readsLabels(of: tasks[task]) else { return nil }
      let risk = try self.loss(
        of: model.outputs(of: features[task], task: head), on: batches[task])
      _ = try finite(Double(risk.item()), task)
      return risk
    }
    try loss.backward()
    try update(heads: Array(tasks.indices), momentsOf: 0)
    try discriminators.update()
    return shown
  }

  /// Returns the discriminators, new ones for another distance.
  private func discriminators(of distance: TaskDistance) throws -> PairDiscriminators {
    if let discriminators, discriminators.distance == distance { return discriminators }
    let made = try newDiscriminators(of: distance)
    discriminators = made
    return made
  }

  private func newDiscriminators(of distance: TaskDistance) throws -> PairDiscriminators {
    try PairDiscriminators(
      tasks: tasks.count, features: model.hidden, distance: distance,
      learningRate: settings.learningRate, streams: streams, on: model.buffer.device)
  }

  func write(_ discriminators: PairDiscriminators, to writer: inout StateWriter) throws {
    writer.append(TaskDistance.allCases.firstIndex(of: discriminators.distance) ?? 0)
    try discriminators.write(to: &writer)
  }

  /// Reads discriminators; nil if they do not fit.
  func discriminators(from reader: inout StateReader) throws -> PairDiscriminators? {
    guard let number = reader.integer(), TaskDistance.allCases.indices.contains(number) else {
      return nil
    }
    let made = try newDiscriminators(of: TaskDistance.allCases[number])
    return try made.read(from: &reader) ? made : nil
  }
}
