import CZlib
import Foundation

/// A file that is read once from its start to its end, and decompressed if it is gzip.
///
/// A file that is not gzip is read unchanged. Several gzip members in a row are read as one file; zeros may follow the
/// last of them, with which tapes are filled. zlib's own reader ignores whatever follows.
@safe
public final class GzipFile {
  private static let chunk = 1 << 17
  private static let mark: [UInt8] = [0x1f, 0x8b]

  private let descriptor: Int32
  private let stream: z_streamp

  /// What was read of the file and is not decompressed yet begins at `used`.
  private var input: [UInt8] = []
  private var used = 0

  /// Whether the file is gzip; nil before anything was read.
  private var isCompressed: Bool?

  /// The number of members that were read to their ends.
  private var members = 0
  private var isBetweenMembers = false

  /// Opens a file.
  ///
  /// - Throws: `GzipError.unreadable` if the file is missing or may not be read, or is a pipe or a device.
  public init(path: String) throws(GzipError) {
    let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    let kind =
      try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
    // Opening a pipe waits for a writer, and tables are read more than once.
    guard kind == nil || kind == .typeRegular || kind == .typeDirectory else {
      throw .unreadable(reason: "it is a pipe or a device, a file was expected")
    }
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    let failure = errno
    unsafe stream = z_streamp.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // With the header and the check sum of gzip.
    _ = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard descriptor >= 0 else {
      throw .unreadable(reason: unsafe String(cString: strerror(failure)))
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Returns the next bytes of the content.
  ///
  /// - Parameter count: The largest number of bytes; positive, below 2³¹.
  /// - Returns: At least one byte, or none at the end.
  /// - Throws: `GzipError` for a compressed file that is cut off or damaged, or has something else behind its end.
  public func read(upTo count: Int) throws(GzipError) -> [UInt8] {
    precondition(count > 0 && count <= Int(Int32.max), "got a count of \(count)")
    try fill()
    let isCompressed = isCompressed ?? input.starts(with: Self.mark)
    self.isCompressed = isCompressed
    guard isCompressed else { return plain(upTo: count) }
    while try hasMore() {
      let bytes = try decompressed(upTo: count)
      if !bytes.isEmpty { return bytes }
    }
    return []
  }

  /// Reads on if all that was read is used.
  private func fill() throws(GzipError) {
    guard used == input.count else { return }
    var failure: Int32?
    input = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, filled in
      let count = unsafe Foundation.read(descriptor, buffer.baseAddress, Self.chunk)
      if count < 0 { failure = errno }
      filled = max(count, 0)
    }
    used = 0
    if let failure { throw .unreadable(reason: unsafe String(cString: strerror(failure))) }
  }

  private func plain(upTo count: Int) -> [UInt8] {
    let bytes = Array(input[used..<min(used + count, input.count)])
    used += bytes.count
    return bytes
  }

  /// Whether compressed data follows: more of a member, or another one.
  private func hasMore() throws(GzipError) -> Bool {
    try fill()
    while isBetweenMembers, used < input.count, input[used] == 0 {
      used += 1
      try fill()
    }
    guard used < input.count else {
      guard isBetweenMembers else { throw .cutOff }
      return false
    }
    if isBetweenMembers {
      guard input[used] == Self.mark[0] else { throw .followed }
      unsafe inflateReset(stream)
      isBetweenMembers = false
    }
    return true
  }

  private func decompressed(upTo count: Int) throws(GzipError) -> [UInt8] {
    var code = Z_OK
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      unsafe input.withUnsafeBufferPointer { rest in
        unsafe stream.pointee.next_in = rest.baseAddress.map { unsafe $0 + used }
        unsafe stream.pointee.avail_in = UInt32(rest.count - used)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(count)
        code = unsafe inflate(stream, Z_NO_FLUSH)
        unsafe used = rest.count - Int(stream.pointee.avail_in)
      }
      unsafe filled = count - Int(stream.pointee.avail_out)
    }
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      isBetweenMembers = true
      members += 1
    // What was decompressed before is right; the next call ends here again.
    case _ where !bytes.isEmpty: break
    default:
      let reason = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "code \(code)"
      throw members > 0 && reason == "incorrect header check" ? .followed : .damaged(reason: reason)
    }
    return bytes
  }
}

/// The reason why a file cannot be read.
public enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system refuses it, for this reason.
  case unreadable(reason: String)
  /// Compressed data ends before it is complete.
  case cutOff
  /// Compressed data is damaged, with zlib's message.
  case damaged(reason: String)
  /// Something other than compressed data follows it.
  case followed

  /// The failure as a phrase.
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .cutOff: "the compressed data is cut off"
    case .damaged(let reason): "the compressed data is damaged (\(reason))"
    case .followed:
      "something else follows the compressed data: the file was perhaps copied or joined wrongly; cut it off, or "
        + "compress the rest as well"
    }
  }
}
