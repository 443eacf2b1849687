/// The element type of a tensor of a safetensors file.
public enum ElementType: String, Sendable, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case brainFloat16 = "BF16"
  case float8E4M3 = "F8_E4M3"
  case float8E5M2 = "F8_E5M2"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case unsigned64 = "U64"
  case unsigned32 = "U32"
  case unsigned16 = "U16"
  case unsigned8 = "U8"
  case boolean = "BOOL"

  /// The bytes of one element.
  public var byteCount: Int {
    switch self {
    case .float64, .int64, .unsigned64: 8
    case .float32, .int32, .unsigned32: 4
    case .float16, .brainFloat16, .int16, .unsigned16: 2
    case .float8E4M3, .float8E5M2, .int8, .unsigned8, .boolean: 1
    }
  }

  /// The format of the elements, if they are floating-point numbers of 16 or 32 bits.
  var numbers: StoredNumber? {
    switch self {
    case .float32: .single
    case .float16: .half
    case .brainFloat16: .brain
    default: nil
    }
  }
}
