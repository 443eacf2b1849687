import Foundation
import GSLNumerics
import Multitask
import TaskData
import TorchTrainer

extension FuzzTarget {
  /// The file of a saved model that is changed.
  var modelFile: String { self == .weights ? "model.safetensors" : "model.json" }

  /// Keeps a small untrained model of the built-in trainer, and returns its folder.
  static func sampleModel(in folder: URL) throws -> URL {
    let model = folder.appending(path: "model")
    try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
    let order = SplitOrder(using: RandomStreams(seed: 1).stream("held-out"))
    var settings = TorchTrainerSettings()
    (settings.embeddingBuckets, settings.embeddingDimension, settings.hiddenDimension) = (16, 4, 4)
    let factory = try TorchTrainerFactory(
      tasks: TaskSuite.synthetic(seed: 1, names: ["rte"]).tasks.map { SplitTask($0, in: order) },
      primary: TaskIndex(0), settings: settings)
    try factory.model(of: factory.makeTrainer(seed: 1))?
      .write(to: model.path(percentEncoded: false))
    return model
  }

  /// Predicts with a saved model, one file of which was changed.
  ///
  /// - Parameters:
  ///   - bytes: The changed file.
  ///   - home: The folder with the folder of the whole model.
  ///   - folder: An empty folder.
  func predict(with bytes: [UInt8], beside home: URL, in folder: URL) throws {
    for file in ["model.json", "model.safetensors"] {
      let copy = folder.appending(path: file)
      if file == modelFile {
        try Data(bytes).write(to: copy)
      } else {
        try FileManager.default.copyItem(at: home.appending(path: "model/\(file)"), to: copy)
      }
    }
    _ = try SavedModel(contentsOf: folder.path(percentEncoded: false))
      .predictions(of: [Example(first: "a b c", second: "d", target: 0)])
  }
}
