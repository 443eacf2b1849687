import Foundation

/// The built tool as `autosem optimize`, spoken to line by line.
final class Conversation {
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var unread = Data()

  /// Starts the tool.
  init(_ options: [String] = []) throws {
    // Writing to a tool that has ended is an error of that write, and not the end of the tests.
    signal(SIGPIPE, SIG_IGN)
    process.executableURL = Tool.products.appending(path: "autosem")
    process.arguments = ["optimize"] + options
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// Writes a text as it stands.
  func write(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Reads the next line; nil once there will be none.
  func read() -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: unread[unread.startIndex..<end], as: UTF8.self)
        unread = Data(unread[(end + 1)...])
        return line
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }

  /// Says a line and returns the answer; nil from a tool that has ended.
  func say(_ line: String) throws -> String? {
    try write(line + "\n")
    return read()
  }

  /// Ends the input and returns the exit code.
  func end() throws -> Int32 {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Ends the tool as a power cut would.
  func killed() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// All that the tool, once ended, wrote to standard error.
  func complaints() -> String {
    String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
