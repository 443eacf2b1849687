public import Foundation
import Synchronization

/// The file of a run that takes what its commands write to standard error.
///
/// A run's folder is there only after its command was first asked for its tasks, so what comes before is
/// kept until the file is opened.
public final class CommandLog: Sendable {
  private struct State {
    var file: FileHandle?
    var waiting: [String] = []
    var processes = 0
  }

  private static let mostWaiting = 1000
  private let state = Mutex(State())

  /// The processes that were taken leave of and have not ended yet.
  let farewells = DispatchGroup()

  /// The name of the file in the folder of a run.
  public static let fileName = "trainer.log"

  /// Creates a log without a file.
  public init() {}

  /// Appends to the file in the folder of a run from now on.
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

  /// Returns the number of a process that begins, from zero.
  func begin() -> Int {
    state.withLock { state in
      defer { state.processes += 1 }
      return state.processes
    }
  }

  /// Appends a line of a process; a full disk is no reason to stop a search.
  func write(_ line: String, from process: Int) {
    let text = "[\(process)] \(line)\n"
    state.withLock { state in
      if let file = state.file {
        try? file.write(contentsOf: Data(text.utf8))
      } else if state.waiting.count < Self.mostWaiting {
        state.waiting.append(text)
      }
    }
  }
}
