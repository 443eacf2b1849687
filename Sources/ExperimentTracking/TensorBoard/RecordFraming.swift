import Foundation

/// The framing of records in TensorFlow's event files: the length, its checksum, the record, its checksum.
///
/// Follows <https://www.tensorflow.org/tutorials/load_data/tfrecord>.
enum RecordFraming {
  /// Returns a record with its frame.
  static func framed(_ record: Data) -> Data {
    var length = Data()
    length.append(littleEndian: UInt64(record.count))
    var framed = length
    framed.append(littleEndian: maskedChecksum(of: length))
    framed.append(record)
    framed.append(littleEndian: maskedChecksum(of: record))
    return framed
  }

  /// The checksum as it is stored: rotated, with a constant added.
  private static func maskedChecksum(of bytes: Data) -> UInt32 {
    let checksum = checksum(of: bytes)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }

  /// Returns the cyclic redundancy check CRC-32C (Castagnoli) of bytes.
  static func checksum(of bytes: Data) -> UInt32 {
    ~bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 0 ? value >> 1 : value >> 1 ^ 0x82F6_3B78
    }
  }
}
