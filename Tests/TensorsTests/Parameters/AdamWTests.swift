import Tensors
import Testing

@Suite struct AdamWTests {
  /// Three steps of the optimiser of PyTorch 2.13.
  ///
  ///     import torch
  ///     w = torch.tensor([0.5, -1.0, 2.0], requires_grad=True)
  ///     o = torch.optim.AdamW([w], lr=0.1, weight_decay=0.1)
  ///     for g in ([1.0, -2.0, 0.0], [0.5, 0.0, 0.0], [-3.0, 1.0, 1e-4]):
  ///         w.grad = torch.tensor(g); o.step(); print(w.tolist())
  @Test func agreesWithPyTorch() throws {
    let buffer = try ParameterBuffer(shapes: [[3]])
    try buffer.setNumbers([0.5, -1, 2], at: 0)
    let moments = try AdamWMoments(count: 3)
    let settings = AdamW(learningRate: 0.1, weightDecay: 0.1)
    let expected: [[Float]] = [
      [0.39500001, -0.89000005, 1.98000002],
      [0.29783204, -0.81409425, 1.96020007],
      [0.32957608, -0.78822660, 1.87672782],
    ]
    for (gradients, values) in zip(
      [[1, -2, 0], [0.5, 0, 0], [-3, 1, 1e-4]] as [[Float]], expected)
    {
      try setGradients(gradients, of: buffer)
      try buffer.update(0..<3, by: settings, moments: moments)
      for (actual, value) in zip(try buffer.numbers(in: 0..<3), values) {
        #expect(abs(actual - value) < 4e-6)
      }
      #expect(try buffer.gradientNumbers(in: 0..<3) == [0, 0, 0], "a step clears the gradients")
    }
    #expect(moments.steps == 3)
  }

  /// The vectorised pass against the formula in double precision, for lengths around the vectors'.
  @Test(arguments: [1, 7, 8, 9, 31, 32, 33, 100])
  func agreesWithItsFormula(count: Int) throws {
    let buffer = try ParameterBuffer(shapes: [[count]])
    let start = (0..<count).map { Float($0 * 13 % 29) / 29 - 0.5 }
    try buffer.setNumbers(start, at: 0)
    let moments = try AdamWMoments(count: count)
    let settings = AdamW(
      learningRate: 0.02, weightDecay: 0.3, firstDecay: 0.8, secondDecay: 0.95, epsilon: 1e-6)
    var (w, m, v) = (
      start.map(Double.init), [Double](repeating: 0, count: count),
      [Double](repeating: 0, count: count)
    )
    var (b1, b2) = (1.0, 1.0)
    for step in 0..<5 {
      let gradients = (0..<count).map { Float(($0 + 7 * step) * 17 % 31) / 31 - 0.5 }
      try setGradients(gradients, of: buffer)
      try buffer.update(0..<count, by: settings, moments: moments, gradientScale: 0.5)
      b1 *= 0.8
      b2 *= 0.95
      for i in 0..<count {
        let g = 0.5 * Double(gradients[i])
        m[i] = 0.8 * m[i] + 0.2 * g
        v[i] = 0.95 * v[i] + 0.05 * g * g
        w[i] -= 0.02 * 0.3 * w[i]
        w[i] -= 0.02 * (m[i] / (1 - b1)) / ((v[i] / (1 - b2)).squareRoot() + 1e-6)
      }
    }
    for (actual, expected) in zip(try buffer.numbers(in: 0..<count), w) {
      #expect(abs(Double(actual) - expected) < 2e-6)
    }
  }

  @Test func updatesARangeAlone() throws {
    let buffer = try ParameterBuffer(shapes: [[2], [2]])
    try buffer.setNumbers([1, 2, 3, 4], at: 0)
    try setGradients([1, 1, 1, 1], of: buffer)
    let moments = try AdamWMoments(count: 2)
    try buffer.update(2..<4, by: AdamW(learningRate: 0.1), moments: moments)
    #expect(try buffer.numbers(in: 0..<2) == [1, 2])
    #expect(try buffer.gradientNumbers(in: 0..<4) == [1, 1, 0, 0])
    #expect(try buffer.numbers(in: 2..<4) != [3, 4])
  }

  @Test(arguments: [5, 1024, 5000])
  func measuresTheNormOfGradients(count: Int) throws {
    let buffer = try ParameterBuffer(shapes: [[count], [3]])
    let gradients = (0..<count + 3).map { Float($0 % 7) - 3 }
    try setGradients(gradients, of: buffer)
    func norm(_ part: ArraySlice<Float>) -> Double {
      part.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
    #expect(try abs(buffer.gradientNorm(in: [0..<count]) - norm(gradients[..<count])) < 1e-4)
    #expect(
      try abs(
        buffer.gradientNorm(in: [0..<2, count..<count + 3])
          - norm(gradients[..<2] + gradients[count...])) < 1e-6)
    try buffer.clearGradients()
    #expect(try buffer.gradientNorm(in: [0..<count + 3]) == 0)
  }

  /// Sets gradients the only way there is: as derivatives of a weighted sum.
  private func setGradients(_ numbers: [Float], of buffer: ParameterBuffer) throws {
    for (parameter, range) in zip(buffer.parameters, buffer.ranges) {
      try (parameter * Tensor(Array(numbers[range]), shape: parameter.shape)).sum().backward()
    }
  }
}
