/// Writes numbers as bytes, exactly, in the machine's own order.
public struct StateWriter {
  /// The bytes written.
  public private(set) var bytes: [UInt8] = []

  /// Creates an empty writer.
  public init() {}

  /// Appends a whole number, 8 bytes.
  public mutating func append(_ number: Int) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  /// Appends single-precision numbers, 4 bytes each.
  public mutating func append(_ numbers: [Float]) {
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// Appends an optimiser's moments.
  public mutating func append(_ moments: AdamWMoments) throws(TensorError) {
    let numbers = try moments.numbers()
    append(moments.steps)
    append(numbers.first)
    append(numbers.second)
  }
}

/// Reads what a `StateWriter` of the same machine wrote.
public struct StateReader {
  private let bytes: [UInt8]
  private var offset = 0

  /// Creates a reader at the start.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether nothing is left.
  public var isAtEnd: Bool { offset == bytes.count }

  /// Reads a whole number; nil if too little is left.
  public mutating func integer() -> Int? {
    guard bytes.count - offset >= 8 else { return nil }
    defer { offset += 8 }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Int.self) }
  }

  /// Reads single-precision numbers; nil if too few are left.
  public mutating func floats(_ count: Int) -> [Float]? {
    guard count >= 0, (bytes.count - offset) / 4 >= count else { return nil }
    defer { offset += 4 * count }
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + 4 * count]))
      }
      initialized = count
    }
  }

  /// Reads an optimiser's moments of a number of parameters; nil if too little is left.
  public mutating func moments(
    _ count: Int, on device: Device = .cpu
  ) throws(TensorError) -> AdamWMoments? {
    guard let steps = integer(), let first = floats(count), let second = floats(count) else {
      return nil
    }
    return try AdamWMoments(first: first, second: second, steps: steps, on: device)
  }
}
