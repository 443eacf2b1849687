import Foundation

extension Error {
  /// What the system said was wrong with a file, without the path and Foundation's words around it.
  public var systemReason: String {
    let error = self as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    switch (cause.domain, cause.code) {
    case (NSCocoaErrorDomain, CocoaError.fileWriteUnknown.rawValue): return "it cannot be written"
    case (NSCocoaErrorDomain, CocoaError.fileReadUnknown.rawValue): return "it cannot be read"
    default:
      let general = "The operation could not be completed. "
      let text = cause.localizedDescription
      return text.hasPrefix(general) ? String(text.dropFirst(general.count)) : text
    }
  }
}
