import Foundation

/// Returns the bytes of a file.
func readFile(_ path: String, mapped: Bool = false) throws(PretrainedEncoderError) -> Data {
  guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
  guard !isFolder(path) else {
    throw .unreadable(path: path, reason: "it is a folder, a file was expected")
  }
  do {
    return try Data(contentsOf: URL(filePath: path), options: mapped ? .alwaysMapped : [])
  } catch {
    throw .unreadable(path: path, reason: reason(of: error))
  }
}

/// Returns what a JSON file holds.
func readJSON<Value: Decodable>(
  _ type: Value.Type, from path: String
) throws(PretrainedEncoderError) -> Value {
  let bytes = try readFile(path)
  do {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: bytes)
  } catch {
    throw .malformedJSON(path: path, reason: sentence(on: error, key: snakeCase))
  }
}

/// Returns what a JSON file holds, or nothing where there is no such file.
func readJSONIfPresent<Value: Decodable>(
  _ type: Value.Type, from path: String
) throws(PretrainedEncoderError) -> Value? {
  FileManager.default.fileExists(atPath: path) ? try readJSON(type, from: path) : nil
}

/// Whether there is a folder, or a link to one, at a path: only in a folder is there a dot.
func isFolder(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: "\(path)/.")
}

/// The part of a file error that says why, without the path that we name ourselves.
func reason(of error: any Error) -> String {
  let error = error as NSError
  if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError,
    underlying.domain == NSPOSIXErrorDomain
  {
    return underlying.localizedDescription
  }
  return error.localizedDescription
}

/// What a decoder found wrong, and where; a function makes the file's word of a key.
func sentence(on error: any Error, key: (String) -> String = { $0 }) -> String {
  func quoted(_ path: [any CodingKey]) -> String {
    "'\(path.map { $0.intValue.map(String.init) ?? key($0.stringValue) }.joined(separator: "."))'"
  }
  return switch error {
  case DecodingError.keyNotFound(let key, let context):
    "\(quoted(context.codingPath + [key])) is missing"
  case DecodingError.typeMismatch(_, let context) where context.codingPath.isEmpty:
    context.debugDescription
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    "\(quoted(context.codingPath)): \(context.debugDescription)"
  default:
    "it is no JSON, or a number in it is too large or not whole"
  }
}

/// The key of a file that a decoder made a property's name of.
private func snakeCase(_ name: String) -> String {
  name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
}
