import PretrainedEncoders

/// A problem of a saved model, or of inputs for it.
public enum SavedModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A folder has no file of a model.
  case noModel(folder: String)

  /// A file cannot be read or written.
  case unreadable(path: String, reason: String)

  /// The description is no JSON, or not that of a model.
  case wrongDescription(path: String, reason: String)

  /// The weights are damaged, or not those that the description calls for.
  case wrongWeights(path: String, reason: String)

  /// The pretrained encoder is not the one that the model was trained with.
  case otherEncoder(path: String)

  /// The model has no task of a name.
  case unknownTask(String, available: [String])

  /// The tasks of the model come from no file, so it is not known what columns a file must have.
  case noColumns(task: String)

  /// An input is not of the task's kind; inputs count from zero.
  case wrongInput(task: String, index: Int, found: String, expected: String)

  /// An output is not finite.
  case notFinite(task: String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noModel(let folder):
      "'\(folder)' holds no model: 'autosem resume' with --save-model trains and keeps one there"
    case .unreadable(let path, let reason):
      "'\(path)' cannot be read or written: \(reason)"
    case .wrongDescription(let path, let reason), .wrongWeights(let path, let reason):
      "\(path): \(reason): delete the file, and let 'autosem resume' with --save-model make it again"
    case .otherEncoder(let path):
      "the pretrained encoder in '\(path)' is not the one that the model was trained with: put that back, or "
        + "name its folder with --encoder"
    case .unknownTask(let name, let available):
      "the model has no task '\(name)': \(available.map { "'\($0)'" }.joined(separator: ", ")) "
        + "\(available.count == 1 ? "was" : "were") expected"
    case .noColumns(let task):
      "the examples of '\(task)' came from no file, so it is not known which columns a file must have: predict "
        + "from a Swift program"
    case .wrongInput(let task, let index, let found, let expected):
      "input \(index) of '\(task)' has \(found), \(expected)"
    case .notFinite(let task):
      "the model makes of an input of '\(task)' a number that is not finite: are its features as large as in "
        + "training?"
    }
  }
}

extension SavedModelError {
  /// A problem of the file of weights.
  init(_ error: PretrainedEncoderError, path: String) {
    switch error {
    case .missingFile: self = .wrongWeights(path: path, reason: "the file does not exist")
    case .unreadable(_, let reason): self = .unreadable(path: path, reason: reason)
    case .damagedWeights(_, let damage): self = .wrongWeights(path: path, reason: "\(damage)")
    case .missingTensor(let name, _):
      self = .wrongWeights(path: path, reason: "the tensor '\(name)' is missing")
    case .wrongShape(let tensor, _, let found, let expected):
      self = .wrongWeights(
        path: path,
        reason:
          "the tensor '\(tensor)' has the shape \(found), \(expected) was expected after model.json"
      )
    case .wrongElements(let tensor, _, let found):
      self = .wrongWeights(
        path: path, reason: "the elements of the tensor '\(tensor)' are \(found), F32 was expected")
    case .notFinite(let tensor, _, let index):
      self = .wrongWeights(
        path: path, reason: "element \(index) of the tensor '\(tensor)' is no finite number")
    default: self = .wrongWeights(path: path, reason: "\(error)")
    }
  }
}
