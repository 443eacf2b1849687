import Foundation
import Reports

/// The lines at the end of a terminal that are redrawn in place.
///
/// The size is asked for at each redraw. After a resize the terminal may have wrapped what was drawn, which is taken into
/// account.
struct LiveScreen: Sendable {
  private let descriptor: Int32
  private let hasColor: Bool

  /// The columns of each line that is drawn now.
  private var drawn: [Int] = []

  /// Opens the screen of standard error.
  ///
  /// Nil where that is no terminal, or one that cannot be redrawn.
  init?(
    descriptor: Int32 = FileHandle.standardError.fileDescriptor,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    guard isatty(descriptor) == 1, !["", "dumb"].contains(environment["TERM"] ?? "") else {
      return nil
    }
    self.descriptor = descriptor
    hasColor = (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Replaces what is drawn.
  ///
  /// - Parameter lines: The lines for a number of columns and of lines.
  mutating func draw(_ lines: (_ width: Int, _ height: Int) -> [LiveLine]) {
    let size = size
    // The cursor is below the lines, and a terminal may wrap a line that is as wide as itself.
    replace(with: lines(size.width - 1, size.height - 1), in: size)
  }

  /// Removes what is drawn.
  mutating func clear() {
    guard !drawn.isEmpty else { return }
    replace(with: [], in: size)
  }

  /// Writes over what is drawn, line by line: some terminals keep what is erased from their top on as history.
  private mutating func replace(with lines: [LiveLine], in size: (width: Int, height: Int)) {
    let rows = drawn.reduce(0) { $0 + max(($1 + size.width - 1) / max(size.width, 1), 1) }
    // What is above the top is out of reach.
    let reachable = min(rows, size.height - 1)
    let back = reachable > 0 ? "\r\u{1B}[\(reachable)A" : ""
    let rest = max(reachable - lines.count, 0)
    let erasure = String(repeating: "\u{1B}[2K\n", count: rest)
    writeErrors(
      back + lines.map { code(of: $0) + "\u{1B}[K\n" }.joined() + erasure
        + (rest > 0 ? "\u{1B}[\(rest)A" : ""))
    drawn = lines.map(\.columns)
  }

  private var size: (width: Int, height: Int) {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  private func code(of line: LiveLine) -> String {
    guard hasColor else { return line.text }
    return line.parts.map { part in
      part.emphasis.code.map { "\u{1B}[\($0)m\(part.text)\u{1B}[0m" } ?? part.text
    }.joined()
  }
}

extension LiveLine.Emphasis {
  /// The parameter of the sequence that selects it; nil for the usual.
  fileprivate var code: Int? {
    switch self {
    case .plain: nil
    case .strong: 1
    case .faint: 2
    case .good: 32
    case .bad: 31
    }
  }
}
