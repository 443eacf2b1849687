import Foundation

/// A message of Protocol Buffers as it is written, field by field.
///
/// Follows <https://protobuf.dev/programming-guides/encoding>.
struct ProtobufMessage {
  private(set) var bytes = Data()

  init(_ fill: (inout ProtobufMessage) -> Void = { _ in }) {
    fill(&self)
  }

  /// Adds an integer, such as that of an enumeration.
  mutating func add(_ value: Int, _ field: Int) {
    add(key: field, wireType: 0)
    add(varint: UInt64(bitPattern: Int64(value)))
  }

  /// Adds a double.
  mutating func add(_ value: Double, _ field: Int) {
    add(key: field, wireType: 1)
    bytes.append(littleEndian: value.bitPattern)
  }

  /// Adds a number in single precision.
  mutating func add(single value: Double, _ field: Int) {
    add(key: field, wireType: 5)
    bytes.append(littleEndian: Float(value).bitPattern)
  }

  /// Adds a text.
  mutating func add(_ value: String, _ field: Int) {
    add(Data(value.utf8), field)
  }

  /// Adds bytes.
  mutating func add(_ value: Data, _ field: Int) {
    add(key: field, wireType: 2)
    add(varint: UInt64(value.count))
    bytes.append(value)
  }

  /// Adds a message.
  mutating func add(_ value: ProtobufMessage, _ field: Int) {
    add(value.bytes, field)
  }

  /// Adds packed doubles.
  mutating func add(_ values: [Double], _ field: Int) {
    var packed = Data()
    for value in values { packed.append(littleEndian: value.bitPattern) }
    add(packed, field)
  }

  private mutating func add(key field: Int, wireType: UInt64) {
    add(varint: UInt64(field) << 3 | wireType)
  }

  private mutating func add(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension Data {
  /// Appends an integer, the lowest byte first.
  mutating func append<Integer: FixedWidthInteger>(littleEndian value: Integer) {
    for shift in stride(from: 0, to: Integer.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
