public import Feedback

/// One named figure of an evaluation: what `--json` keeps and a later run is compared with.
public struct EvaluationMetric: Hashable, Sendable, Codable {
    /// `fr.frictions.micro_f1`: the group, what was compared, the figure.
    public var name: String
    public var value: Double
    /// Texts, or tags, behind it.
    public var count: Int
    /// Wilson's 95 %, where the figure is a share.
    public var interval: Interval?

    public init(name: String, value: Double, count: Int, interval: Interval? = nil) {
        (self.name, self.value, self.count, self.interval) = (name, value, count, interval)
    }

    /// Whether `--fail-under` holds it to the bar: the micro-F1 of frictions and the macro-F1 of praise against blame,
    /// by language.
    public var isHeadline: Bool {
        ["fr", "en"].contains { name == "\($0).polarity.macro_f1" || name == "\($0).frictions.micro_f1" }
    }
}

extension Evaluation {
    /// Every figure, by group: `all`, then each language; and the mean over files where there are several.
    public var metrics: [EvaluationMetric] {
        var metrics = all.metrics(of: "all")
        for language in Language.allCases {
            guard let scores = byLanguage[language] else { continue }
            metrics += scores.metrics(of: language.rawValue)
            metrics += fileMeans(language)
        }
        return metrics
    }

    /// Means over the files that hold both praise and blame, and over those with labels a person gave.
    private func fileMeans(_ language: Language) -> [EvaluationMetric] {
        let scores = byFile.sorted { $0.key < $1.key }.compactMap { $0.value[language] }
        guard scores.count > 1 else { return [] }
        let polar = scores.filter { scores in
            AnalysisScores.polarities.allSatisfy { scores.polarity.tags($0).support > 0 }
        }
        let human = scores.filter { scores in
            AnalysisScores.threeWay.allSatisfy { scores.sentiment.tags($0).support > 0 }
        }
        func mean(_ name: String, _ values: [Double]) -> [EvaluationMetric] {
            guard !values.isEmpty else { return [] }
            let value = values.reduce(0, +) / Double(values.count)
            return [
                EvaluationMetric(name: "\(language.rawValue).mean_of_files.\(name)", value: value, count: values.count)
            ]
        }
        return mean("polarity_macro_f1", polar.compactMap(\.polarity.macroF1))
            + mean("sentiment_macro_f1", human.compactMap(\.sentiment.macroF1))
            + mean("ece", polar.compactMap(\.calibration.expectedError))
    }
}

extension AnalysisScores {
    func metrics(of group: String) -> [EvaluationMetric] {
        matrix(polarity, "\(group).polarity") + calibrationMetrics(group) + matrix(sentiment, "\(group).sentiment")
            + table(frictions, "\(group).frictions") + table(areas, "\(group).areas")
            + table(intents, "\(group).intents") + table(steps, "\(group).steps") + praiseMetrics(group)
            + matrix(languages, "\(group).language") + matrix(shortTextLanguages, "\(group).language_short")
    }

    private func matrix(_ matrix: ConfusionMatrix, _ prefix: String) -> [EvaluationMetric] {
        guard let accuracy = matrix.accuracy, let macro = matrix.macroF1, let coverage = matrix.coverage else {
            return []
        }
        let count = matrix.total
        return [
            EvaluationMetric(
                name: "\(prefix).accuracy", value: accuracy, count: count, interval: matrix.accuracyInterval),
            EvaluationMetric(name: "\(prefix).macro_f1", value: macro, count: count),
            EvaluationMetric(
                name: "\(prefix).coverage", value: coverage, count: count,
                interval: .wilson(count - matrix.unanswered, of: count)),
        ]
    }

    private func calibrationMetrics(_ group: String) -> [EvaluationMetric] {
        guard let error = calibration.expectedError, let brier = calibration.brier else { return [] }
        return [
            EvaluationMetric(name: "\(group).polarity.ece", value: error, count: calibration.texts),
            EvaluationMetric(name: "\(group).polarity.brier", value: brier, count: calibration.texts),
        ]
    }

    private func table(_ table: TagTable, _ prefix: String) -> [EvaluationMetric] {
        let total = table.total
        guard table.texts > 0, let micro = total.f1 else { return [] }
        var metrics = [
            EvaluationMetric(name: "\(prefix).micro_f1", value: micro, count: total.support, interval: total.f1Interval)
        ]
        if let macro = table.macroF1 {
            metrics.append(EvaluationMetric(name: "\(prefix).macro_f1", value: macro, count: total.support))
        }
        if let precision = total.precision {
            metrics.append(
                EvaluationMetric(
                    name: "\(prefix).precision", value: precision, count: total.given, interval: total.precisionInterval
                ))
        }
        if let recall = total.recall {
            metrics.append(
                EvaluationMetric(
                    name: "\(prefix).recall", value: recall, count: total.support, interval: total.recallInterval))
        }
        return metrics
    }

    private func praiseMetrics(_ group: String) -> [EvaluationMetric] {
        guard praising > 0 else { return [] }
        return [
            EvaluationMetric(
                name: "\(group).praise.with_friction", value: Double(praisingWithFriction) / Double(praising),
                count: praising, interval: .wilson(praisingWithFriction, of: praising))
        ]
    }
}
