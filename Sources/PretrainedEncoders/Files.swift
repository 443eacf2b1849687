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

/// Returns the decoded contents of a JSON file.
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

/// Returns the decoded contents of a JSON file; nil if there is none.
func readJSONIfPresent<Value: Decodable>(
  _ type: Value.Type, from path: String
) throws(PretrainedEncoderError) -> Value? {
  FileManager.default.fileExists(atPath: path) ? try readJSON(type, from: path) : nil
}

/// Returns whether a path is a folder or a link to one, by the entry `.` of folders.
func isFolder(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: "\(path)/.")
}

/// Returns the reason of a file error, without its path.
func reason(of error: any Error) -> String {
  let error = error as NSError
  if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError,
    underlying.domain == NSPOSIXErrorDomain
  {
    return underlying.localizedDescription
  }
  return error.localizedDescription
}

/// Returns a decoding error as a sentence with its path; `key` returns a key as the file has it.
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

/// Returns the snake-case key of a property.
func snakeCase(_ name: String) -> String {
  name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
}
