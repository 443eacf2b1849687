import Foundation

/// Encoded texts on disk, so that a frozen encoder encodes each text once.
///
/// A folder has the vectors of one model and kind in segments. A segment is written completely, then
/// renamed, and never changed. A process that is killed loses only its current segment, and any number
/// of processes may read and write at once. Segments are memory-mapped.
public struct VectorCache: Sendable {
  /// The kind of vectors of a text.
  public enum Kind: Hashable, Sendable {
    /// One vector, in single precision, of a text with at most this number of tokens.
    case sentences(tokenLimit: Int)

    /// The vectors of each token, one of each layer named, in half precision.
    case tokens(layers: [Int], tokenLimit: Int)
  }

  /// The location of the vectors of a text.
  public struct Entry: Sendable {
    /// The number of rows: 1, or the text's tokens.
    public let rows: Int

    let segment: Int
    let start: Int
  }

  /// The length of a row.
  public let width: Int

  /// The folder of this model and kind.
  public let folder: String

  private let numbers: StoredNumber
  private var segments: [VectorSegment] = []
  private var names: Set<String> = []
  private var entries: [WideHash: Entry] = [:]

  /// The number of texts in the cache.
  public var count: Int { entries.count }

  /// Opens the vectors of a model and kind, and creates their folder if it is missing.
  ///
  /// - Parameters:
  ///   - model: The model's `EncoderFolder.fingerprint`.
  ///   - kind: The kind of vectors.
  ///   - width: The length of a row: the hidden size, times the layers of a token.
  ///   - cache: The folder of the whole cache.
  /// - Throws: `PretrainedEncoderError.unreadable`.
  /// - Precondition: The width is positive.
  public init(
    model: String, kind: Kind, width: Int, in cache: String = Self.standardFolder
  ) throws(PretrainedEncoderError) {
    precondition(width > 0, "a row holds at least one number")
    self.width = width
    switch kind {
    case .sentences(let limit):
      folder = "\(cache)/vectors/\(model)/sentences-of-\(limit)"
      numbers = .single
    case .tokens(let layers, let limit):
      let names = layers.map(String.init).joined(separator: "-")
      folder = "\(cache)/vectors/\(model)/tokens-of-\(limit)-layers-\(names)"
      numbers = .half
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unreadable(path: folder, reason: reason(of: error))
    }
    try refresh()
  }

  /// The user's cache folder: `autosem` in `XDG_CACHE_HOME`, else in `~/.cache`.
  public static var standardFolder: String {
    let stated = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? ""
    let home = FileManager.default.homeDirectoryForCurrentUser.path(percentEncoded: false)
    let parent = stated.hasPrefix("/") ? stated : "\(home)/.cache"
    return "\(parent)/autosem"
  }

  /// Reads the segments that other processes have added.
  ///
  /// A damaged segment is skipped; its texts are missing, and are encoded again.
  ///
  /// - Throws: `PretrainedEncoderError.unreadable`.
  public mutating func refresh() throws(PretrainedEncoderError) {
    let found: [String]
    do {
      found = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(path: folder, reason: reason(of: error))
    }
    for name in found.sorted()
    where name.hasSuffix(".\(VectorSegment.suffix)") && !names.contains(name) {
      let contents = try readFile("\(folder)/\(name)", mapped: true)
      guard let segment = VectorSegment(contents, width: width, numbers: numbers) else {
        continue
      }
      take(segment, name)
    }
  }

  /// Returns the indices of the missing texts, in order and without duplicates.
  public func missing(of texts: [String]) -> [Int] {
    var seen: Set<WideHash> = []
    return texts.indices.filter { index in
      let hash = WideHash(of: texts[index])
      return entries[hash] == nil && seen.insert(hash).inserted
    }
  }

  /// Returns the location of the vectors of a text, or nil if they are missing.
  public func entry(of text: String) -> Entry? { entries[WideHash(of: text)] }

  /// Returns the vectors of texts, concatenated, `[rows, width]`.
  ///
  /// - Parameter entries: Entries of this cache.
  public func vectors(of entries: [Entry]) -> [Float] {
    [Float](capacity: width * entries.reduce(0) { $0 + $1.rows }) { values in
      for entry in entries {
        segments[entry.segment].read(
          from: entry.start, count: width * entry.rows, into: &values)
      }
    }
  }

  /// Adds the vectors of texts in one segment, which is on the disk when this returns.
  ///
  /// A segment is a file: prefer tens of megabytes per call.
  ///
  /// - Parameters:
  ///   - texts: Texts that are missing.
  ///   - rows: The number of rows of each, `[texts]`.
  ///   - values: The rows of all, `[rows, width]`.
  /// - Throws: `PretrainedEncoderError.unreadable` when they cannot be written, or `.wrongVector`
  ///   when one is not finite in the cache's precision; nothing is added then.
  /// - Precondition: The counts fit each other.
  public mutating func append(
    _ texts: [String], rows: [Int], values: [Float]
  ) throws(PretrainedEncoderError) {
    precondition(
      texts.count == rows.count && rows.allSatisfy { $0 >= 0 }
        && values.count == width * rows.reduce(0, +), "as many rows are needed as are stated")
    guard !texts.isEmpty else { return }
    if let wrong = values.firstIndex(where: { !numbers.holds($0) }) {
      var end = 0
      let text = rows.firstIndex { count in
        end += width * count
        return wrong < end
      }
      throw .wrongVector(text: texts[text ?? 0], value: "\(values[wrong])")
    }
    let keys = texts.map(WideHash.init(of:))
    let bytes = VectorSegment.bytes(keys, rows, values, width: width, numbers: numbers)
    let name = try write(bytes, keys)
    let contents = try readFile("\(folder)/\(name)", mapped: true)
    if let segment = VectorSegment(contents, width: width, numbers: numbers) {
      take(segment, name)
    }
  }

  /// Writes a segment to a file and renames it when all of it is on the disk.
  private func write(
    _ bytes: [UInt8], _ keys: [WideHash]
  ) throws(PretrainedEncoderError) -> String {
    var hash = WideHash()
    for key in keys { hash.absorb(key.digits) }
    let name = "\(hash.digits).\(VectorSegment.suffix)"
    do {
      try FolderLock(folder).hold {
        let files = FileManager.default
        // A file left behind while nobody holds the lock is from a process that was killed.
        for left in try files.contentsOfDirectory(atPath: folder) where left.hasSuffix(".part") {
          try files.removeItem(atPath: "\(folder)/\(left)")
        }
        let part = URL(filePath: "\(folder)/\(name).part")
        try Data().write(to: part)
        let file = try FileHandle(forWritingTo: part)
        try file.write(contentsOf: bytes)
        try file.synchronize()
        try file.close()
        // An existing file is damaged, or was written by another process meanwhile.
        if files.fileExists(atPath: "\(folder)/\(name)") {
          try files.removeItem(atPath: "\(folder)/\(name)")
        }
        try files.moveItem(atPath: part.path(percentEncoded: false), toPath: "\(folder)/\(name)")
      }
    } catch {
      throw .unreadable(path: folder, reason: reason(of: error))
    }
    return name
  }

  private mutating func take(_ segment: VectorSegment, _ name: String) {
    for (key, start, rows) in segment.entries where entries[key] == nil {
      entries[key] = Entry(rows: rows, segment: segments.count, start: start)
    }
    segments.append(segment)
    names.insert(name)
  }
}
