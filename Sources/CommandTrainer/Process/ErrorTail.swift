import Foundation

/// The standard error of a process: its lines go to the log, and the last of them into error messages.
struct ErrorTail {
  private static let maximumLines = 20
  private static let maximumLineLength = 2000

  /// The last lines.
  private(set) var lines: [String] = []

  /// The number of the process in the log.
  let process: Int

  private let log: CommandLog
  private var buffer = LineBuffer()

  init(log: CommandLog) {
    self.log = log
    process = log.begin()
  }

  /// Adds bytes.
  mutating func append(_ bytes: Data) {
    buffer.append(bytes)
    while let line = buffer.next() { add(line) }
    if buffer.unfinished > Self.maximumLineLength { finish() }
  }

  /// Ends an unfinished line.
  mutating func finish() {
    if let line = buffer.rest() { add(line) }
  }

  private mutating func add(_ line: String) {
    // A progress bar overwrites itself: only what a terminal shows at its end.
    let shown = line.split(separator: "\r").last.map(String.init) ?? ""
    log.write(shown, from: process)
    guard !shown.isEmpty else { return }
    lines.append(String(shown.prefix(Self.maximumLineLength)))
    if lines.count > Self.maximumLines { lines.removeFirst() }
  }
}
