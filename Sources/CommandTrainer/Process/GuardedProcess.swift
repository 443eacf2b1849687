import CGuardian
package import Foundation

/// A process with pipes to its three standard streams.
///
/// It ends, with its children, when this value is destroyed or this program ends.
package final class GuardedProcess {
  /// What a wait ended with.
  package struct Ready: OptionSet {
    package let rawValue: Int32

    package init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    package static let output = Ready(rawValue: 1)
    package static let errors = Ready(rawValue: 2)
    package static let ending = Ready(rawValue: 4)
  }

  private let guardian: cguardian
  private let (input, output, errors, control): (FileHandle, FileHandle, FileHandle, FileHandle)
  private var isOutputOpen = true
  private var areErrorsOpen = true
  package private(set) var ending: ProcessEnding?

  /// Starts a command in a folder, without a shell.
  ///
  /// A command that cannot be started ends with `notStarted`.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments.
  ///   - folder: The working folder.
  ///   - environment: Variables that replace or join those of this process.
  /// - Throws: What Foundation throws, and `POSIXError` when the system has no room for a process.
  package init(_ command: [String], in folder: String, environment: [String: String]) throws {
    guardian = cguardian_start()
    guard guardian.error == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: guardian.error) ?? .EAGAIN)
    }
    func handle(_ descriptor: Int32) -> FileHandle {
      FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
    (input, output) = (handle(guardian.input), handle(guardian.output))
    (errors, control) = (handle(guardian.errors), handle(guardian.control))
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let texts = ([folder] + variables + command).flatMap { $0.utf8 + [0] }
    let header = [texts.count, variables.count].flatMap { number in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    try? control.write(contentsOf: Data(header + texts))
  }

  deinit {
    // The guardian ends the process group, then itself.
    for handle in [control, input, output, errors] { try? handle.close() }
    cguardian_reap(guardian.pid)
  }

  /// Writes to standard input.
  ///
  /// - Throws: What Foundation throws for a closed or a full pipe.
  func write(_ text: String) throws {
    try write(Data(text.utf8))
  }

  /// Writes bytes to standard input.
  ///
  /// - Throws: What Foundation throws for a closed or a full pipe.
  package func write(_ bytes: Data) throws {
    try input.write(contentsOf: bytes)
  }

  /// Closes standard input.
  package func closeInput() {
    try? input.close()
  }

  /// Waits until there is something to read, or the process has ended, or for this long.
  package func wait(milliseconds: Int) -> Ready {
    Ready(
      rawValue: cguardian_wait(
        isOutputOpen ? guardian.output : -1, areErrorsOpen ? guardian.errors : -1,
        ending == nil ? guardian.control : -1, Int32(clamping: milliseconds)))
  }

  /// Whether the process can write to its standard output.
  var canReply: Bool { isOutputOpen }

  /// Reads a piece of standard output; nothing at its end.
  package func readOutput() -> Data {
    let bytes = read(output)
    isOutputOpen = isOutputOpen && !bytes.isEmpty
    return bytes
  }

  /// Reads a piece of standard error; nothing at its end.
  package func readErrors() -> Data {
    let bytes = read(errors)
    areErrorsOpen = areErrorsOpen && !bytes.isEmpty
    return bytes
  }

  /// Reads how the process ended.
  package func readEnding() {
    let event = [UInt8]((try? control.read(upToCount: 2)) ?? Data())
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
