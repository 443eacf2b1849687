import ArgumentParser
import FlyingFox
import FlyingSocks
import Foundation

/// `autosem serve`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the runs of a folder in a browser, each report refreshing by itself.",
    discussion: """
      Reads the runs' journals and writes nothing. Only this machine is answered unless --host names another address; \
      then anybody who reaches it can read the runs. Ctrl-C ends it.
      """)

  @Argument(
    help: ArgumentHelp("The folder that holds the folders of the runs.", valueName: "folder"),
    completion: .directory)
  var folder = "runs"

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("The port to listen on; 0 for any that is free.", valueName: "port"))
  var port: UInt16 = 8_420

  func run() async throws {
    let server: HTTPServer = try reportingProblems { try makeServer() }
    let task = Task { try await serve(by: server) }
    let interrupts = onInterrupts { task.cancel() }
    defer { interrupts.forEach { $0.cancel() } }
    do {
      try await task.value
    } catch {
      guard !task.isCancelled else { return }
      complain("\(host):\(port) cannot be listened on: \(error); try another --port")
      throw ExitCode(2)
    }
  }

  /// Serves until the task is cancelled, and prints the address once it can be opened.
  private func serve(by server: HTTPServer) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        try await server.waitUntilListening(timeout: 10)
        guard case .ip4(_, let port) = await server.listeningAddress else { return }
        // At once, also into a pipe.
        try FileHandle.standardOutput.write(contentsOf: Data("http://\(host):\(port)/\n".utf8))
      }
      while try await group.next() != nil {}
    }
  }

  private static func address(_ host: String, _ port: UInt16) -> (any SocketAddress)? {
    try? sockaddr_in.inet(ip4: host, port: port)
  }

  private func makeServer() throws -> HTTPServer {
    let values = try? URL(filePath: folder).resourceValues(forKeys: [.isDirectoryKey])
    guard values?.isDirectory == true else { throw ServingError.noFolder(folder) }
    guard let address = Self.address(host, port) else { throw ServingError.noAddress(host) }
    let served = ServedFolder(URL(filePath: folder))
    let allowed = host == "127.0.0.1" ? ["127.0.0.1", "localhost"] : nil
    let handler = ClosureHTTPHandler { request in
      Self.response(to: request, of: served, allowedHosts: allowed)
    }
    return HTTPServer(address: address, logger: .disabled, handler: handler)
  }

  /// - Parameter allowedHosts: The names by which a page may be asked for, so that no other site's name can be pointed
  ///   here; nil for all.
  private static func response(
    to request: HTTPRequest, of served: ServedFolder, allowedHosts: [String]?
  ) -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(statusCode: .methodNotAllowed)
    }
    let host = request.headers[.host].map { $0.prefix { $0 != ":" }.lowercased() }
    guard allowedHosts?.contains(host ?? "") ?? true else {
      return HTTPResponse(statusCode: .misdirectedRequest)
    }
    let answer = served.answer(
      path: request.target.path(percentEncoded: true), query: request.target.query())
    return HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: ""),
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
        HTTPHeader("Content-Security-Policy"):
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
        HTTPHeader("X-Content-Type-Options"): "nosniff",
        HTTPHeader("Referrer-Policy"): "no-referrer",
      ],
      body: request.method == .HEAD ? Data() : Data(answer.html.utf8))
  }
}

/// A server that cannot begin.
enum ServingError: Error, Equatable, CustomStringConvertible {
  case noAddress(String)
  case noFolder(String)

  var description: String {
    switch self {
    case .noAddress(let host):
      "--host: '\(host)' is no address, four numbers such as 127.0.0.1 or 0.0.0.0 were expected"
    case .noFolder(let path):
      "'\(path)' is no folder: the folder that holds the folders of the runs was expected, such as runs"
    }
  }
}
