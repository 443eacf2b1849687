import ArgumentParser
import Foundation
import GSLNumerics

/// How long to go on.
enum FuzzBudget: ExpressibleByArgument {
  case inputs(Int)
  case seconds(Double)

  /// Reads `1000` or `60s`.
  init?(argument: String) {
    if let count = Count(argument: argument) {
      self = .inputs(count.rawValue)
    } else if argument.hasSuffix("s"),
      let seconds = Magnitude(argument: String(argument.dropLast()))
    {
      self = .seconds(seconds.rawValue)
    } else {
      return nil
    }
  }
}

/// What came of changed inputs.
struct FuzzResult {
  var inputs = 0
  var accepted = 0

  /// The inputs that took more than a second.
  var slow: [Int] = []

  /// The inputs that took more than a second of this process's processor time.
  var busy: [Int] = []
}

/// Reads changed inputs of a target, each of a stream of its own.
///
/// The input that is read is in a file of the folder, where it stays when its reader ends the process.
func fuzz(_ target: FuzzTarget, for budget: FuzzBudget, seed: UInt64, in folder: URL) throws
  -> FuzzResult
{
  let originals = try target.originals(in: folder)
  let streams = RandomStreams(seed: seed)
  let start = ContinuousClock.now
  var result = FuzzResult()
  while budget.allows(result.inputs, since: start) {
    let stream = streams.stream("fuzz \(target.rawValue)", result.inputs)
    let bytes = Mutation.of(originals[stream.integer(below: originals.count)], using: stream)
    let before = ContinuousClock.now
    let seconds = try processorSeconds {
      if try target.accepts(bytes, in: folder) { result.accepted += 1 }
    }
    if seconds > 1 { result.busy.append(result.inputs) }
    if ContinuousClock.now - before > .seconds(1) { result.slow.append(result.inputs) }
    result.inputs += 1
  }
  return result
}

extension FuzzTarget {
  /// Whether the reader accepts an input, which is in the file `input` of a folder meanwhile.
  func accepts(_ bytes: [UInt8], in folder: URL) throws -> Bool {
    let (input, room) = (folder.appending(path: "input"), folder.appending(path: "room"))
    try Data(bytes).write(to: input)
    try FileManager.default.createDirectory(at: room, withIntermediateDirectories: true)
    let isAccepted = (try? read(bytes, at: input, in: room)) != nil
    try FileManager.default.removeItem(at: room)
    return isAccepted
  }
}

extension FuzzBudget {
  fileprivate func allows(_ inputs: Int, since start: ContinuousClock.Instant) -> Bool {
    switch self {
    case .inputs(let count): inputs < count
    case .seconds(let seconds): (ContinuousClock.now - start) / .seconds(1) < seconds
    }
  }
}

/// Reads changed inputs of all targets, or of some, and prints what came of them.
struct FuzzBenchmark: ParsableCommand {
  /// One reader, or all.
  struct Targets: ExpressibleByArgument {
    static let all = Targets(targets: FuzzTarget.allCases)
    static let allValueStrings = ["all"] + FuzzTarget.allCases.map(\.rawValue)

    let targets: [FuzzTarget]

    private init(targets: [FuzzTarget]) {
      self.targets = targets
    }

    init?(argument: String) {
      guard Self.allValueStrings.contains(argument) else { return nil }
      self = FuzzTarget(rawValue: argument).map { Targets(targets: [$0]) } ?? .all
    }

    var defaultValueDescription: String { targets.count == 1 ? targets[0].rawValue : "all" }
  }

  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Reads inputs that are changed at random, and counts what comes of them.")

  @Argument(help: "How many inputs each reader gets, or for how many seconds, such as 60s.")
  var budget: FuzzBudget

  @Argument(help: "The reader, or all.")
  var target = Targets.all

  @Argument(help: "The seed of the changes.")
  var seed: UInt64 = 1

  @Flag(
    help: "Let libFuzzer change the inputs of one reader, in a build of docs/checks/libfuzzer.sh.")
  var guided = false

  func run() throws {
    for target in target.targets {
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "autosem-fuzz-\(target.rawValue)-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try? FileHandle.standardError.write(
        contentsOf: Data(
          "\(target.rawValue): \(folder.appending(path: "input").path(percentEncoded: false))\n"
            .utf8))
      if guided { try GuidedFuzzing(target: target, folder: folder).run(for: budget, seed: seed) }
      let result = try fuzz(target, for: budget, seed: seed, in: folder)
      func shown(_ inputs: [Int]) -> String {
        inputs.isEmpty ? "none" : "\(inputs.count), such as \(inputs.prefix(10))"
      }
      print(
        "\(target.rawValue): \(result.inputs) inputs, \(result.accepted) accepted, over a second: "
          + "\(shown(result.slow)), of processor time: \(shown(result.busy))")
      try FileManager.default.removeItem(at: folder)
    }
  }
}
