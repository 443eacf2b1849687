public import Foundation
import Synchronization

/// The log of the commands' standard error in the folder of a run.
///
/// The first process starts before the folder exists; its lines are kept until the file is opened.
public final class CommandLog: Sendable {
  private struct State {
    var file: FileHandle?
    var waiting: [String] = []
    var processes = 0
  }

  private static let maximumWaitingLines = 1000
  private let state = Mutex(State())

  /// The processes that were asked to end and have not ended yet.
  let endingProcesses = DispatchGroup()

  /// The name of the file in the folder of a run.
  public static let fileName = "trainer.log"

  /// Creates a log without a file.
  public init() {}

  /// Opens the file in the folder of a run; lines are appended to it from now on.
  ///
  /// - Throws: What Foundation throws when the file cannot be written.
  public func open(in folder: URL) throws {
    let path = folder.appending(path: Self.fileName)
    if !FileManager.default.fileExists(atPath: path.path(percentEncoded: false)) {
      try Data().write(to: path)
    }
    try state.withLock { state in
      let file = try FileHandle(forWritingTo: path)
      try file.seekToEnd()
      try file.write(contentsOf: Data(state.waiting.joined().utf8))
      (state.file, state.waiting) = (file, [])
    }
  }

  /// Returns the number of a new process, from zero.
  func begin() -> Int {
    state.withLock { state in
      defer { state.processes += 1 }
      return state.processes
    }
  }

  /// Appends a line of a process.
  ///
  /// A failure to write, on a full disk for example, does not stop a search.
  func write(_ line: String, from process: Int) {
    let text = "[\(process)] \(line)\n"
    state.withLock { state in
      if let file = state.file {
        try? file.write(contentsOf: Data(text.utf8))
      } else if state.waiting.count < Self.maximumWaitingLines {
        state.waiting.append(text)
      }
    }
  }
}
