public import Foundation
import Synchronization

/// The log of the commands' standard error in the folder of a run.
///
/// The first process starts before the folder exists; its lines are kept until the file is opened. What comes after
/// 100 MB is left out, and the file says so.
public final class CommandLog: Sendable {
  private struct State {
    var file: FileHandle?
    var waiting: [UInt8] = []
    var processes = 0

    /// The bytes that the file may still get.
    var room = 0
  }

  private static let maximumWaiting = 1 << 20

  /// The largest size of the file in bytes.
  private let maximumSize: Int
  private let state = Mutex(State())

  /// The processes that were asked to end and have not ended yet.
  let endingProcesses = DispatchGroup()

  /// The name of the file in the folder of a run.
  public static let fileName = "trainer.log"

  /// Creates a log without a file.
  public convenience init() {
    self.init(maximumSize: 100_000_000)
  }

  init(maximumSize: Int) {
    self.maximumSize = maximumSize
  }

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
      let size = try file.seekToEnd()
      (state.file, state.room) = (file, max(maximumSize - Int(clamping: size), 0))
      append(state.waiting, to: &state)
      state.waiting = []
    }
  }

  /// Returns the number of a new process, from zero.
  func begin() -> Int {
    state.withLock { state in
      defer { state.processes += 1 }
      return state.processes
    }
  }

  /// Appends lines.
  ///
  /// A failure to write, on a full disk for example, does not stop a search.
  func write(_ lines: [UInt8]) {
    state.withLock { state in
      if state.file != nil {
        append(lines, to: &state)
      } else {
        state.waiting += lines.prefix(Self.maximumWaiting - state.waiting.count)
      }
    }
  }

  /// Bytes that are not UTF-8 become replacement characters.
  private func append(_ lines: [UInt8], to state: inout State) {
    guard state.room > 0, !lines.isEmpty else { return }
    state.room -= lines.count
    let end = state.room > 0 ? "" : "[the log ends here: it has \(maximumSize) bytes]\n"
    try? state.file?.write(contentsOf: Data((String(decoding: lines, as: UTF8.self) + end).utf8))
  }
}
