import Dispatch
import Foundation

/// Does something on Ctrl-C, and when the process is asked to end.
///
/// Returns when the signals are listened to, so that none that comes later is lost.
///
/// - Returns: The signal sources, which listen until they are cancelled.
func onInterrupts(_ action: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
  let registered = DispatchGroup()
  let sources = [SIGINT, SIGTERM].map { number -> any DispatchSourceSignal in
    // The source puts its own handler in place of this one.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler(handler: action)
    registered.enter()
    source.setRegistrationHandler { registered.leave() }
    source.resume()
    return source
  }
  registered.wait()
  return sources
}
