import PretrainedEncoders

/// The names and the shapes of a BERT encoder's parameters in `BertNetwork`'s order: the embeddings, then
/// each layer.
enum BertParameters {
  /// The number of parameters of a layer.
  static let perLayer = 12

  /// A parameter of the network, and the tensors of the weights file that it concatenates.
  struct Parameter {
    let names: [String]
    /// The shape of each of the tensors.
    let part: [Int]

    var shape: [Int] { [names.count * part[0]] + part.dropFirst() }
  }

  /// Returns the parameters of the embeddings.
  static func ofEmbeddings(_ sizes: EncoderConfiguration) -> [Parameter] {
    let tables = [
      ("word_embeddings.weight", sizes.vocabularySize),
      ("position_embeddings.weight", sizes.positionRows),
      ("token_type_embeddings.weight", sizes.tokenTypes),
    ].filter { $0.1 > 0 }.map { ($0.0, [$0.1, sizes.hiddenSize]) }
    let norm = ["LayerNorm.weight", "LayerNorm.bias"].map { ($0, [sizes.hiddenSize]) }
    return (tables + norm).map { Parameter(names: ["embeddings." + $0.0], part: $0.1) }
  }

  /// Returns the parameters of a layer, counted from 0.
  static func ofLayer(_ layer: Int, _ sizes: EncoderConfiguration) -> [Parameter] {
    let (hidden, inner) = (sizes.hiddenSize, sizes.intermediateSize)
    let parts: [([String], [Int])] = [
      (["query", "key", "value"].map { "attention.self.\($0).weight" }, [hidden, hidden]),
      (["query", "key", "value"].map { "attention.self.\($0).bias" }, [hidden]),
      (["attention.output.dense.weight"], [hidden, hidden]),
      (["attention.output.dense.bias"], [hidden]),
      (["attention.output.LayerNorm.weight"], [hidden]),
      (["attention.output.LayerNorm.bias"], [hidden]),
      (["intermediate.dense.weight"], [inner, hidden]),
      (["intermediate.dense.bias"], [inner]),
      (["output.dense.weight"], [hidden, inner]),
      (["output.dense.bias"], [hidden]),
      (["output.LayerNorm.weight"], [hidden]),
      (["output.LayerNorm.bias"], [hidden]),
    ]
    return parts.map { names, part in
      Parameter(names: names.map { "encoder.layer.\(layer).\($0)" }, part: part)
    }
  }
}

extension EncoderFolder {
  /// Checks that the weights have every parameter with the shape that `config.json` gives it.
  ///
  /// Only the header of the file is read.
  ///
  /// - Throws: `PretrainedEncoderError`.
  func checkWeights() throws {
    let ofLayers = (0..<configuration.layers).flatMap { BertParameters.ofLayer($0, configuration) }
    for parameter in BertParameters.ofEmbeddings(configuration) + ofLayers {
      for name in parameter.names { try weights.check(name, shape: parameter.part) }
    }
  }

  /// Returns the numbers of a parameter.
  ///
  /// - Throws: `PretrainedEncoderError`.
  func numbers(of parameter: BertParameters.Parameter) throws -> [Float] {
    try parameter.names.flatMap { try weights.floats(of: $0, shape: parameter.part) }
  }
}
