import ArgumentParser
import GSLNumerics
import Tensors

/// Times a training step of a small network: 32 of 20,000 rows of 1,536 numbers, 256 rectified
/// units, 3 classes, AdamW, one thread.
struct StepBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Times a training step of a small network.")

  func run() throws {
    let (rows, inputs, hidden, classes, batch) = (20_000, 1536, 256, 3, 32)
    try TensorEngine.setThreads(1)
    let stream = RandomStreams(seed: 1).stream("step")
    func normal(_ count: Int, _ deviation: Double) -> [Float] {
      (0..<count).map { _ in Float(stream.normal(standardDeviation: deviation)) }
    }
    let data = try Tensor(normal(rows * inputs, 1), shape: [rows, inputs])
    let labels = (0..<rows).map { _ in Int32(stream.integer(below: classes)) }
    let model = try ParameterBuffer(shapes: [
      [inputs, hidden], [hidden], [hidden, classes], [classes],
    ])
    try model.setNumbers(normal(inputs * hidden, 0.03), at: 0)
    try model.setNumbers(normal(hidden * classes, 0.06), at: model.ranges[2].lowerBound)
    let p = model.parameters
    let optimiser = AdamW(learningRate: 0.001)
    let moments = try AdamWMoments(count: model.count)
    var order = stream.permutation(rows).map { Int32($0) }
    var offset = 0
    var loss = Float(0)

    func step() throws {
      if offset + batch > rows {
        stream.shuffle(&order)
        offset = 0
      }
      let chosen = Array(order[offset..<offset + batch])
      offset += batch
      let output = try data.rows(chosen).affine(p[0], p[1]).relu().affine(p[2], p[3])
      let batchLoss = try output.crossEntropy(chosen.map { labels[Int($0)] })
      loss = try batchLoss.item()
      try batchLoss.backward()
      try model.update(0..<model.count, by: optimiser, moments: moments)
    }

    for _ in 0..<100 { try step() }
    let steps = 1000
    report("step", try processorSeconds { for _ in 0..<steps { try step() } }, repetitions: steps)
    print("last loss \(loss)")
  }
}
