import Synchronization

/// Journals what several workers finish and tells the observer, one after the other.
final class Recorder: Sendable {
  private let turn = Mutex(())
  private let observer: SearchObserver

  init(observer: @escaping SearchObserver) {
    self.observer = observer
  }

  /// Writes, then tells.
  func record(_ event: SearchEvent, writing: () throws -> Void) throws {
    try turn.withLock { _ in
      try writing()
      observer(event)
    }
  }
}
