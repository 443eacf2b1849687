import GSLNumerics
import Multitask

/// What stands before a command's own bytes in a snapshot, so that a command never sees a snapshot that
/// is cut short or that another command made.
struct SnapshotSeal {
  /// A hash of who made the snapshot, and one of what it holds.
  private static let length = 16

  private let maker: UInt64

  init(command: [String], tasks: [String]) {
    var hash = ByteHash()
    for text in command + tasks { hash.absorb(text) }
    maker = hash.value
  }

  /// Puts the seal before bytes.
  func sealed(_ bytes: [UInt8]) -> TrainerSnapshot {
    TrainerSnapshot(bytes: seal(of: bytes) + bytes)
  }

  /// Returns the bytes behind the seal.
  ///
  /// - Throws: `TrainerError.damagedSnapshot`.
  func opened(_ snapshot: TrainerSnapshot) throws(TrainerError) -> [UInt8] {
    let bytes = Array(snapshot.bytes.dropFirst(Self.length))
    guard Array(snapshot.bytes.prefix(Self.length)) == seal(of: bytes) else {
      throw .damagedSnapshot(bytes: snapshot.bytes.count)
    }
    return bytes
  }

  private func seal(of bytes: [UInt8]) -> [UInt8] {
    var hash = ByteHash()
    hash.absorb(UInt64(bytes.count))
    for byte in bytes { hash.absorb(byte) }
    return [maker, hash.value].flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
  }
}
