import CommandTrainer
import Multitask
import TestSupport
import Testing
import TrainerConformance

extension CommandTrainerTests {
  /// The trainers that come with the package, under the checker of all trainers.
  @Suite struct ConformanceTests {
    @Test func theShellTrainerConforms() throws {
      let factory = try CommandTrainerFactory(
        settings: CommandTrainerSettings(command: ["./shell.sh"], folder: Scripts.folder),
        primary: "target", auxiliary: nil)
      #expect(factory.tasks.map(\.name) == ["target", "near", "far"])
      try checkTrainer(factory)
    }

    @Test func aTrainerInPythonConforms() throws {
      let folder = try TemporaryFolder()
      try folder.write(
        """
        import json, random, sys
        sys.path.insert(0, "\(Scripts.folder)")
        from autosem_trainer import heartbeat, serve

        class Model:
            def __init__(self, tasks, primary, seed):
                print("standard output is for the log")
                self.state = [seed, 0.0]
            def train(self, task, batches):
                before = self.state[1]
                for _ in range(batches):
                    heartbeat()
                    random.seed(repr((self.state, task)))
                    self.state = [self.state[0], self.state[1] - random.random()]
                return before, self.state[1], 32 * batches
            def evaluate(self, task, split):
                return 1 / (1 + abs(self.state[1])), self.state[1] + self.state[0], 50
            def save(self, path):
                json.dump(self.state, open(path, "w"))
            def load(self, path):
                self.state = json.load(open(path))

        serve({"a": {"examples": 50, "metric": "f1"}, "b": {"examples": 50, "metric": "f1"}}, Model)
        """, to: "train.py")
      let factory = try CommandTrainerFactory(
        settings: CommandTrainerSettings(
          command: ["python3", "-B", "train.py"], folder: folder.path("")),
        primary: "a", auxiliary: nil)
      try checkTrainer(factory)
    }

    @Test(
      .enabled(if: Scripts.hasPyTorch, "PyTorch is not installed; AUTOSEM_PYTHON names its Python"))
    func thePyTorchTrainerConforms() throws {
      let factory = try CommandTrainerFactory(
        settings: CommandTrainerSettings(
          command: [Scripts.python, "pytorch.py"], folder: Scripts.folder),
        primary: "target", auxiliary: ["near"])
      #expect(factory.tasks.map(\.name) == ["target", "near"])
      try checkTrainer(factory)
    }

    @Test func aTrainerOfScoresConforms() throws {
      let factory = try ScoreTrainerFactory(
        settings: CommandTrainerSettings(
          command: ["./score.sh", "--weights", "{mixture}", "--seed", "{seed}"],
          folder: Scripts.folder),
        primary: "target", auxiliary: ["near", "far"])
      try checkTrainer(factory, measuring: [TaskIndex(0)])
    }
  }
}
