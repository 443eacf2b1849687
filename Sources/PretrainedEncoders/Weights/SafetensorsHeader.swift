import Foundation

/// The header of a safetensors file, checked against the file's length.
///
/// Follows the format's description <https://huggingface.co/docs/safetensors>: the length of the
/// header in eight bytes, the header in JSON, the tensors without a gap between them.
struct SafetensorsHeader {
  /// The longest header that the format allows.
  static let limit = 100_000_000

  /// The tensors by name.
  let tensors: [String: SafetensorsFile.Tensor]

  /// Reads the header and checks every claim in it.
  init(of file: Data) throws(WeightsDamage) {
    guard file.count >= 8 else { throw .noHeader(bytes: file.count) }
    let claimed = file.span.word(at: 0, of: UInt64.self)
    guard claimed <= UInt64(Self.limit) else {
      throw .headerTooLong(bytes: claimed, limit: Self.limit)
    }
    let start = 8 + Int(claimed)
    guard start <= file.count else {
      throw .headerBeyondEnd(bytes: Int(claimed), available: file.count - 8)
    }
    let text = Data(file[8..<start])
    let entries: Entries
    do {
      entries = try JSONDecoder().decode(Entries.self, from: text)
    } catch {
      throw .malformedHeader(reason: sentence(on: error))
    }
    guard entries.names == memberCount(ofObject: text) else { throw .repeatedName }
    tensors = try Self.checked(entries.tensors, from: start, to: file.count)
  }

  private static func checked(
    _ entries: [(name: String, entry: Entry)], from start: Int, to end: Int
  ) throws(WeightsDamage) -> [String: SafetensorsFile.Tensor] {
    var tensors: [(name: String, tensor: SafetensorsFile.Tensor)] = []
    for (name, entry) in entries {
      let range = try entry.range(of: name, within: end - start)
      guard let elements = ElementType(rawValue: entry.dtype) else {
        throw .unknownElements(tensor: name, found: entry.dtype)
      }
      var length = elements.byteCount
      for side in entry.shape {
        let (product, overflows) = length.multipliedReportingOverflow(by: side)
        guard side >= 0, !overflows else { throw .impossibleShape(tensor: name, entry.shape) }
        length = product
      }
      guard range.count == length else {
        throw .wrongLength(tensor: name, found: range.count, expected: length)
      }
      tensors.append((name, .init(elements: elements, shape: entry.shape, bytes: range)))
    }
    tensors.sort {
      ($0.tensor.bytes.lowerBound, $0.tensor.bytes.upperBound, $0.name)
        < ($1.tensor.bytes.lowerBound, $1.tensor.bytes.upperBound, $1.name)
    }
    var reached = 0
    for (name, tensor) in tensors {
      guard tensor.bytes.lowerBound == reached else {
        throw .wrongStart(tensor: name, found: tensor.bytes.lowerBound, expected: reached)
      }
      reached = tensor.bytes.upperBound
    }
    guard reached == end - start else { throw .wrongEnd(found: reached, expected: end - start) }
    return Dictionary(
      tensors.map { name, tensor in
        let bytes = tensor.bytes.lowerBound + start..<tensor.bytes.upperBound + start
        return (name, .init(elements: tensor.elements, shape: tensor.shape, bytes: bytes))
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// One tensor of the header.
private struct Entry: Decodable {
  let dtype: String
  let shape: [Int]
  let offsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  func range(of name: String, within limit: Int) throws(WeightsDamage) -> Range<Int> {
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1] else {
      throw .impossibleOffsets(tensor: name, offsets)
    }
    guard offsets[1] <= limit else { throw .wrongEnd(found: offsets[1], expected: limit) }
    return offsets[0]..<offsets[1]
  }
}

/// All members of the header except its metadata, in the order of their names.
private struct Entries: Decodable {
  let tensors: [(name: String, entry: Entry)]
  let names: Int

  struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Name.self)
    names = members.allKeys.count
    tensors =
      try members.allKeys
      .filter { $0.stringValue != "__metadata__" }
      .sorted { $0.stringValue < $1.stringValue }
      .map { ($0.stringValue, try members.decode(Entry.self, forKey: $0)) }
  }
}

/// Returns the number of members of a JSON object, including repeated ones, which a decoder hides.
private func memberCount(ofObject text: Data) -> Int {
  var (depth, count) = (0, 0)
  var (isInString, isEscaped) = (false, false)
  for byte in text {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: ":") where depth == 1: count += 1
    default: break
    }
  }
  return count
}
