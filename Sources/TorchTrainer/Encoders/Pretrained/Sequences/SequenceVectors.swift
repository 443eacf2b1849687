import PretrainedEncoders
import Synchronization
import Tensors

/// The vectors of the pieces of sequences above some layers of an encoder, cached on disk in half
/// precision.
final class SequenceVectors: Sendable {
  /// The largest number of pieces of a batch; the activations of more exceed the cache.
  private static let batchPieces = 1024

  /// The number of values of a segment of the cache: 64 megabytes.
  private static let segmentNumbers = 1 << 25

  private let table: SequenceTable
  private let layers: [Int]
  private let folder: EncoderFolder
  private let device: Device
  private let cacheFolder: String
  private let kept = Mutex<Kept?>(nil)

  private struct Kept {
    let cache: VectorCache
    /// The entry of each sequence.
    let entries: [VectorCache.Entry]
  }

  /// Creates the vectors of sequences, to be encoded later.
  ///
  /// - Parameters:
  ///   - table: The sequences.
  ///   - layers: The layers, ascending; 0 for the embeddings.
  ///   - folder: The encoder's folder.
  ///   - device: The device of the encoder.
  ///   - cache: The folder of the cache.
  init(
    of table: SequenceTable, above layers: [Int], by folder: EncoderFolder, on device: Device,
    in cache: String
  ) {
    self.table = table
    self.layers = layers
    self.folder = folder
    self.device = device
    cacheFolder = cache
  }

  /// The length of a vector of one layer.
  var hidden: Int { folder.configuration.hiddenSize }

  /// Encodes the sequences that are not in the cache.
  ///
  /// - Parameter progress: Called after each batch; never if nothing is missing.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  func encode(progress: (EncodingProgress) -> Void) throws {
    try kept.withLock { kept in
      guard kept == nil else { return }
      var cache = try VectorCache(
        model: folder.fingerprint, kind: .tokens(layers: layers, tokenLimit: table.limit),
        width: hidden * layers.count, in: cacheFolder)
      try encode(cache.missing(of: table.texts), into: &cache, progress)
      kept = Kept(cache: cache, entries: table.texts.compactMap { cache.entry(of: $0) })
    }
  }

  private func encode(
    _ missing: [Int], into cache: inout VectorCache, _ progress: (EncodingProgress) -> Void
  ) throws {
    guard !missing.isEmpty else { return }
    let encoder = try BertEncoder(folder, depth: layers.last ?? 0, on: device)
    var done = table.count - missing.count
    var (written, numbers) = ([Int](), [Float]())
    func write() throws {
      try cache.append(
        written.map { table.texts[$0] }, rows: written.map { table.length(of: $0) },
        values: numbers)
      (written, numbers) = ([], [])
    }
    let lengths = missing.map { table.length(of: $0) }
    for chosen in batches(ofLengths: lengths, upTo: Self.batchPieces) {
      if Task.isCancelled {
        // A resumed run reads what was encoded so far.
        try write()
        throw CancellationError()
      }
      let sequences = chosen.map { missing[$0] }
      let vectors = try encoder.vectors(of: table.pieces(of: sequences), above: layers)
      numbers += try Tensor.concatenated(vectors, along: 1).numbers()
      written += sequences
      if numbers.count >= Self.segmentNumbers { try write() }
      done += sequences.count
      progress(EncodingProgress(done: done, total: table.count))
    }
    try write()
  }

  /// Returns the last layer's vectors of a sequence without the marks at its ends, `[pieces, hidden]`.
  ///
  /// - Precondition: The sequence has been encoded.
  func lastLayer(of sequence: Int) throws -> [Float] {
    let pieces = table.length(of: sequence)
    return try tensor(of: [sequence]).narrowed(to: layers.count - 1..<layers.count, along: 0)
      .narrowed(to: 1..<pieces - 1, along: 1).numbers()
  }

  /// Returns the vectors of some sequences, concatenated, `[layers, pieces, hidden]`.
  ///
  /// - Precondition: They have been encoded.
  func tensor(of sequences: [Int]) throws -> Tensor {
    guard let kept = kept.withLock({ $0 }) else {
      preconditionFailure("sequences are encoded before batches of them are made")
    }
    let numbers = kept.cache.vectors(of: sequences.map { kept.entries[$0] })
    let rows = try Tensor(
      numbers, shape: [numbers.count / (layers.count * hidden), layers.count, hidden])
    return try rows.transposed(0, 1)
  }
}
