import Foundation

/// The parameters of an encoder: `model.safetensors`, or the shards that its index lists.
public struct EncoderWeights: Sendable {
  /// The files that parameters are read from, with the index, by name.
  let names: [String]

  private let family: EncoderFamily
  private let shards: [SafetensorsFile]
  /// The file that is named when a parameter is missing.
  private let path: String

  /// Opens the files and checks their headers.
  ///
  /// - Throws: `PretrainedEncoderError.missingFile`, `.unreadable`, `.malformedJSON`,
  ///   `.damagedWeights` or `.onlyPickled`.
  init(folder: String, family: EncoderFamily) throws(PretrainedEncoderError) {
    let whole = "model.safetensors"
    let index = "\(whole).index.json"
    func exists(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: "\(folder)/\(name)")
    }
    self.family = family
    var listed = [whole]
    if exists(whole) || !exists(index) {
      guard exists(whole) || !exists("pytorch_model.bin") else {
        throw .onlyPickled(path: "\(folder)/pytorch_model.bin")
      }
      names = listed
      path = "\(folder)/\(whole)"
    } else {
      listed = Set(try readJSON(IndexFile.self, from: "\(folder)/\(index)").weightMap.values)
        .sorted()
      names = [index] + listed
      path = "\(folder)/\(index)"
    }
    var shards: [SafetensorsFile] = []
    for name in listed { shards.append(try SafetensorsFile(path: "\(folder)/\(name)")) }
    self.shards = shards
  }

  /// Returns a parameter, row-major, whatever name the family's files give it.
  ///
  /// - Parameters:
  ///   - name: The parameter's name within BERT: `embeddings.word_embeddings.weight`.
  ///   - shape: The shape that it must have.
  /// - Throws: `PretrainedEncoderError` as `SafetensorsFile.floats(of:shape:)` does.
  public func floats(of name: String, shape: [Int]) throws(PretrainedEncoderError) -> [Float] {
    let (shard, name) = try place(of: name)
    return try shard.floats(of: name, shape: shape)
  }

  /// Checks that a parameter is there with a shape, without reading its numbers.
  ///
  /// - Throws: `PretrainedEncoderError.missingTensor`, `.wrongShape` or `.wrongElements`.
  public func check(_ name: String, shape: [Int]) throws(PretrainedEncoderError) {
    let (shard, name) = try place(of: name)
    try shard.tensor(name, shape: shape)
  }

  /// Returns the file that has a parameter, and the parameter's name there.
  private func place(
    of parameter: String
  ) throws(PretrainedEncoderError) -> (SafetensorsFile, String) {
    let names = family.names(of: parameter)
    for name in names {
      if let shard = shards.first(where: { $0.tensors[name] != nil }) { return (shard, name) }
    }
    throw .missingTensor(names[0], path: path)
  }
}

/// `model.safetensors.index.json`.
private struct IndexFile: Decodable {
  /// The file of each tensor.
  let weightMap: [String: String]
}
