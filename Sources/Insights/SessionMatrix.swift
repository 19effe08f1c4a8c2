public import Feedback
public import FeedbackStore

/// What visits did against what was said of them: fine and happy, struggling but happy, fine but unhappy, struggling and
/// unhappy; and those of whom nobody said anything.
public struct SessionMatrix: Sendable, Codable {
    public struct Row: Sendable, Codable {
        public var struggles: Bool
        public var happy: Int
        public var unhappy: Int
        /// Without feedback.
        public var silent: Int
        public var purchased: ShareFigure
        public var abandoned: ShareFigure
    }

    /// Fine first.
    public var rows: [Row]
    public var weights: FrustrationWeights

    public init(_ cells: [SessionMatrixRow], _ weights: FrustrationWeights) {
        self.weights = weights
        rows = [false, true].map { struggles in
            let own = cells.filter { $0.struggles == struggles }
            func sessions(_ isUnhappy: Bool?) -> Int {
                own.reduce(0) { $0 + ($1.isUnhappy == isUnhappy ? $1.sessions : 0) }
            }
            let all = own.reduce(0) { $0 + $1.sessions }
            return Row(
                struggles: struggles, happy: sessions(false), unhappy: sessions(true), silent: sessions(nil),
                purchased: ShareFigure(own.reduce(0) { $0 + $1.purchased }, of: all),
                abandoned: ShareFigure(own.reduce(0) { $0 + $1.abandoned }, of: all))
        }
    }
}
