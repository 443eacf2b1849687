import TaskData
import Tensors

extension TrainerInput {
  /// Returns the input of tasks on text, for settings, and of tasks on numbers.
  ///
  /// - Throws: What `init(of:settings:device:cache:)` throws.
  static func mixed(
    of tasks: [SplitTask], settings: TorchTrainerSettings, device: Device, cache: String
  ) throws -> TrainerInput {
    let texts = tasks.filter { $0.task.features.isEmpty }
    guard texts.count < tasks.count else {
      return try TrainerInput(of: tasks, settings: settings, device: device, cache: cache)
    }
    let text =
      texts.isEmpty
      ? nil : try TrainerInput(of: texts, settings: settings, device: device, cache: cache)
    var lists: [[String]] = []
    for task in tasks where !task.task.features.isEmpty && !lists.contains(task.task.features) {
      lists.append(task.task.features)
    }
    // Tasks with the same features share the scale, since they share a layer.
    let scales = lists.map { list in
      FeatureScale(
        tasks.filter { $0.task.features == list }.flatMap { $0.training.map(\.features) },
        count: list.count)
    }
    var textIndex = 0
    let sources = tasks.map { task -> MixedBatcher.Source in
      if let group = lists.firstIndex(of: task.task.features) {
        return .features(FeatureTable(task, group: group, scale: scales[group]))
      }
      defer { textIndex += 1 }
      return .text(textIndex)
    }
    return TrainerInput(
      batcher: MixedBatcher(sources: sources, text: text?.batcher),
      encoder: MixedEncoder(
        text: text?.encoder, widths: lists.map(\.count),
        outputs: text?.encoder.outputs ?? settings.hiddenDimension),
      encodedOnce: text?.encodedOnce)
  }
}
