public import Feedback
public import FeedbackStore

/// What is felt at one step of the journey, by the words of its items.
public struct StepEmotions: Hashable, Sendable, Codable {
    public struct Emotion: Hashable, Sendable, Codable {
        public var code: String
        /// Of the items that name an emotion: an item may name several.
        public var share: ShareFigure
    }

    /// Items whose texts name an emotion, of all of the step.
    public var named: ShareFigure
    /// The share of them with more pleasant emotions less the share with more unpleasant ones, −1 to 1; `nil` under ten.
    public var net: Double?
    /// Adjusted Wald, as for net sentiment.
    public var interval: Interval?
    /// Named most first. What fewer than five items name is left out.
    public var emotions: [Emotion]

    static let leastItems = 5

    /// - Returns: `nil` when no text names an emotion.
    init?(_ rows: [EmotionRow], of items: Int) {
        guard var row = rows.first else { return nil }
        for other in rows.dropFirst() { row.add(other) }
        named = ShareFigure(row.items, of: items)
        let tally = ScoreTally(
            .sentiment, count: row.items, favourable: row.pleasant, unfavourable: row.unpleasant)
        let figure = ScoreFigure(tally)
        net = figure.value.map { $0 / 100 }
        interval = figure.interval.map { $0.scaled(by: 0.01).clamped(to: -1...1) }
        emotions = row.byEmotion.filter { $0.value >= Self.leastItems }
            .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            .map { Emotion(code: $0.key, share: ShareFigure($0.value, of: row.items)) }
    }
}

extension JourneyReport {
    /// Adds what is felt at each step. Reads every tag of the selection: half a second for half a million texts.
    ///
    /// - Parameter sides: by emotion, 1 for pleasant and −1 for unpleasant.
    public mutating func addEmotions(
        from store: FeedbackStore, filter: InsightFilter, sides: [String: Int]
    ) throws {
        let isDefault = try store.journey(journey)?.isDefault ?? true
        let rows = try store.emotions(filter, step: isDefault ? .step : .journey(journey), sides: sides)
        for index in steps.indices {
            let own = rows.filter { $0.step == steps[index].code }
            steps[index].felt = StepEmotions(own, of: steps[index].items)
            for place in steps[index].channels.indices {
                let channel = steps[index].channels[place]
                steps[index].channels[place].felt = StepEmotions(
                    own.filter { $0.channel == channel.channel }, of: channel.items)
            }
        }
    }
}
