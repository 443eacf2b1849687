import Foundation

/// What a process writes to standard error: into the log, and the last lines for a message.
struct ErrorTail {
  private static let mostLines = 20
  private static let longestLine = 2000

  /// The last lines.
  private(set) var lines: [String] = []

  /// The number that the lines carry in the log.
  let process: Int

  private let log: CommandLog
  private var buffer = LineBuffer()

  init(log: CommandLog) {
    self.log = log
    process = log.begin()
  }

  /// Takes bytes as they come.
  mutating func append(_ bytes: Data) {
    buffer.append(bytes)
    while let line = buffer.next() { take(line) }
    if buffer.unfinished > Self.longestLine { finish() }
  }

  /// Takes an unfinished line, too.
  mutating func finish() {
    if let line = buffer.rest() { take(line) }
  }

  private mutating func take(_ line: String) {
    // Of a progress bar that draws over itself, what a terminal would show.
    let shown = line.split(separator: "\r").last.map(String.init) ?? ""
    log.write(shown, from: process)
    guard !shown.isEmpty else { return }
    lines.append(String(shown.prefix(Self.longestLine)))
    if lines.count > Self.mostLines { lines.removeFirst() }
  }
}
