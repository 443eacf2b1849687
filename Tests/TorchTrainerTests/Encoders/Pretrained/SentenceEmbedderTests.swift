import Foundation
import PretrainedEncoders
import Testing

@testable import TorchTrainer

/// A sentence, and what sentence-transformers 6.2 says of its vector.
///
/// Of `v = SentenceTransformer("all-MiniLM-L6-v2").encode(text)` there are the first eight numbers and
/// the products with four others: `cos(1.7 k + (0.3 + 0.11 k) arange(384)) @ v` for k from 0 to 3.
struct KnownSentence: Decodable {
  let text: String
  let first: [Float]
  let projections: [Float]

  static func all() throws -> [KnownSentence] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "minilm-sentences.jsonl")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(KnownSentence.self, from: Data($0))
    }
  }
}

private func projection(of vector: [Float], _ k: Int) -> Double {
  let (shift, step) = (1.7 * Double(k), 0.3 + 0.11 * Double(k))
  var sum = 0.0
  for (index, number) in vector.enumerated() {
    sum += Double(number) * cos(shift + step * Double(index))
  }
  return sum
}

/// The folder with all-MiniLM-L6-v2, if there is one.
let miniLM = ProcessInfo.processInfo.environment["AUTOSEM_MINILM"]

@Suite struct SentenceEmbedderTests {
  @Test(
    .enabled(if: miniLM != nil, "AUTOSEM_MINILM names no folder with all-MiniLM-L6-v2"))
  func sentencesHaveTheVectorsOfSentenceTransformers() throws {
    let known = try KnownSentence.all()
    #expect(known.count == 200)
    let embedder = try SentenceEmbedder(EncoderFolder(path: #require(miniLM)))
    let vectors = try embedder.vectors(of: known.map(\.text))
    for (sentence, vector) in zip(known, vectors) {
      let projections = (0..<4).map { projection(of: vector, $0) }
      for (a, b) in zip(vector.prefix(8), sentence.first) {
        #expect(abs(a - b) < 1e-5, "\(sentence.text)")
      }
      for (a, b) in zip(projections, sentence.projections) {
        // A sum of 384 numbers, held to the bound of one: all of them are within 3e-7 (docs/benchmarks.md).
        #expect(abs(a - Double(b)) < 1e-5, "\(sentence.text)")
      }
    }
  }

  /// The means of the last layer's vectors: see `BertEncoderTests`.
  @Test func aSentenceIsTheMeanOfItsPieces() throws {
    let vectors = try TinyBert.withFolder { folder in
      var seen: [Int] = []
      let sentences = ["", "w0", "", "the a . , w12ord w3"]
      let vectors = try SentenceEmbedder(folder).vectors(of: sentences) { seen.append($0) }
      #expect(seen.last == 4)
      return vectors
    }
    #expect(vectors.map(\.count) == [16, 16, 16, 16])
    #expect(vectors[0] == vectors[2])
    for (a, b) in zip(vectors[0][4..<8], [-1.22771, 0.764672, 0.248791, -0.75811]) {
      #expect(abs(Double(a) - b) < 1e-5)
    }
  }

  @Test func likeLengthsAreTogetherAndNothingIsLeftOut() {
    #expect(batches(ofLengths: [3, 9, 4, 20, 1, 4], upTo: 10) == [[3], [1], [2, 5], [0, 4]])
    #expect(batches(ofLengths: [], upTo: 10).isEmpty)
  }
}
