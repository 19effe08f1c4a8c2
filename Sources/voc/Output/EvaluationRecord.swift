import Evaluation
import Feedback
import Foundation

/// The JSON of `voc eval`: figures, counts and places, never the customers' words, so that it can be kept as a baseline.
struct EvaluationRecord: Codable {
    var rules: String
    var files: [String]
    var texts: Int
    var metrics: [EvaluationMetric]
    var tags: [Tag]
    var confusion: [Cell]
    var calibration: [Bin]
    var worst: [WorstText]

    struct Tag: Codable {
        var language: String
        /// polarity, sentiment, language, frictions, areas, intents, steps.
        var kind: String
        var code: String
        var right: Int
        var wrong: Int
        var missed: Int

        var counts: TagCounts { TagCounts(right: right, wrong: wrong, missed: missed) }
    }

    struct Cell: Codable {
        var language: String
        var kind: String
        var label: String
        /// Empty for texts without an answer.
        var answer: String
        var count: Int
    }

    /// Texts whose stated probability of praise lies in one tenth of the scale.
    struct Bin: Codable {
        var language: String
        var from: Double
        var texts: Int
        var stated: Double
        var cameTrue: Int
    }

    struct WorstText: Codable {
        var file: String
        var line: Int
        var loss: Double
        var expected: String?
        var wrong: [String]
        var missed: [String]
    }

    init(_ evaluation: Evaluation, rules: String, files: [String], worst: Int) {
        (self.rules, self.files, texts) = (rules, files, evaluation.texts.count)
        metrics = evaluation.metrics
        (tags, confusion, calibration) = ([], [], [])
        self.worst = evaluation.mistakes.prefix(worst).map { mistake in
            let text = evaluation.texts[mistake.index]
            return WorstText(
                file: text.file, line: text.line, loss: mistake.loss, expected: mistake.expectedSentiment?.rawValue,
                wrong: mistake.wrongFrictions, missed: mistake.missedFrictions)
        }
        for language in Language.allCases {
            guard let scores = evaluation.byLanguage[language] else { continue }
            add(scores, language.rawValue)
        }
    }

    /// - Throws: `EvaluationError` when the file is not a saved result.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path),
            let record = try? JSONDecoder().decode(EvaluationRecord.self, from: data)
        else {
            throw EvaluationError(
                file: path,
                what: Phrase(
                    en: "this is not a result saved by voc eval --json",
                    fr: "ce n'est pas un résultat gardé par voc eval --json"),
                fix: Phrase(
                    en: "Save one: voc eval LABELS --json > FILE",
                    fr: "Gardez-en un : voc eval ÉTIQUETTES --json > FICHIER"
                ))
        }
        self = record
    }

    private mutating func add(_ scores: AnalysisScores, _ language: String) {
        for (kind, matrix) in [
            ("polarity", scores.polarity), ("sentiment", scores.sentiment), ("language", scores.languages),
        ] where matrix.total > 0 {
            add(matrix, kind, language)
        }
        for (kind, table) in scores.tables {
            for (code, counts) in table.codes.sorted(by: { $0.key < $1.key }) where !counts.isEmpty {
                tags.append(Tag(language: language, kind: kind, code: code, counts))
            }
        }
        for (index, bin) in scores.calibration.bins.enumerated() where bin.texts > 0 {
            calibration.append(
                Bin(
                    language: language, from: Double(index) / 10, texts: bin.texts, stated: bin.stated,
                    cameTrue: bin.cameTrue))
        }
    }

    private mutating func add(_ matrix: ConfusionMatrix, _ kind: String, _ language: String) {
        for label in matrix.labels {
            let counts = matrix.tags(label)
            if !counts.isEmpty { tags.append(Tag(language: language, kind: kind, code: label, counts)) }
            for answer in matrix.labels.map(Optional.some) + [nil] {
                let count = matrix.count(label: label, answer: answer)
                guard count > 0 else { continue }
                confusion.append(Cell(language: language, kind: kind, label: label, answer: answer ?? "", count: count))
            }
        }
    }

    /// One line a tag.
    var csv: String {
        Records.csv(
            header: [
                "language", "kind", "code", "labelled", "given", "right", "precision", "precision_low",
                "precision_high", "recall", "recall_low", "recall_high", "f1", "f1_low", "f1_high",
            ],
            rows: tags.map { tag in
                let counts = tag.counts
                func cells(_ value: Double?, _ interval: Interval) -> [String] {
                    value.map { ["\($0)", "\(interval.low)", "\(interval.high)"] } ?? ["", "", ""]
                }
                return [tag.language, tag.kind, tag.code, "\(counts.support)", "\(counts.given)", "\(counts.right)"]
                    + cells(counts.precision, counts.precisionInterval) + cells(counts.recall, counts.recallInterval)
                    + cells(counts.f1, counts.f1Interval)
            })
    }
}

extension EvaluationRecord.Tag {
    init(language: String, kind: String, code: String, _ counts: TagCounts) {
        self.init(
            language: language, kind: kind, code: code, right: counts.right, wrong: counts.wrong, missed: counts.missed)
    }
}

extension AnalysisScores {
    /// The tables of tags by their names.
    var tables: [(kind: String, table: TagTable)] {
        [("frictions", frictions), ("areas", areas), ("intents", intents), ("steps", steps)]
    }
}

/// The JSON of `voc eval --agreement`.
struct AgreementRecord: Codable {
    var texts: Int
    var same: Int
    var kappa: Double?
    var f1: Double?
    var codes: [Code]

    struct Code: Codable {
        var code: String
        var first: Int
        var second: Int
        var both: Int
        var kappa: Double?
    }

    init(_ agreement: LabelAgreement) {
        (texts, same) = (agreement.texts, agreement.same)
        (kappa, f1) = (agreement.kappa, agreement.total.f1)
        codes = agreement.codes.map {
            Code(
                code: $0.code, first: $0.counts.support, second: $0.counts.given, both: $0.counts.right,
                kappa: $0.matrix.kappa)
        }
    }

    var csv: String {
        Records.csv(
            header: ["code", "first", "second", "both", "kappa"],
            rows: codes.map { [$0.code, "\($0.first)", "\($0.second)", "\($0.both)", Records.cell($0.kappa)] })
    }
}
