import Foundation

/// The manual page of the tool, made of what the tool says of its commands.
struct ManualPage {
  /// A command as `--experimental-dump-help` has it.
  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  /// An argument, an option or a flag of a command.
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      var written: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?
  }

  private let command: Command
  private let exitCodes: [(code: String, meaning: String)]

  /// Reads what the tool says, and the exit codes of the page on the command line.
  init(help: String, commandLinePage: String) throws {
    struct Help: Decodable { let command: Command }
    command = try JSONDecoder().decode(Help.self, from: Data(help.utf8)).command
    exitCodes = commandLinePage.matches(of: #/(?m)^\| (\d+) \| (.+) \|$/#)
      .map { (String($0.output.1), String($0.output.2)) }
  }

  /// The text in the macros of man(7).
  var text: String {
    let commands = (command.subcommands ?? []).filter {
      $0.shouldDisplay != false && $0.commandName != "help"
    }
    var lines = [
      ".TH AUTOSEM 1", ".SH NAME",
      "autosem \\- finds the data sets that help a task, and how much of each",
      ".SH SYNOPSIS",
    ]
    lines += commands.flatMap { synopsis($0) + [".br"] }.dropLast()
    lines += [".SH DESCRIPTION"] + prose(command.abstract) + [".PP"] + prose(command.discussion)
    lines += [".SH COMMANDS"]
    for command in commands {
      lines += [".SS autosem " + escaped(command.commandName)] + prose(command.abstract)
      lines += command.discussion.map { [".PP"] + prose($0) } ?? []
      lines += shown(command).flatMap(entry)
    }
    lines.append(".SH EXIT STATUS")
    for (code, meaning) in exitCodes { lines += [".TP", code] + prose(meaning) }
    lines += [".SH SEE ALSO", "The documents in the folder", ".I docs", "of the package."]
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ command: Command) -> [Argument] {
    (command.arguments ?? []).filter {
      $0.shouldDisplay && !["help", "version"].contains($0.valueName ?? "")
    }
  }

  private func synopsis(_ command: Command) -> [String] {
    let positional = shown(command).filter { $0.kind == "positional" }.map { argument in
      let name = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
      let repeated = argument.isRepeating ? name + " ..." : name
      return argument.isOptional ? "[\(repeated)]" : repeated
    }
    return [
      "\\fBautosem \(escaped(command.commandName))\\fR [options] "
        + positional.joined(separator: " ")
    ]
    .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func entry(_ argument: Argument) -> [String] {
    let value = escaped(argument.valueName ?? "")
    let names = (argument.names ?? []).map { "\\fB\(escaped($0.written))\\fR" }.joined(
      separator: ", ")
    let head =
      switch argument.kind {
      case "positional": "\\fI\(value)\\fR"
      case "option": "\(names) \\fI\(value)\\fR"
      default: names
      }
    let values = argument.allValues.map { " One of: \($0.joined(separator: ", "))." } ?? ""
    let usual = argument.defaultValue.map { " Default: \($0)." } ?? ""
    return [".TP", head] + prose((argument.abstract ?? "") + values + usual)
  }

  /// Returns paragraphs; lines that begin with spaces stay as they are.
  private func prose(_ text: String?) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  ") != isExample, !line.isEmpty {
        isExample.toggle()
        lines.append(isExample ? ".nf" : ".fi")
      }
      lines.append(line.isEmpty ? (isExample ? "" : ".PP") : escaped(String(line)))
    }
    // Requests of no effect, which warn.
    return (lines + (isExample ? [".fi"] : [])).reduce(into: []) { kept, line in
      if line.isEmpty { kept.append(".sp") } else { kept.append(line) }
    }
  }

  /// Returns a text in which nothing is a request or an escape.
  private func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("'", with: "\\(aq").replacing("`", with: "")
    let plain = text.unicodeScalars.map { scalar in
      scalar.isASCII ? String(scalar) : "\\[u" + String(format: "%04X", scalar.value) + "]"
    }.joined()
    return plain.hasPrefix(".") ? "\\&" + plain : plain
  }
}
