/// Returns the index of the first byte of an invalid UTF-8 sequence, if there is one.
///
/// Follows table 3-7 of the Unicode standard, version 15.
func firstInvalidUTF8(in bytes: ArraySlice<UInt8>) -> Int? {
  var position = bytes.startIndex
  while position < bytes.endIndex {
    let lead = bytes[position]
    if lead < 0x80 {
      position += 1
      continue
    }
    // The range of the second byte is narrower after four of the leads.
    let (length, second): (Int, ClosedRange<UInt8>)
    switch lead {
    case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return position
    }
    guard position + length <= bytes.endIndex, second.contains(bytes[position + 1]) else {
      return position
    }
    for offset in 2..<max(length, 2) where bytes[position + offset] & 0xc0 != 0x80 {
      return position
    }
    position += length
  }
  return nil
}
