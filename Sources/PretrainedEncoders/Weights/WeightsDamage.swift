/// What is wrong with a file of weights.
public enum WeightsDamage: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file is shorter than the length of its header, eight bytes.
  case noHeader(bytes: Int)

  /// The header is longer than any is.
  case headerTooLong(bytes: UInt64, limit: Int)

  /// The header is longer than what is left of the file.
  case headerBeyondEnd(bytes: Int, available: Int)

  /// The header is no JSON object, or not of the right form.
  case malformedHeader(reason: String)

  /// A name stands in the header twice.
  case repeatedName

  /// A tensor's element type is none of the format's.
  case unknownElements(tensor: String, found: String)

  /// A tensor's shape holds a negative number, or more elements than can be counted.
  case impossibleShape(tensor: String, [Int])

  /// A tensor's place is not a pair of numbers in order and from zero.
  case impossiblePlace(tensor: String, [Int])

  /// A tensor's place does not hold as many bytes as its shape and elements take.
  case wrongLength(tensor: String, found: Int, expected: Int)

  /// A tensor begins before the one before it ends, or leaves bytes between them unused.
  case wrongStart(tensor: String, found: Int, expected: Int)

  /// The tensors end before or behind the end of the file.
  case wrongEnd(found: Int, expected: Int)

  /// The damage as half a sentence.
  public var description: String {
    switch self {
    case .noHeader(let bytes):
      "the file has \(bytes) bytes, at least 8 were expected"
    case .headerTooLong(let bytes, let limit):
      "the header claims \(bytes) bytes, at most \(limit) were expected"
    case .headerBeyondEnd(let bytes, let available):
      "the header claims \(bytes) bytes, the file holds \(available) more"
    case .malformedHeader(let reason):
      "the header is no object of tensors (\(reason))"
    case .repeatedName:
      "a name stands in the header more than once"
    case .unknownElements(let tensor, let found):
      "the tensor '\(tensor)' has the unknown elements '\(found)'"
    case .impossibleShape(let tensor, let shape):
      "the tensor '\(tensor)' has the impossible shape \(shape)"
    case .impossiblePlace(let tensor, let offsets):
      "the tensor '\(tensor)' has the impossible offsets \(offsets)"
    case .wrongLength(let tensor, let found, let expected):
      "the tensor '\(tensor)' has \(found) bytes, its shape takes \(expected)"
    case .wrongStart(let tensor, let found, let expected):
      "the tensor '\(tensor)' begins at byte \(found) of the data, the one before it ends at "
        + "\(expected)"
    case .wrongEnd(let found, let expected):
      "the tensors end at byte \(found) of the data, the file at \(expected)"
    }
  }
}
