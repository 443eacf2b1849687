import Multitask
import PretrainedEncoders
import Testing
import TorchTrainer

@testable import Tensors

@Suite struct DeviceTests {
  /// What a GPU computes, on the CPU, against the kernels; and on a GPU where there is one.
  @Test(arguments: SentenceEncoding.allCases)
  func trainingIsTheSameWithoutKernels(encoder: SentenceEncoding) throws {
    try TinyBert.withFolder { folder in
      var settings = smallSettings(encoder)
      (settings.model, settings.device) = (folder.path, .cpu)
      func trainer() throws -> any Trainer {
        try factory(SampleTasks.all(), settings).makeTrainer(seed: 5)
      }
      func losses(_ trainer: any Trainer) throws -> [Double] {
        try [0, 1, 2, 0, 1, 2].flatMap {
          try trainer.train(task: TaskIndex($0), batches: 1).losses
        }
      }
      let expected = try losses(trainer())
      var all = [try TensorEngine.withoutKernels { try losses(trainer()) }]
      if Device.gpu.isAvailable {
        settings.device = .gpu
        all.append(try losses(trainer()))
      }
      for losses in all {
        #expect(abs(losses[0] - expected[0]) < 1e-5)
        // Steps of one size for gradients of any size: the last bits of small ones grow.
        #expect(zip(losses, expected).allSatisfy { abs($0 - $1) < 0.002 }, "\(losses)")
      }
    }
  }

  @Test(arguments: SentenceEncoding.allCases)
  func aSnapshotGoesToAnotherDevice(encoder: SentenceEncoding) throws {
    try TinyBert.withFolder { folder in
      var settings = smallSettings(encoder)
      (settings.model, settings.device) = (folder.path, .cpu)
      let cpu = try factory(SampleTasks.all(), settings)
      if Device.gpu.isAvailable { settings.device = .gpu }
      let other = try factory(SampleTasks.all(), settings)
      let there = try TensorEngine.withoutKernels {
        let trainer = try other.makeCheckpointingTrainer(seed: 5)
        for task in 0..<3 { _ = try trainer.train(task: TaskIndex(task), batches: 2) }
        return (
          try trainer.snapshot(), try trainer.evaluate(task: TaskIndex(0), split: .validation)
        )
      }
      let here = try cpu.makeCheckpointingTrainer(seed: 6)
      try here.restore(there.0)
      #expect(try here.snapshot().bytes == there.0.bytes)
      let evaluation = try here.evaluate(task: TaskIndex(0), split: .validation)
      #expect(abs(evaluation.loss - there.1.loss) < 1e-4)
    }
  }

  @Test(.disabled(if: Device.gpu.isAvailable, "there is a GPU"))
  func aGPUThatIsNotThereIsAnErrorAndAutoIsTheCPU() throws {
    var settings = smallSettings()
    settings.device = .gpu
    let error = #expect(throws: DeviceError.self) { try factory(SampleTasks.all(), settings) }
    #expect(error?.description.contains("AUTOSEM_TORCH") == true)
    #expect(settings.device.problem == error)
    settings.device = .auto
    #expect(settings.device.problem == nil)
    let automatic = try factory(SampleTasks.all(), settings)
    #expect(automatic.engine == "LibTorch \(TensorEngine.version)")
    settings.device = .cpu
    let trainers = try [automatic, factory(SampleTasks.all(), settings)].map {
      try $0.makeTrainer(seed: 1)
    }
    let losses = try trainers.map { try $0.train(task: TaskIndex(0), batches: 3).losses }
    #expect(losses[0] == losses[1])
  }

  @Test func theWordsAreThoseOfExperimentFiles() {
    #expect(DeviceChoice.allCases.map(\.rawValue) == ["auto", "cpu", "gpu"])
  }
}
