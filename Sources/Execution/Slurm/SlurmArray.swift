import Foundation
import GSLNumerics

/// The files of an array of jobs that were submitted together: which jobs, and the script.
struct SlurmArray: Sendable {
  private static let folderName = "arrays"

  /// The number of the array in the folder of the run.
  let number: Int

  private let jobs: URL

  /// The names of the jobs, in the order of the array.
  let names: [String]

  /// The array's name in Slurm, by which a resumed run finds it: that of the folder, and the number.
  var name: String { Self.prefix(jobs) + "\(number)" }

  /// Its folder.
  var url: URL { Self.folder(jobs).appending(path: "\(number)") }

  /// The script.
  var script: URL { url.appending(path: "script.sh") }

  /// Those that are in the folder of a run, the oldest first.
  static func all(in jobs: URL) throws -> [SlurmArray] {
    let path = folder(jobs).path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path).compactMap { Int($0) }.sorted()
      .map { number in
        let file = folder(jobs).appending(path: "\(number)/jobs")
        let lines = try DurableFile(file).contents().map { String(decoding: $0, as: UTF8.self) }
        return SlurmArray(
          number: number, jobs: jobs,
          names: (lines ?? "").split(separator: "\n").map(String.init))
      }
  }

  /// Removes those that are in the folder of a run.
  static func removeAll(in jobs: URL) throws {
    let path = folder(jobs).path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  /// Writes the files of a new array, before it is submitted.
  init(
    number: Int, of names: [String], in jobs: URL, command: [String], environment: [String: String]
  )
    throws
  {
    self.init(number: number, jobs: jobs, names: names)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try DurableFile(url.appending(path: "jobs")).write(
      Data(names.map { $0 + "\n" }.joined().utf8))
    try DurableFile(script).write(Data(text(command, environment).utf8))
  }

  private init(number: Int, jobs: URL, names: [String]) {
    self.number = number
    self.jobs = jobs
    self.names = names
  }

  /// Whatever a path holds is data: the script has it between quotation marks alone.
  private func text(_ command: [String], _ environment: [String: String]) -> String {
    let path = jobs.path(percentEncoded: false)
    let variables = environment.sorted { $0.key < $1.key }.map {
      "export \($0.key)=\(quoted($0.value))\n"
    }
    return """
      #!/bin/sh
      jobs=\(quoted(path))
      name=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$jobs/\(Self.folderName)/\(number)/jobs")
      exec >"$jobs/$name/worker.log" 2>&1
      \(variables.joined())exec \(command.map(quoted).joined(separator: " ")) --job "$name"

      """
  }

  private static func folder(_ jobs: URL) -> URL { jobs.appending(path: folderName) }

  private static func prefix(_ jobs: URL) -> String {
    var hash = ByteHash()
    hash.absorb(jobs.path(percentEncoded: false))
    return "autosem-\(String(hash.value, radix: 16))-"
  }
}

/// A text as one word of a shell.
private func quoted(_ text: String) -> String {
  "'\(text.replacing("'", with: #"'\''"#))'"
}
