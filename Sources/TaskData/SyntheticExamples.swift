import GSLNumerics

/// Draws the examples of the synthetic tasks.
///
/// Of a pair's two sentences the second repeats the first, shortened, with some nouns exchanged; the
/// label says how the new nouns stand to the old ones.
struct SyntheticExamples {
  let language: SyntheticLanguage
  let stream: RandomStream

  /// Returns an example of a task with a label, drawn at random.
  func example(of task: GLUETask, label: Int) -> TextExample {
    switch task {
    case .rte, .wnli:
      // RTE lists entailment first, WNLI second.
      pair(
        exchange: (label == 0) == (task == .rte) ? .entailed : .unrelated,
        lexicon: language.lexicon, target: label)
    case .mnli:
      pair(
        exchange: [.entailed, .unrelated, .opposite][label], lexicon: language.lexicon,
        target: label)
    case .qnli:
      pair(
        exchange: label == 0 ? .entailed : .unrelated, lexicon: language.falseFriends,
        target: label)
    case .qqp, .mrpc:
      pair(
        exchange: label == 1 ? .synonym : .unrelatedMember, lexicon: language.lexicon,
        target: label)
    case .stsb: similarity(steps: label)
    case .cola: acceptability(isAcceptable: label == 1)
    case .sst2: sentiment(isPraise: label == 1)
    }
  }

  // MARK: - Pairs

  private enum Exchange { case entailed, unrelated, opposite, synonym, unrelatedMember }

  private func pair(exchange: Exchange, lexicon: SyntheticLexicon, target: Int) -> TextExample {
    let families = Array(stream.permutation(lexicon.names.count).prefix(3))
    let nouns = families.prefix(2).map { member(of: $0, in: lexicon) }
    let verb = any(language.verbs)
    let replaced = stream.integer(below: 2)
    let new: String
    switch exchange {
    case .entailed:
      new =
        stream.bernoulli(0.5)
        ? synonym(of: nouns[replaced], family: families[replaced], in: lexicon)
        : lexicon.names[families[replaced]]
    case .synonym:
      new = synonym(of: nouns[replaced], family: families[replaced], in: lexicon)
    case .opposite:
      let family = lexicon.opposite(of: families[replaced])
      new = stream.bernoulli(0.5) ? member(of: family, in: lexicon) : lexicon.names[family]
    case .unrelated, .unrelatedMember:
      let family = unrelatedFamily(to: Array(families.prefix(2)))
      let byName = exchange == .unrelated && stream.bernoulli(0.5)
      new = byName ? lexicon.names[family] : member(of: family, in: lexicon)
    }
    var second = nouns
    second[replaced] = new
    return TextExample(
      first: clause(nouns, verb: verb, isDecorated: true),
      second: clause(second, verb: verb, isDecorated: false), target: Double(target))
  }

  private func similarity(steps: Int) -> TextExample {
    let lexicon = language.lexicon
    let families = Array(stream.permutation(lexicon.names.count).prefix(2))
    let nouns = families.map { member(of: $0, in: lexicon) }
    let verb = any(language.verbs)
    // Each noun gives 0 (unrelated), 1 (of the family) or 2 (the same or a synonym).
    let choices = [
      [(0, 0)], [(0, 1), (1, 0)], [(1, 1), (0, 2), (2, 0)], [(1, 2), (2, 1)], [(2, 2)],
    ]
    let (a, b) = any(choices[steps])
    let second = zip(zip(nouns, families), [a, b]).map { pair, points in
      let (noun, family) = pair
      switch points {
      case 0: return member(of: unrelatedFamily(to: families), in: lexicon)
      case 1: return lexicon.names[family]
      default:
        return stream.bernoulli(0.5) ? noun : synonym(of: noun, family: family, in: lexicon)
      }
    }
    return TextExample(
      first: clause(nouns, verb: verb, isDecorated: true),
      second: clause(second, verb: verb, isDecorated: false), target: 1.25 * Double(steps))
  }

  // MARK: - Single sentences

  private func acceptability(isAcceptable: Bool) -> TextExample {
    let noun = any(any(language.lexicon.members))
    let right = language.article(of: noun)
    let wrong = language.articles[language.secondGender.contains(noun) ? 0 : 1]
    let words = [
      isAcceptable ? right : wrong, any(language.plain), noun, any(language.verbs),
      any(language.prepositions), any(language.praising + language.blaming),
    ]
    return TextExample(first: words.joined(separator: " "), target: isAcceptable ? 1 : 0)
  }

  private func sentiment(isPraise: Bool) -> TextExample {
    let noun = any(any(language.lexicon.members))
    let isNegated = stream.bernoulli(0.5)
    let adjective = any(isPraise != isNegated ? language.praising : language.blaming)
    let words =
      [language.article(of: noun), any(language.plain), noun, any(language.verbs)]
      + (isNegated ? [language.negation] : []) + [adjective]
    return TextExample(first: words.joined(separator: " "), target: isPraise ? 1 : 0)
  }

  // MARK: - Parts

  private func clause(_ nouns: [String], verb: String, isDecorated: Bool) -> String {
    var words: [String] = []
    for (place, noun) in nouns.enumerated() {
      if place == 1 { words.append(verb) }
      words.append(language.article(of: noun))
      if isDecorated, stream.bernoulli(0.5) { words.append(any(language.plain)) }
      words.append(noun)
    }
    return words.joined(separator: " ")
  }

  private func any<Element>(_ elements: [Element]) -> Element {
    elements[stream.integer(below: elements.count)]
  }

  private func member(of family: Int, in lexicon: SyntheticLexicon) -> String {
    any(lexicon.members[family])
  }

  private func synonym(of noun: String, family: Int, in lexicon: SyntheticLexicon) -> String {
    let words = lexicon.members[family]
    return words[(words.firstIndex(of: noun) ?? 0) ^ 1]
  }

  /// Draws a family that is neither one of these nor the opposite of one.
  private func unrelatedFamily(to families: [Int]) -> Int {
    let excluded = Set(families + families.map(language.lexicon.opposite(of:)))
    return any((0..<SyntheticLanguage.families).filter { !excluded.contains($0) })
  }
}
