import Tensors

/// An encoder whose vectors are those of a network and the hand-made features of pairs.
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
