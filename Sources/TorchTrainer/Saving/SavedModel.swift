import Multitask
import PretrainedEncoders
public import TaskData
import Tensors

/// A trained model of the built-in trainer, from the folder in which it is kept: it predicts without the training data.
///
/// It has the targets of its training alone. A pretrained encoder is not in it: its folder must be there.
public final class SavedModel {
  let description: ModelDescription
  private let model: MultitaskModel
  private let cache: String

  /// The tasks, the primary first.
  public var tasks: [SavedTask] { description.tasks }

  /// What the model was trained on; nil if it was not told.
  public var origin: ModelOrigin? { description.origin }

  /// Creates a model.
  ///
  /// - Parameter numbers: Gives the values of a parameter by its name and shape.
  init(
    _ description: ModelDescription, cache: String,
    numbers: (_ name: String, _ shape: [Int]) throws -> [Float]
  ) throws {
    self.description = description
    self.cache = cache
    try TensorEngine.setThreads(description.settings.threads)
    let device = try description.settings.device.found()
    let encoder = try TrainerInput.mixed(
      of: [], settings: description.settings, device: device, cache: cache,
      fit: description.input
    ).encoder
    let layout = description.layout(encoder)
    // All are read before memory is taken by sizes that only the description states.
    let values = try zip(description.names(layout), layout.specifications).map {
      try numbers($0, $1.shape)
    }
    model = try MultitaskModel(
      encoder: encoder, hidden: description.settings.hiddenDimension, layout: layout,
      device: device
    ) { values[$0] }
  }

  /// Returns the task of a name, or the primary for nil.
  ///
  /// - Throws: `SavedModelError.unknownTask`.
  public func task(named name: String? = nil) throws(SavedModelError) -> SavedTask {
    guard let task = name.map({ name in tasks.first { $0.name == name } }) ?? tasks.first else {
      throw .unknownTask(name ?? "", available: tasks.map(\.name))
    }
    return task
  }

  /// Predicts the class or the number of inputs.
  ///
  /// - Parameters:
  ///   - examples: The inputs; their targets have no effect.
  ///   - name: The name of the task; nil for the primary.
  ///   - progress: Called while a frozen encoder encodes the texts.
  /// - Throws: `SavedModelError`, `PretrainedEncoderError`, `TensorError`.
  public func predictions(
    of examples: [Example], task name: String? = nil,
    progress: (EncodingProgress) -> Void = { _ in }
  ) throws -> Predictions {
    let task = try task(named: name)
    let index = tasks.firstIndex(of: task) ?? 0
    let input = try TrainerInput.mixed(
      of: [task.split(of: examples)], settings: description.settings, device: model.buffer.device,
      cache: cache, fit: description.input)
    try input.encodedOnce?.prepare(progress: progress)
    var batcher = input.batcher
    let outputs = try model.outputs(ofExamples: examples.count, task: index) {
      try batcher.batch(of: $0, task: 0, split: .training)
    }
    guard outputs.allSatisfy(\.isFinite) else { throw SavedModelError.notFinite(task: task.name) }
    return Predictions(task, outputs: outputs)
  }

  /// The parameters with their names.
  var tensors: [NamedTensor] {
    get throws {
      try zip(description.names(model.layout), model.layout.specifications).enumerated().map {
        index, parameter in
        NamedTensor(
          name: parameter.0, shape: parameter.1.shape,
          values: try model.buffer.numbers(in: model.buffer.ranges[index]))
      }
    }
  }
}
