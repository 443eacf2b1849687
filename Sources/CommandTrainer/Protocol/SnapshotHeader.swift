import GSLNumerics
import Multitask

/// The header of a snapshot: a hash of the command and one of its bytes.
///
/// A command is never given a snapshot that is incomplete or another command's.
struct SnapshotHeader {
  private static let length = 16

  private let commandHash: UInt64

  init(command: [String], tasks: [String]) {
    var hash = ByteHash()
    for text in command + tasks { hash.absorb(text) }
    commandHash = hash.value
  }

  /// Returns the snapshot of a command's bytes.
  func snapshot(of bytes: [UInt8]) -> TrainerSnapshot {
    TrainerSnapshot(bytes: header(of: bytes) + bytes)
  }

  /// Returns a command's bytes in a snapshot.
  ///
  /// - Throws: `TrainerError.damagedSnapshot`.
  func bytes(of snapshot: TrainerSnapshot) throws(TrainerError) -> [UInt8] {
    let bytes = Array(snapshot.bytes.dropFirst(Self.length))
    guard Array(snapshot.bytes.prefix(Self.length)) == header(of: bytes) else {
      throw .damagedSnapshot(bytes: snapshot.bytes.count)
    }
    return bytes
  }

  private func header(of bytes: [UInt8]) -> [UInt8] {
    var hash = ByteHash()
    hash.absorb(UInt64(bytes.count))
    for byte in bytes { hash.absorb(byte) }
    return [commandHash, hash.value].flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
  }
}
