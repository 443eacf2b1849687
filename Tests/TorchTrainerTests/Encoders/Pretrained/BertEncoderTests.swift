import Tensors
import Testing

@testable import TorchTrainer

@Suite struct BertEncoderTests {
  /// A sequence, its layer, and what PyTorch says of it (see `TinyBert`): the first four numbers of
  /// its last piece, and the means over its pieces of the next four.
  struct Known: Sendable {
    let pieces: [Int32]
    var types: [Int32] = []
    let layer: Int
    let last: [Float]
    let means: [Float]
  }

  static let single: [Int32] = [2, 5, 7, 11, 3]
  static let pair: [Int32] = [2, 4, 3, 22, 19, 1, 3]

  static let known: [Known] = [
    Known(
      pieces: single, layer: 0, last: [1.15304, 2.48719, 2.1142, 0.665084],
      means: [-0.517825, -1.15875, -1.36579, -0.822362]),
    Known(
      pieces: single, layer: 1, last: [0.642936, 0.746442, 0.873299, 2.16951],
      means: [0.123209, 0.77561, -1.50123, -0.88693]),
    Known(
      pieces: single, layer: 2, last: [0.198065, -0.868198, -0.637039, 1.99217],
      means: [-0.60775, 1.38335, -0.0996575, -0.940405]),
    Known(
      pieces: pair, types: [0, 0, 0, 1, 1, 1, 1], layer: 0,
      last: [-0.950251, -0.0187341, 1.0206, 1.2457],
      means: [-0.271273, -0.82101, -1.11518, -1.01834]),
    Known(
      pieces: pair, types: [0, 0, 0, 1, 1, 1, 1], layer: 2,
      last: [0.440605, -0.578258, -0.483588, 1.20994],
      means: [-0.729875, 1.24459, 0.0901754, -0.886289]),
    Known(
      pieces: [2, 3], layer: 2, last: [0.0496733, -0.65563, -0.567084, 1.89155],
      means: [-1.22771, 0.764672, 0.248791, -0.75811]),
  ]

  /// All sequences in one batch, so that none may see another.
  @Test func theVectorsOfEveryLayerAreThoseOfPyTorch() throws {
    var batch = PieceBatch()
    for known in Self.known {
      if known.types.isEmpty {
        batch.append(known.pieces)
      } else {
        batch.append(known.pieces, types: known.types)
      }
    }
    let layers = try TinyBert.withFolder {
      try BertEncoder($0, depth: 2).vectors(of: batch, above: [0, 1, 2])
    }
    for (sequence, known) in Self.known.enumerated() {
      let rows = Int(batch.offsets[sequence])..<Int(batch.offsets[sequence + 1])
      let part = try layers[known.layer].narrowed(to: rows, along: 0)
      let vectors = try part.numbers()
      let actual =
        try Array(vectors.suffix(16).prefix(4)) + part.mean(along: 0).numbers()[4..<8]
      for (a, b) in zip(actual, known.last + known.means) {
        #expect(abs(a - b) < 1e-5 * max(1, abs(b)), "sequence \(sequence): \(a), not \(b)")
      }
    }
  }

  @Test func theChosenLayersAreThoseOfAll() throws {
    var batch = PieceBatch()
    batch.append(Self.single)
    try TinyBert.withFolder { folder in
      let all = try BertEncoder(folder, depth: 2).vectors(of: batch, above: [0, 1, 2])
      let chosen = try BertEncoder(folder, depth: 1).vectors(of: batch, above: [1])
      #expect(chosen.count == 1)
      #expect(try chosen[0].numbers() == all[1].numbers())
    }
  }
}
