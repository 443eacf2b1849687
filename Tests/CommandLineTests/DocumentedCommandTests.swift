import ArgumentParser
import TestSupport
import Testing

@testable import AutosemCLI

/// The commands in the pages and the experiment files, word for word: their subcommands and options exist.
@Suite struct DocumentedCommandTests {
  private static let commands = DocumentedCommand.all(of: "autosem", in: [.lines, .tables])

  @Test func thereAreManyCommands() {
    #expect(Self.commands.count > 80, "\(Self.commands.count)")
  }

  @Test(arguments: commands) func theCommandCanBeParsed(command: DocumentedCommand) throws {
    do {
      _ = try Autosem.parseAsRoot(command.words)
    } catch {
      // Help and completions are printed as an error of success.
      #expect(Autosem.exitCode(for: error) == .success, "\(error)")
    }
  }
}
