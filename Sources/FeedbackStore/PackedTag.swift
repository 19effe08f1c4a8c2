package import Feedback

/// One tag on its way to the store: its names are numbers of the ``Packer`` that packs it, its figures ten-thousandths.
package struct PackedTag: Sendable {
    package var kind: AnnotationKind
    /// From ``Packer/number(ofCode:)``.
    package var code: Int32
    package var polarity: Int32
    package var score: Int32
    package var confidence: Int32
    package var severity: Int32
    /// UTF-8 byte offsets.
    package var start: Int32
    package var end: Int32
    /// From ``Packer/number(ofRule:)``.
    package var rule: Int32

    /// - Parameters:
    ///   - polarity: −1…1, as are the next two; kept to four decimals: more would only say how the arithmetic went, and
    ///     cost a third of a row.
    package init(
        kind: AnnotationKind, code: Int32, polarity: Double, score: Double, confidence: Double, severity: Int,
        span: Range<Int>, rule: Int32
    ) {
        self.kind = kind
        self.code = code
        self.polarity = tenThousandths(polarity)
        self.score = tenThousandths(score)
        self.confidence = tenThousandths(confidence)
        self.severity = Int32(truncatingIfNeeded: severity)
        start = Int32(truncatingIfNeeded: span.lowerBound)
        end = Int32(truncatingIfNeeded: span.upperBound)
        self.rule = rule
    }

    /// 0 to 1; −1 to 1 for sentiment.
    package var scoreValue: Double { Double(score) / 10_000 }
}

private func tenThousandths(_ number: Double) -> Int32 { Int32((number * 10_000).rounded()) }

/// What the analyser said of one text of an item.
package struct TextReading: Sendable {
    package var language: Language
    package var languageConfidence: Double
    package var needsReview: Bool
    /// Its tags among those of the item.
    package var tags: Range<Int>

    package init(language: Language, languageConfidence: Double, needsReview: Bool, tags: Range<Int>) {
        self.language = language
        self.languageConfidence = languageConfidence
        self.needsReview = needsReview
        self.tags = tags
    }
}
