import CZlib
import Foundation

/// A file that is read once from its start to its end, and decompressed if it is gzip.
///
/// A file that is not gzip is read unchanged. Several gzip members in a row are read as one file.
@safe
public final class GzipFile {
  private let file: gzFile

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
    guard let file = unsafe gzopen(path, "rb") else {
      throw .unreadable(reason: unsafe String(cString: strerror(errno)))
    }
    // Larger than zlib's own, or most of the time goes into small reads.
    _ = unsafe gzbuffer(file, 1 << 17)
    unsafe self.file = file
  }

  deinit {
    unsafe gzclose_r(file)
  }

  /// Returns the next bytes of the content.
  ///
  /// - Parameter count: The largest number of bytes; positive, below 2³¹.
  /// - Returns: At least one byte, or none at the end.
  /// - Throws: `GzipError` for a compressed file that is cut off or damaged.
  public func read(upTo count: Int) throws(GzipError) -> [UInt8] {
    precondition(count > 0 && count <= Int(Int32.max), "got a count of \(count)")
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      unsafe filled = max(Int(gzread(file, buffer.baseAddress, UInt32(count))), 0)
    }
    // A truncated file ends like any other; only `gzerror` reports the truncation.
    if bytes.isEmpty { try check() }
    return bytes
  }

  private func check() throws(GzipError) {
    var code: Int32 = 0
    let message = unsafe gzerror(file, &code).map { unsafe String(cString: $0) } ?? ""
    switch code {
    case Z_OK, Z_STREAM_END: return
    case Z_BUF_ERROR: throw .cutOff
    case Z_ERRNO: throw .unreadable(reason: unsafe String(cString: strerror(errno)))
    // The message begins with the path, which the caller names.
    default: throw .damaged(reason: message.split(separator: ": ").last.map(String.init) ?? message)
    }
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

  /// The failure as a phrase.
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .cutOff: "the compressed data is cut off"
    case .damaged(let reason): "the compressed data is damaged (\(reason))"
    }
  }
}
