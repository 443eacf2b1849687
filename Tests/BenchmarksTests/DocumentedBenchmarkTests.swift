import ArgumentParser
import TestSupport
import Testing

@testable import Benchmarks

/// The measurements in the pages and the checks, word for word: their names exist and take the arguments.
@Suite struct DocumentedBenchmarkTests {
  private static let commands = DocumentedCommand.all(
    of: "autosem-benchmark", in: [.lines, .text])

  @Test func thereAreManyCommands() {
    #expect(Self.commands.count > 40, "\(Self.commands.count)")
    for file in ["docs/checks/torch.sh", "docs/checks/regmix.py", "docs/benchmarks.md"] {
      #expect(Self.commands.contains { $0.file == file }, "\(file)")
    }
  }

  @Test(arguments: commands) func theCommandCanBeParsed(command: DocumentedCommand) throws {
    do {
      _ = try Benchmark.parseAsRoot(command.words)
    } catch {
      Issue.record("\(Benchmark.fullMessage(for: error))")
    }
  }

  @Test(arguments: Benchmark.configuration.subcommands.indices)
  func aMeasurementHasASentenceAndHelp(index: Int) {
    let measurement = Benchmark.configuration.subcommands[index]
    #expect(measurement.configuration.abstract.wholeMatch(of: /[A-Z][^.]*(Exp3\.S[^.]*)?\./) != nil)
    for argument in Benchmark.helpMessage(for: measurement).matches(of: /\n  (<\S+>)\n/) {
      Issue.record("\(measurement._commandName) says nothing of \(argument.output.1)")
    }
  }
}
