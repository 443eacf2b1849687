import Tensors

/// Puts the cheap numbers of a pair beside what a network makes of its sentences.
struct NumberedEncoder: SentenceEncoder {
  let network: any SentenceEncoder

  var parameters: [ParameterSpecification] { network.parameters }

  var outputs: Int { network.outputs + PairNumbers.count }

  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    guard let numbers = batch.numbers else {
      preconditionFailure("a batch with the numbers of its pairs is expected")
    }
    let vectors = try network.encode(batch, parameters, dropout: &dropout)
    return try Tensor.concatenated([vectors, numbers], along: 1)
  }
}
