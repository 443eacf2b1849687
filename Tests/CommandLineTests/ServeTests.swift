import Foundation
import TestSupport
import Testing

/// `autosem serve`, asked over a connection.
@Suite(.serialized) struct ServeTests {
  private static let hostile = "<img src=x onerror=alert(1)> & \"it's\""

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let score = "experiments/command/score.yml"
    let run = try Tool.run("run", score, "--quiet", "--output", folder.path("runs/first"))
    try #require(run.status == 0, "\(run.errors)")
    let runs = folder.url.appending(path: "runs")
    for name in ["second", Self.hostile] {
      try FileManager.default.copyItem(
        at: runs.appending(path: "first"), to: runs.appending(path: name))
    }
    try FileManager.default.copyItem(
      at: runs.appending(path: "first"), to: folder.url.appending(path: "outside"))
    try folder.write("not a database", to: "runs/broken/journal.sqlite")
  }

  /// A server that ends with the value that holds it.
  private final class Server {
    private let tool: Tool
    let port: String

    init(_ arguments: String...) throws {
      let tool = try Tool(["serve"] + arguments)
      while tool.process.isRunning, try !tool.outputSoFar().contains("\n") {
        Thread.sleep(forTimeInterval: 0.01)
      }
      let output = try tool.outputSoFar()
      let address = try #require(output.firstMatch(of: /http:\/\/127\.0\.0\.1:(?<port>\d+)\//))
      port = String(address.output.port)
      self.tool = tool
    }

    deinit {
      tool.process.interrupt()
      _ = try? tool.result()
    }

    /// Asks for a page, byte by byte as written.
    func answer(
      _ target: String, method: String = "GET", host: String = "127.0.0.1"
    ) throws -> (status: Int, text: String) {
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/bash")
      shell.arguments = [
        "-c", #"exec 3<>"/dev/tcp/127.0.0.1/$0"; printf '%s' "$1" >&3; cat <&3"#, port,
        "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n",
      ]
      let output = Pipe()
      shell.standardOutput = output
      try shell.run()
      let text = String(
        decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      shell.waitUntilExit()
      let status = text.firstMatch(of: /^HTTP\/1\.1 (?<status>\d+)/).map { $0.output.status }
      return (Int(status ?? "") ?? 0, text)
    }
  }

  private func contents() throws -> [String] {
    let root = folder.url.path(percentEncoded: false)
    return try FileManager.default.subpathsOfDirectory(atPath: root).sorted().map { path in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(path))
      return "\(path) \(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)"
    }
  }

  @Test func theRunsAreListedReportedAndCompared() throws {
    let before = try contents()
    let server = try Server(folder.path("runs"), "--port", "0")
    let list = try server.answer("/")
    #expect(list.status == 200)
    for name in ["first", "second"] { #expect(list.text.contains("/report?run=\(name)\"")) }
    #expect(list.text.contains("<td>broken</td><td>unreadable</td>"))
    #expect(list.text.contains("Content-Security-Policy: default-src 'none'"))

    let report = try server.answer("/report?run=first")
    #expect(report.status == 200 && report.text.contains("Train target with "))
    #expect(!report.text.contains("http-equiv=\"refresh\""))
    let compared = try server.answer("/compare?run=first&run=second")
    #expect(compared.status == 200 && compared.text.contains("second"))
    #expect(try server.answer("/compare?run=first").status == 400)
    #expect(try contents() == before)
  }

  @Test func hostileNamesAreHarmless() throws {
    let server = try Server(folder.path("runs"), "--port", "0")
    let list = try server.answer("/").text
    #expect(!list.contains("<img"))
    let link = try #require(list.firstMatch(of: /href="(?<link>\/report\?run=%3C[^"]*)"/))
    #expect(try server.answer(String(link.output.link)).status == 200)
    // As a form sends it.
    let form = "%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E+%26+%22it%27s%22"
    let compared = try server.answer("/compare?run=first&run=\(form)")
    #expect(compared.status == 200 && !compared.text.contains("<img"))
  }

  @Test(arguments: [
    "/report?run=../outside", "/report?run=..%2Foutside", "/report?run=%2E%2E/outside",
    "/report?run=first/../second", "/report?run=", "/report?run=.", "/report?run=..",
    "/report?run=first%00", "/../outside/report.html", "/%2e%2e/outside/report.html",
    "/first/report.html", "/etc/passwd", "/report", "/report?run=%3Cscript%3E", "/report?run=%ZZ",
  ])
  func noAddressLeadsOutOfTheFolder(target: String) throws {
    let server = try Server(folder.path("runs"), "--port", "0")
    let answer = try server.answer(target)
    #expect(answer.status == 404, "\(answer.text.prefix(300))")
    #expect(!answer.text.contains("Train target with") && !answer.text.contains("<script>"))
  }

  @Test func onlyPagesOfThisMachineAreGiven() throws {
    let server = try Server(folder.path("runs"), "--port", "0")
    #expect(try server.answer("/", method: "POST").status == 405)
    #expect(try server.answer("/", host: "evil.example").status == 421)
    #expect(try server.answer("/", host: "localhost:\(server.port)").status == 200)
    let head = try server.answer("/", method: "HEAD")
    #expect(head.status == 200 && !head.text.contains("<html"))
  }

  @Test func whatCannotBeServedIsSaid() throws {
    let missing = try Tool.run("serve", folder.path("nothing"))
    #expect(missing.status == 2 && missing.errors.contains("is no folder"))
    let address = try Tool.run("serve", folder.path("runs"), "--host", "nowhere")
    #expect(address.status == 2 && address.errors.contains("is no address"))
    let server = try Server(folder.path("runs"), "--port", "0")
    let taken = try Tool.run("serve", folder.path("runs"), "--port", server.port)
    #expect(taken.status == 2 && taken.errors.contains("try another --port"), "\(taken.errors)")
  }
}
