import Foundation

/// A tensor of a safetensors file to be written, in single precision.
public struct NamedTensor: Equatable, Sendable {
  /// The name, once in a file.
  public let name: String

  /// The length of each dimension.
  public let shape: [Int]

  /// The elements, row-major.
  public let values: [Float]

  /// Creates a tensor.
  ///
  /// - Precondition: There are as many elements as the shape says.
  public init(name: String, shape: [Int], values: [Float]) {
    precondition(
      values.count == shape.reduce(1, *), "\(values.count) elements for the shape \(shape)")
    (self.name, self.shape, self.values) = (name, shape, values)
  }
}

extension SafetensorsFile {
  /// Writes tensors to a file, in their order and in one step.
  ///
  /// - Throws: `PretrainedEncoderError.unreadable` for a file that cannot be written.
  /// - Precondition: No two tensors have the same name.
  public static func write(
    _ tensors: [NamedTensor], to path: String
  ) throws(PretrainedEncoderError) {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "each name once is expected")
    var start = 0
    var entries: [String: Entry] = [:]
    for tensor in tensors {
      let end = start + 4 * tensor.values.count
      entries[tensor.name] = Entry(
        dtype: ElementType.float32.rawValue, shape: tensor.shape, offsets: [start, end])
      start = end
    }
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var header = [UInt8](try encoder.encode(entries))
      // The tensors begin at a multiple of eight bytes.
      header += repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(8 + header.count + start)
      bytes.append(word: UInt64(header.count))
      bytes += header
      for tensor in tensors { StoredNumber.single.write(tensor.values, to: &bytes) }
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .unreadable(path: path, reason: reason(of: error))
    }
  }

  private struct Entry: Encodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }
}
