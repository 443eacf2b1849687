import Foundation

/// A memory-mapped file of named tensors, which are read on demand.
public struct SafetensorsFile: Sendable {
  /// A tensor of the file.
  public struct Tensor: Equatable, Sendable {
    /// The type of its elements.
    public let elements: ElementType

    /// The length of each dimension; none for a scalar.
    public let shape: [Int]

    /// Its byte range in the file.
    let bytes: Range<Int>
  }

  /// The file.
  public let path: String

  /// The tensors by name.
  public let tensors: [String: Tensor]

  private let contents: Data

  /// Opens a file and checks its header.
  ///
  /// - Throws: `PretrainedEncoderError.missingFile`, `.unreadable` or `.damagedWeights`.
  public init(path: String) throws(PretrainedEncoderError) {
    self.path = path
    contents = try readFile(path, mapped: true)
    do {
      tensors = try SafetensorsHeader(of: contents).tensors
    } catch {
      throw .damagedWeights(path: path, error)
    }
  }

  /// Returns the elements of a tensor, row-major.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that it must have.
  /// - Throws: `PretrainedEncoderError.missingTensor`, `.wrongShape`, `.wrongElements` (it holds
  ///   neither F32 nor F16 nor BF16) or `.notFinite`.
  public func floats(of name: String, shape: [Int]) throws(PretrainedEncoderError) -> [Float] {
    let (tensor, numbers) = try tensor(name, shape: shape)
    let count = tensor.bytes.count / numbers.byteCount
    let values = [Float](capacity: count) { values in
      numbers.read(contents.span, from: tensor.bytes.lowerBound, count: count, into: &values)
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(tensor: name, path: path, index: index)
    }
    return values
  }

  /// Returns a tensor of a shape, and the type of its elements, which are not read.
  ///
  /// - Throws: `PretrainedEncoderError.missingTensor`, `.wrongShape` or `.wrongElements`.
  @discardableResult
  func tensor(
    _ name: String, shape: [Int]
  ) throws(PretrainedEncoderError) -> (Tensor, StoredNumber) {
    guard let tensor = tensors[name] else { throw .missingTensor(name, path: path) }
    guard tensor.shape == shape else {
      throw .wrongShape(tensor: name, path: path, found: tensor.shape, expected: shape)
    }
    guard let numbers = tensor.elements.numbers else {
      throw .wrongElements(tensor: name, path: path, found: tensor.elements.rawValue)
    }
    return (tensor, numbers)
  }
}
