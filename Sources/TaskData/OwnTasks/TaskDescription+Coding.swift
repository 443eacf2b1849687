import Multitask

extension TaskDescription: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, train, validation, test, text, join, features, categories, label, labels, labelNames
    case dropLabels, target, metric, limit, group, heldOut, tasksBy, taskNames, mostTasks, value
  }

  /// Decodes a description whose keys are those of an experiment file; an absent key has its initial value.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(name: try values.decode(String.self, forKey: .name))
    train = try values.paths(.train) ?? []
    validation = try values.paths(.validation)
    test = try values.paths(.test)
    layout = try TableLayout(from: decoder)
    text = try values.decodeIfPresent([String].self, forKey: .text) ?? []
    join = try values.decodeIfPresent([String].self, forKey: .join) ?? []
    features = try values.decodeIfPresent([String].self, forKey: .features) ?? []
    categories = try values.decodeIfPresent([String].self, forKey: .categories) ?? []
    label = try values.decodeIfPresent(String.self, forKey: .label)
    labels = try values.decodeIfPresent([String].self, forKey: .labels)
    labelNames = try values.decodeIfPresent([String: String].self, forKey: .labelNames)
    dropLabels = try values.decodeIfPresent([String].self, forKey: .dropLabels)
    target = try values.decodeIfPresent(String.self, forKey: .target)
    metric = try values.decodeIfPresent(Metric.self, forKey: .metric)
    limit = try values.decodeIfPresent(Int.self, forKey: .limit)
    group = try values.decodeIfPresent(String.self, forKey: .group)
    heldOut = try values.decodeIfPresent(HeldOut.self, forKey: .heldOut)
    tasksBy = try values.decodeIfPresent(String.self, forKey: .tasksBy)
    taskNames = try values.decodeIfPresent(String.self, forKey: .taskNames)
    mostTasks = try values.decodeIfPresent(Int.self, forKey: .mostTasks)
    value = try values.decodeIfPresent(String.self, forKey: .value)
  }

  /// Encodes the description under the keys of an experiment file.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(train, forKey: .train)
    try values.encodeIfPresent(validation, forKey: .validation)
    try values.encodeIfPresent(test, forKey: .test)
    try layout.encode(to: encoder)
    try values.encode(text, forKey: .text)
    try values.encode(join, forKey: .join)
    try values.encode(features, forKey: .features)
    try values.encode(categories, forKey: .categories)
    try values.encodeIfPresent(label, forKey: .label)
    try values.encodeIfPresent(labels, forKey: .labels)
    try values.encodeIfPresent(labelNames, forKey: .labelNames)
    try values.encodeIfPresent(dropLabels, forKey: .dropLabels)
    try values.encodeIfPresent(target, forKey: .target)
    try values.encodeIfPresent(metric, forKey: .metric)
    try values.encodeIfPresent(limit, forKey: .limit)
    try values.encodeIfPresent(group, forKey: .group)
    try values.encodeIfPresent(heldOut, forKey: .heldOut)
    try values.encodeIfPresent(tasksBy, forKey: .tasksBy)
    try values.encodeIfPresent(taskNames, forKey: .taskNames)
    try values.encodeIfPresent(mostTasks, forKey: .mostTasks)
    try values.encodeIfPresent(value, forKey: .value)
  }
}

extension KeyedDecodingContainer {
  /// Decodes paths, or one as older journals have it.
  fileprivate func paths(_ key: Key) throws -> [String]? {
    if let path = try? decode(String.self, forKey: key) { return [path] }
    return try decodeIfPresent([String].self, forKey: key)
  }
}
