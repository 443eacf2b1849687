import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The REST interface of an MLflow server, version 2.0.
public struct MLflowServer: Sendable {
  private let address: URL
  private let patience: TimeInterval

  /// Names a server.
  ///
  /// - Parameters:
  ///   - address: The address, such as `http://127.0.0.1:5000`.
  ///   - patience: The seconds after which a request is given up.
  /// - Throws: `MLflowError.noAddress`.
  public init(address: String, patience: Double = 10) throws(MLflowError) {
    guard let url = URL(string: address), ["http", "https"].contains(url.scheme),
      url.host?.isEmpty == false
    else { throw .noAddress(address) }
    self.address = url
    self.patience = patience
  }

  /// Asks for something, and waits for the answer.
  func post(_ path: String, _ body: some Encodable) throws -> MLflowAnswer {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try answer(send("POST", "api/2.0/mlflow/" + path, encoder.encode(body)), to: path)
  }

  /// Asks for something by name; nil where there is none.
  func get(_ path: String, _ query: URLQueryItem) throws -> MLflowAnswer? {
    do {
      return try answer(send("GET", "api/2.0/mlflow/" + path, query: query), to: path)
    } catch MLflowError.refused(_, status: 404, _) {
      return nil
    }
  }

  /// Stores a file in the folder of artifacts that the server itself keeps.
  func put(_ bytes: Data, to path: String) throws {
    _ = try send("PUT", "api/2.0/mlflow-artifacts/artifacts/" + path, bytes)
  }

  private func answer(_ bytes: Data, to path: String) throws -> MLflowAnswer {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let answer = try? decoder.decode(MLflowAnswer.self, from: bytes) else {
      throw MLflowError.unexpected(path)
    }
    return answer
  }

  private func send(
    _ method: String, _ path: String, _ body: Data? = nil, query: URLQueryItem? = nil
  ) throws -> Data {
    var url = address.appending(path: path)
    if let query { url.append(queryItems: [query]) }
    var request = URLRequest(url: url, timeoutInterval: patience)
    request.httpMethod = method
    request.httpBody = body
    request.setValue(
      method == "PUT" ? "application/octet-stream" : "application/json",
      forHTTPHeaderField: "Content-Type")
    let answer = Mutex<Result<(Data, Int), MLflowError>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let task = URLSession.shared.dataTask(with: request) { data, response, error in
      let status = (response as? HTTPURLResponse)?.statusCode ?? 0
      answer.withLock {
        $0 =
          error.map { .failure(.noAnswer(path, $0.localizedDescription)) }
          ?? .success((data ?? Data(), status))
      }
      done.signal()
    }
    task.resume()
    guard done.wait(timeout: .now() + patience) == .success else {
      task.cancel()
      throw MLflowError.noAnswer(path, "no answer in \(Int(patience)) s")
    }
    guard let (data, status) = try answer.withLock({ $0 })?.get() else {
      throw MLflowError.noAnswer(path, "no answer")
    }
    guard (200..<300).contains(status) else {
      throw MLflowError.refused(
        path, status: status, String(decoding: data.prefix(300), as: UTF8.self))
    }
    return data
  }
}

/// The parts of an answer that are read.
struct MLflowAnswer: Decodable {
  struct Experiment: Decodable {
    let experimentId: String
  }

  struct Info: Decodable {
    let runId: String
    let artifactUri: String?
    let startTime: Int?
  }

  struct Tag: Decodable {
    let key: String
    let value: String
  }

  struct Contents: Decodable {
    let tags: [Tag]?
  }

  struct Run: Decodable {
    let info: Info
    let data: Contents?
  }

  let experiment: Experiment?
  let experimentId: String?
  let run: Run?
  let runs: [Run]?
  let nextPageToken: String?
}

/// A server that does not do what it is asked for.
public enum MLflowError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The address is none.
  case noAddress(String)
  /// Nothing came back.
  case noAnswer(String, String)
  /// The server refused a request.
  case refused(String, status: Int, String)
  /// The server's answer has not what was expected.
  case unexpected(String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noAddress(let text):
      "'\(text)' is no address of a server: one such as http://127.0.0.1:5000 was expected"
    case .noAnswer(let path, let reason): "MLflow did not answer \(path): \(reason)"
    case .refused(let path, let status, let text):
      "MLflow refused \(path) with \(status): \(text.split(separator: "\n").joined(separator: " "))"
    case .unexpected(let path): "MLflow's answer to \(path) has not what was expected"
    }
  }
}
