import Dispatch
import Foundation

/// Cancels a task on Ctrl-C, or when the process is asked to end.
///
/// - Returns: What listens for as long as it is kept and not cancelled.
func cancelling<Result>(_ task: Task<Result, any Error>) -> [any DispatchSourceSignal] {
  [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
}
