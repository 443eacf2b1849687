/// The parameters of a multi-task model in their order: those that all tasks share, then each task's own.
struct ParameterLayout {
  /// The shapes and initial values.
  let specifications: [ParameterSpecification]

  /// The number of the random stream of each parameter; copies of a parameter have the same.
  let streams: [Int]

  /// The number of tasks.
  let tasks: Int

  /// The number of parameters that all tasks share.
  let shared: Int

  /// The number of each task's own parameters: its copies of unshared layers, and the two of its head.
  let own: Int

  /// Creates the layout of an encoder, a hidden layer and heads.
  ///
  /// - Parameter outputs: The number of outputs of each task's head.
  init(
    encoder: any SentenceEncoder, hidden: Int, outputs: [Int], sharing: ParameterSharing
  ) {
    let body = encoder.parameters + [.weights(encoder.outputs, hidden), .bias(hidden)]
    let shared = sharing.sharedParameters(encoder: encoder.parameters.count)
    var streams = Array(0..<shared)
    var specifications = Array(body[..<shared])
    for (task, width) in outputs.enumerated() {
      streams += shared..<body.count
      streams += (0..<2).map { body.count + 2 * task + $0 }
      specifications += body[shared...]
      specifications += [.weights(hidden, width, gain: 0.1), .bias(width)]
    }
    self.specifications = specifications
    self.streams = streams
    self.shared = shared
    tasks = outputs.count
    own = body.count - shared + 2
  }

  /// Returns the indices of the parameters of a task's model: the encoder's, the hidden layer's, the head's.
  func parameters(of task: Int) -> [Int] {
    Array(0..<shared) + (shared + task * own..<shared + (task + 1) * own)
  }

  /// Returns the name of each parameter, `[parameters]`.
  ///
  /// - Parameter tasks: The names of the tasks.
  func names(tasks: [String]) -> [String] {
    let body = shared + own - 2
    let layers =
      (0..<body - 2).map { "encoder.\($0)" } + ["hidden.weights", "hidden.biases"]
      + ["head.weights", "head.biases"]
    return layers[..<shared] + tasks.flatMap { task in layers[shared...].map { "\(task).\($0)" } }
  }
}
