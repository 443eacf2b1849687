import Foundation

/// The standard error of a process: its lines go to the log, and the last of them into error messages.
struct ErrorTail {
  private static let maximumLines = 20
  private static let maximumLineLength = 2000

  /// The number of the process in the log.
  let process: Int

  private let log: CommandLog
  private var buffer = LineBuffer()

  /// The last lines that are not empty, as bytes: most of them are never shown.
  private var last: [ArraySlice<UInt8>] = []

  init(log: CommandLog) {
    self.log = log
    process = log.begin()
  }

  /// The last lines.
  var lines: [String] {
    last.map { String(String(decoding: $0, as: UTF8.self).prefix(Self.maximumLineLength)) }
  }

  /// Adds bytes.
  mutating func append(_ bytes: Data) {
    buffer.append(bytes)
    var logged: [UInt8] = []
    while let line = buffer.nextBytes() { add(line, to: &logged) }
    log.write(logged)
    if buffer.unfinished > Self.maximumLineLength { finish() }
  }

  /// Ends an unfinished line.
  mutating func finish() {
    guard let line = buffer.restBytes() else { return }
    var logged: [UInt8] = []
    add(line, to: &logged)
    log.write(logged)
  }

  private mutating func add(_ line: ArraySlice<UInt8>, to logged: inout [UInt8]) {
    // A progress bar overwrites itself: only what a terminal shows at its end.
    let shown = line.split(separator: UInt8(ascii: "\r")).last ?? []
    logged += "[\(process)] ".utf8
    logged += shown
    logged.append(UInt8(ascii: "\n"))
    guard !shown.isEmpty else { return }
    // A copy, for the buffer is long.
    last.append(ArraySlice(Array(shown)))
    if last.count > Self.maximumLines { last.removeFirst() }
  }
}
