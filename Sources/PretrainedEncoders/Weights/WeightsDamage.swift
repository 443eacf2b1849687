/// A problem of a file of weights.
public enum WeightsDamage: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file is shorter than the length of its header, eight bytes.
  case noHeader(bytes: Int)

  /// The header is longer than the format allows.
  case headerTooLong(bytes: UInt64, limit: Int)

  /// The header is longer than the rest of the file.
  case headerBeyondEnd(bytes: Int, available: Int)

  /// The header is not a JSON object, or has the wrong form.
  case malformedHeader(reason: String)

  /// A name occurs twice in the header.
  case repeatedName

  /// A tensor's element type is unknown.
  case unknownElements(tensor: String, found: String)

  /// A tensor's shape has a negative number, or its number of elements overflows.
  case impossibleShape(tensor: String, [Int])

  /// A tensor's byte range is not a pair of ascending, non-negative numbers.
  case impossibleOffsets(tensor: String, [Int])

  /// A tensor's byte range does not fit its shape and element type.
  case wrongLength(tensor: String, found: Int, expected: Int)

  /// A tensor overlaps the one before it, or leaves a gap.
  case wrongStart(tensor: String, found: Int, expected: Int)

  /// The tensors do not end at the end of the file.
  case wrongEnd(found: Int, expected: Int)

  /// The problem as a phrase.
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
    case .impossibleOffsets(let tensor, let offsets):
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
