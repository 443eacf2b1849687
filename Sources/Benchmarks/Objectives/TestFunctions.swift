import Foundation
import GSLNumerics

// Functions that optimisers are compared on. Definitions, bounds and least values are those of
// Surjanovic and Bingham's Virtual Library of Simulation Experiments
// <https://www.sfu.ca/~ssurjano/optimization.html>; the last digits of the least values are from
// scipy.optimize.minimize(method='Nelder-Mead', options=dict(xatol=1e-12, fatol=1e-16)).

func branin(_ x: [Double]) -> Double {
  let valley = x[1] - 5.1 / (4 * .pi * .pi) * x[0] * x[0] + 5 / .pi * x[0] - 6
  return valley * valley + 10 * (1 - 1 / (8 * .pi)) * cos(x[0]) + 10
}

/// Hartmann's functions of three and six numbers: four wells.
enum Hartmann {
  static let minimum3 = -3.862_779_787_332_659_6
  static let minimum6 = -3.322_368_011_415_514_7

  static func value3(_ x: [Double]) -> Double {
    value(
      x, scales: [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]],
      centres: [[3689, 1170, 2673], [4699, 4387, 7470], [1091, 8732, 5547], [381, 5743, 8828]])
  }

  static func value6(_ x: [Double]) -> Double {
    value(
      x,
      scales: [
        [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
      ],
      centres: [
        [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
        [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
      ])
  }

  private static func value(
    _ x: [Double], scales: [[Double]], centres: [[Double]]
  ) -> Double {
    var sum = 0.0
    for (depth, (scales, centres)) in zip([1, 1.2, 3, 3.2], zip(scales, centres)) {
      var distance = 0.0
      for index in x.indices {
        let gap = x[index] - 1e-4 * centres[index]
        distance += scales[index] * gap * gap
      }
      sum -= depth * exp(-distance)
    }
    return sum
  }
}

func ackley(_ x: [Double]) -> Double {
  let d = Double(x.count)
  let cosines = x.reduce(0) { $0 + cos(2 * .pi * $1) }
  return -20 * exp(-0.2 * (dot(x, x) / d).squareRoot()) - exp(cosines / d) + 20 + exp(1)
}

func levy(_ x: [Double]) -> Double {
  let w = x.map { 1 + ($0 - 1) / 4 }
  let (first, last) = (w[0], w[w.count - 1])
  var sum = 0.0
  for number in w.dropLast() {
    let wave = sin(.pi * number + 1)
    sum += (number - 1) * (number - 1) * (1 + 10 * wave * wave)
  }
  let (begin, end) = (sin(.pi * first), sin(2 * .pi * last))
  return begin * begin + sum + (last - 1) * (last - 1) * (1 + end * end)
}

func rosenbrock(_ x: [Double]) -> Double {
  var sum = 0.0
  for (here, next) in zip(x, x.dropFirst()) {
    let valley = next - here * here
    sum += 100 * valley * valley + (1 - here) * (1 - here)
  }
  return sum
}

func griewank(_ x: [Double]) -> Double {
  var product = 1.0
  for (index, number) in x.enumerated() {
    product *= cos(number / Double(index + 1).squareRoot())
  }
  return dot(x, x) / 4000 - product + 1
}

func styblinskiTang(_ x: [Double]) -> Double {
  var sum = 0.0
  for number in x {
    let square = number * number
    sum += (square * square - 16 * square + 5 * number) / 2
  }
  return sum
}

func sixHumpCamel(_ x: [Double]) -> Double {
  let (a, b) = (x[0] * x[0], x[1] * x[1])
  return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (4 * b - 4) * b
}

func michalewicz(_ x: [Double]) -> Double {
  var sum = 0.0
  for (index, number) in x.enumerated() {
    sum -= sin(number) * pow(sin(Double(index + 1) * number * number / .pi), 20)
  }
  return sum
}
