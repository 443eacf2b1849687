import Foundation
public import PretrainedEncoders

extension SavedModel {
  /// The file of the description.
  private static let descriptionFile = "model.json"

  /// The file of the weights.
  private static let weightsFile = "model.safetensors"

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - folder: The folder with `model.json` and `model.safetensors`, such as that of a run.
  ///   - encoder: The folder of the pretrained encoder; nil for where it was in training.
  ///   - cache: The folder in which a pretrained encoder's vectors are kept from run to run.
  /// - Throws: `SavedModelError`, `PretrainedEncoderError`, `DeviceError`, `TensorError`.
  public convenience init(
    contentsOf folder: String, encoder: String? = nil, cache: String = VectorCache.standardFolder
  ) throws {
    var description = try Self.description(in: folder)
    if let encoder { description.settings.model = encoder }
    // What was trained on a GPU is used wherever it is.
    if description.settings.device == .gpu { description.settings.device = .auto }
    if let expected = description.encoder {
      let encoder = try description.settings.encoderFolder()
      guard try encoder.fingerprint == expected else {
        throw SavedModelError.otherEncoder(path: encoder.path)
      }
    }
    let path = "\(folder)/\(Self.weightsFile)"
    func weights<Result>(
      _ body: () throws(PretrainedEncoderError) -> Result
    ) throws(SavedModelError) -> Result {
      do throws(PretrainedEncoderError) {
        return try body()
      } catch {
        throw SavedModelError(error, path: path)
      }
    }
    let file = try weights { () throws(PretrainedEncoderError) in
      try SafetensorsFile(path: path)
    }
    try self.init(description, cache: cache) { name, shape in
      try weights { () throws(PretrainedEncoderError) in try file.floats(of: name, shape: shape) }
    }
  }

  private static func description(in folder: String) throws(SavedModelError) -> ModelDescription {
    let path = "\(folder)/\(descriptionFile)"
    guard FileManager.default.fileExists(atPath: path) else { throw .noModel(folder: folder) }
    let description: ModelDescription
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      description = try decoder.decode(
        ModelDescription.self, from: Data(contentsOf: URL(filePath: path)))
    } catch let error as DecodingError {
      throw .wrongDescription(path: path, reason: error.phrase)
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    if let problem = description.problem { throw .wrongDescription(path: path, reason: problem) }
    return description
  }

  /// Writes the model into a folder: the weights, and then the description.
  ///
  /// - Throws: `SavedModelError.unreadable` for a file that cannot be written, `TensorError`.
  public func write(to folder: String) throws {
    let tensors = try tensors
    let path = "\(folder)/\(Self.weightsFile)"
    do throws(PretrainedEncoderError) {
      try SafetensorsFile.write(tensors, to: path)
    } catch {
      throw SavedModelError(error, path: path)
    }
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let file = "\(folder)/\(Self.descriptionFile)"
    do {
      try (encoder.encode(description) + Data("\n".utf8))
        .write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw SavedModelError.unreadable(path: file, reason: error.localizedDescription)
    }
  }
}

extension DecodingError {
  /// The place and the cause, as a phrase.
  fileprivate var phrase: String {
    let (context, key): (Context, (any CodingKey)?) =
      switch self {
      case .keyNotFound(let key, let context): (context, key)
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        (context, nil)
      @unknown default: (Context(codingPath: [], debugDescription: "\(self)"), nil)
      }
    let path = (context.codingPath + [key].compactMap(\.self)).map(\.stringValue)
      .joined(separator: ".")
    return (path.isEmpty ? "" : "'\(path)': ") + context.debugDescription
  }
}
