import CGuardian
import Foundation

/// A process with pipes to its three standard streams, which dies with its children when this value
/// does, or this program.
final class GuardedProcess {
  /// What a wait ended with.
  struct Ready: OptionSet {
    let rawValue: Int32
    static let output = Ready(rawValue: 1)
    static let errors = Ready(rawValue: 2)
    static let ending = Ready(rawValue: 4)
  }

  private let guardian: cguardian
  private let (input, output, errors, lifeline): (FileHandle, FileHandle, FileHandle, FileHandle)
  private var isOutputOpen = true
  private var areErrorsOpen = true
  private(set) var ending: ProcessEnding?

  /// Starts a command in a folder, without a shell.
  ///
  /// That the command cannot be run shows as its `ending`.
  ///
  /// - Throws: What Foundation throws, and `POSIXError` when the system has no room for a process.
  init(_ command: [String], in folder: String) throws {
    guardian = cguardian_start()
    guard guardian.error == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: guardian.error) ?? .EAGAIN)
    }
    func handle(_ descriptor: Int32) -> FileHandle {
      FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
    (input, output) = (handle(guardian.input), handle(guardian.output))
    (errors, lifeline) = (handle(guardian.errors), handle(guardian.lifeline))
    let texts: [UInt8] = ([folder] + command).flatMap { $0.utf8 + [0] }
    let length = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: texts.count >> $0) }
    try? lifeline.write(contentsOf: Data(length + texts))
  }

  deinit {
    // The guardian ends as soon as it has ended the group.
    for handle in [lifeline, input, output, errors] { try? handle.close() }
    cguardian_reap(guardian.pid)
  }

  /// Writes to the process's standard input.
  ///
  /// - Throws: What Foundation throws where nobody reads.
  func write(_ text: String) throws {
    try input.write(contentsOf: Data(text.utf8))
  }

  /// Lets the process see the end of its standard input.
  func closeInput() {
    try? input.close()
  }

  /// Waits until there is something to read, or the process has ended, or time is up.
  func wait(milliseconds: Int) -> Ready {
    Ready(
      rawValue: cguardian_wait(
        isOutputOpen ? guardian.output : -1, areErrorsOpen ? guardian.errors : -1,
        ending == nil ? guardian.lifeline : -1, Int32(clamping: milliseconds)))
  }

  /// Whether the process can still write to its standard output.
  var canReply: Bool { isOutputOpen }

  /// Reads what there is on standard output, a piece at most; nothing at its end.
  func readOutput() -> Data {
    let bytes = read(output)
    isOutputOpen = isOutputOpen && !bytes.isEmpty
    return bytes
  }

  /// Reads what there is on standard error, a piece at most; nothing at its end.
  func readErrors() -> Data {
    let bytes = read(errors)
    areErrorsOpen = areErrorsOpen && !bytes.isEmpty
    return bytes
  }

  /// Reads how the process ended.
  func readEnding() {
    let event = [UInt8]((try? lifeline.read(upToCount: 2)) ?? Data())
    ending =
      switch (event.first, event.last) {
      case (UInt8(ascii: "X"), let code?): .exited(Int(code))
      case (UInt8(ascii: "E"), let error?): .notStarted(Int(error))
      case (UInt8(ascii: "S"), let signal?): .signalled(Int(signal))
      // The guardian was killed, and the process with it.
      default: .signalled(9)
      }
  }

  private func read(_ handle: FileHandle) -> Data {
    let count = min(Int(cguardian_available(handle.fileDescriptor)), 1 << 16)
    return count == 0 ? Data() : (try? handle.read(upToCount: count)) ?? Data()
  }
}
