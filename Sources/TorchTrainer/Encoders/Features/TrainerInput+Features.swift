import TaskData
import Tensors

extension TrainerInput {
  /// Returns the input of tasks on text, for settings, and of tasks on numbers.
  ///
  /// - Parameter fit: What other training examples gave; nil for those of the tasks.
  /// - Throws: What `init(of:settings:device:cache:)` throws.
  static func mixed(
    of tasks: [SplitTask], settings: TorchTrainerSettings, device: Device, cache: String,
    fit: InputFit? = nil
  ) throws -> TrainerInput {
    let texts = tasks.filter { $0.task.features.isEmpty }
    let text =
      fit?.hasText ?? !texts.isEmpty
      ? try TrainerInput(
        of: texts, settings: settings, device: device, cache: cache, pairNumbers: fit?.pairNumbers)
      : nil
    let features = fit?.features ?? Self.features(of: tasks)
    if let text, features.isEmpty { return text }
    var textIndex = 0
    let sources = tasks.map { task -> MixedBatcher.Source in
      if let group = features.firstIndex(where: { $0.names == task.task.features }) {
        return .features(FeatureTable(task, group: group, scale: features[group].scale))
      }
      defer { textIndex += 1 }
      return .text(textIndex)
    }
    return TrainerInput(
      batcher: MixedBatcher(sources: sources, text: text?.batcher),
      encoder: MixedEncoder(
        text: text?.encoder, widths: features.map(\.names.count),
        outputs: text?.encoder.outputs ?? settings.hiddenDimension),
      text: text, features: features)
  }

  private static func features(of tasks: [SplitTask]) -> [FeatureList] {
    var lists: [[String]] = []
    for task in tasks where !task.task.features.isEmpty && !lists.contains(task.task.features) {
      lists.append(task.task.features)
    }
    // Tasks with the same features share the scale, since they share a layer.
    return lists.map { list in
      let rows = tasks.filter { $0.task.features == list }.flatMap { $0.training.map(\.features) }
      return FeatureList(names: list, scale: FeatureScale(rows, count: list.count))
    }
  }
}
