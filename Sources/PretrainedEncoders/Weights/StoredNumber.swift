/// A little-endian floating-point format of a file.
enum StoredNumber: Sendable {
  case single, half, brain

  /// The bytes of a number.
  var byteCount: Int { self == .single ? 4 : 2 }

  /// Whether a number is finite, also in this format.
  func holds(_ value: Float) -> Bool {
    // From halfway to the power of two on, half precision rounds up to infinity.
    self == .half ? abs(value) < 65_520 : value.isFinite
  }

  /// Appends numbers that start at a byte of a file.
  func read(
    _ bytes: Span<UInt8>, from start: Int, count: Int, into values: inout OutputSpan<Float>
  ) {
    switch self {
    case .single:
      for offset in stride(from: start, to: start + 4 * count, by: 4) {
        values.append(Float(bitPattern: bytes.word(at: offset, of: UInt32.self)))
      }
    case .half:
      for offset in stride(from: start, to: start + 2 * count, by: 2) {
        values.append(number(ofHalf: bytes.word(at: offset, of: UInt16.self)))
      }
    case .brain:
      for offset in stride(from: start, to: start + 2 * count, by: 2) {
        let bits = bytes.word(at: offset, of: UInt16.self)
        values.append(Float(bitPattern: UInt32(bits) << 16))
      }
    }
  }

  /// Appends the bytes of numbers.
  func write(_ values: [Float], to bytes: inout [UInt8]) {
    for value in values {
      switch self {
      case .single: bytes.append(word: value.bitPattern)
      case .half: bytes.append(word: Float16(value).bitPattern)
      case .brain: bytes.append(word: UInt16(truncatingIfNeeded: value.bitPattern >> 16))
      }
    }
  }
}

/// Returns the number of a half-precision bit pattern.
///
/// By integers and one product, since not every processor has an instruction for it; the product also
/// converts subnormal numbers.
private func number(ofHalf bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  guard bits & 0x7c00 != 0x7c00 else {
    return Float(bitPattern: sign | 0x7f80_0000 | UInt32(bits & 0x03ff) << 13)
  }
  let magnitude = Float(bitPattern: UInt32(bits & 0x7fff) << 13) * 0x1p112
  return Float(bitPattern: magnitude.bitPattern | sign)
}

extension Span<UInt8> {
  /// The little-endian number at a byte.
  func word<Word: FixedWidthInteger & UnsignedInteger>(at offset: Int, of type: Word.Type) -> Word {
    var word: Word = 0
    for byte in 0..<Word.bitWidth / 8 { word |= Word(self[offset + byte]) << Word(8 * byte) }
    return word
  }
}

extension [UInt8] {
  /// Adds a little-endian number.
  mutating func append(word: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: word.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}
