import Foundation

/// Reads the examples of one file of a task.
struct GLUEFile {
  let task: GLUETask
  let path: String

  /// Returns the examples of the file.
  ///
  /// - Throws: `TaskDataError` for what is wrong, the first few problems of each kind; no example is
  ///   returned then.
  func examples(atLeast expected: Int) throws(TaskDataError) -> [Example] {
    let bytes = try checkedBytes()
    var rows = TabSeparatedRows(bytes)
    let columns = try columnIndices(&rows)
    let target = TargetParser(task: task)
    var examples: [Example] = []
    var problems = FoundProblems(of: path)
    while rows.advance() {
      do throws(TaskDataError) {
        if let example = try example(rows, columns, target) { examples.append(example) }
      } catch {
        problems.add(error)
      }
    }
    if let problem = TaskDataError.all(problems.shown) { throw problem }
    guard examples.count >= expected else {
      throw .tooFewExamples(path: path, found: examples.count, expected: expected)
    }
    return examples
  }

  /// Returns the example of a row, or nothing for one that is to be left out.
  private func example(
    _ rows: TabSeparatedRows, _ columns: (first: Int, second: Int?, target: Int, count: Int),
    _ target: TargetParser
  ) throws(TaskDataError) -> Example? {
    guard rows.count == columns.count else {
      throw .wrongRow(
        path: path, line: rows.line,
        found: rows.count == 1 ? "1 column" : "\(rows.count) columns",
        expected: "\(columns.count) columns were expected")
    }
    guard let parsed = try target.parse(rows, field: columns.target, path: path) else { return nil }
    return Example(
      first: rows[columns.first], second: columns.second.map { rows[$0] }, target: parsed)
  }

  private func checkedBytes() throws(TaskDataError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
    guard !isFolder(path) else {
      throw .unreadable(path: path, reason: "it is a folder, a file was expected")
    }
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .unreadable(path: path, reason: reason(of: error))
    }
    guard !bytes.isEmpty else { throw .emptyFile(path: path) }
    if let offset = firstInvalidUTF8(in: bytes[...]) {
      let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
      throw .notUTF8(path: path, line: line, byteOffset: offset)
    }
    return bytes
  }

  /// Reads the header where there is one.
  private func columnIndices(
    _ rows: inout TabSeparatedRows
  ) throws(TaskDataError) -> (first: Int, second: Int?, target: Int, count: Int) {
    switch task.columns {
    case .indexed(let first, let target, let count):
      return (first, nil, target, count)
    case .named(let first, let second, let target):
      _ = rows.advance()
      let header = rows.texts
      func index(_ name: String) throws(TaskDataError) -> Int {
        guard let index = header.firstIndex(of: name) else {
          throw .missingColumn(name, path: path, found: header)
        }
        return index
      }
      var secondIndex: Int?
      if let second { secondIndex = try index(second) }
      return (try index(first), secondIndex, try index(target), header.count)
    }
  }
}

/// Reads the target of a row.
private struct TargetParser {
  let labels: [(text: String, bytes: [UInt8])]
  let range: ClosedRange<Double>
  let undecided: [UInt8]?

  init(task: GLUETask) {
    switch task.target {
    case .classes(let names):
      labels = names.map { ($0, Array($0.utf8)) }
      range = 0...0
    case .number(let allowed):
      labels = []
      range = allowed
    }
    undecided = task.undecided.map { Array($0.utf8) }
  }

  /// Returns the target, or nothing for a row that is to be left out.
  func parse(
    _ rows: TabSeparatedRows, field: Int, path: String
  ) throws(TaskDataError) -> Double? {
    if let undecided, rows.field(field, equals: undecided) { return nil }
    if labels.isEmpty {
      guard let number = Double(rows[field]), range.contains(number) else {
        throw .wrongRow(
          path: path, line: rows.line, found: "the score '\(rows[field])'",
          expected: "a number from \(range.lowerBound) to \(range.upperBound) was expected")
      }
      return number
    }
    guard let label = labels.firstIndex(where: { rows.field(field, equals: $0.bytes) }) else {
      let names = labels.map { "'\($0.text)'" }
      throw .wrongRow(
        path: path, line: rows.line, found: "the label '\(rows[field])'",
        expected: names.dropLast().joined(separator: ", ") + " or \(names[names.count - 1]) "
          + "was expected")
    }
    return Double(label)
  }
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
