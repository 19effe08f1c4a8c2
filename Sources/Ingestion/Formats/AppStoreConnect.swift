import Feedback
import Readers

/// Reviews from the App Store Connect API: `customerReviews`, with the developer's responses beside them.
enum AppStoreConnect: ImportFormat {
    static let name = "appstore-connect"
    static let title = Phrase(en: "App Store Connect reviews (API)", fr: "Avis App Store Connect (API)")
    static let family = FormatFamily.review

    static func detect(_ head: FileHead) -> Detection? {
        guard let shape = head.json else { return nil }
        let reviews = shape.firstRecords.flatMap { Self.reviews(in: $0) }
        guard !reviews.isEmpty else { return nil }
        return Detection(
            confidence: 0.99,
            reasons: [Phrase(en: "records of type customerReviews", fr: "des enregistrements de type customerReviews")])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard head.json != nil else { throw .notJSON(head, format: name) }
        return .json(Converter(source: ItemSource(name: AppStoreRSS.sourceName, options: options)))
    }

    static func reviews(in value: JSONValue) -> [JSONObject] {
        let candidates = isReview(value) ? [value] : value["data"]?.array ?? []
        return candidates.filter(isReview).compactMap(\.object)
    }

    private static func isReview(_ value: JSONValue) -> Bool { value["type"]?.string == "customerReviews" }

    /// Responses come after the reviews, so reviews that have one wait for the end of the file.
    struct Converter: JSONConverter {
        let source: ItemSource
        private var waiting: [(item: FeedbackItem, response: String, position: RecordPosition)] = []
        private var responses: [String: String] = [:]
        /// So many waiting reviews leave with the responses known by then.
        private static let waitingLimit = 20_000

        init(source: ItemSource) { self.source = source }

        mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
            let position = RecordPosition(line: record.line, column: record.column)
            learnResponses(record.value["included"])
            let reviews = AppStoreConnect.reviews(in: record.value)
            if reviews.isEmpty, record.value["data"] == nil {
                let problem = RecordProblem(
                    en: "this record is not of type customerReviews",
                    fr: "cet enregistrement n'est pas de type customerReviews")
                records.append(.rejected(problem, record.value, at: position))
            }
            for review in reviews { read(review, at: position, into: &records) }
        }

        mutating func finish(context: JSONObject, into records: inout [ImportedRecord]) {
            learnResponses(context["included"])
            finish(into: &records)
        }

        mutating func finish(into records: inout [ImportedRecord]) {
            for (item, response, position) in waiting {
                var item = item
                item.addReply(responses[response])
                records.append(.item(item, position))
            }
            waiting = []
        }

        private mutating func learnResponses(_ included: JSONValue?) {
            for value in included?.array ?? [] where value["type"]?.string == "customerReviewResponses" {
                guard let id = value["id"]?.string else { continue }
                responses[id] = value.at("attributes.responseBody")?.string
            }
        }

        private mutating func read(
            _ review: JSONObject, at position: RecordPosition, into records: inout [ImportedRecord]
        ) {
            do throws(RecordProblem) {
                let item = try item(review)
                if item.saysNothing {
                    records.append(.dropped(reason: "empty", position))
                } else if let response = review.at("relationships.response.data.id")?.string {
                    waiting.append((item, response, position))
                    if waiting.count >= Self.waitingLimit { finish(into: &records) }
                } else {
                    records.append(.item(item, position))
                }
            } catch {
                records.append(.rejected(error, .object(review), at: position))
            }
        }

        private func item(_ review: JSONObject) throws(RecordProblem) -> FeedbackItem {
            var item = source.item(.review, channel: "app")
            item.externalID = review["id"]?.string
            item.createdAt = try source.timestamp(review.at("attributes.createdDate"))
            item.country = item.country ?? CountryCode.alpha2(review.at("attributes.territory")?.string)
            try item.addStars(review.at("attributes.rating"))
            item.addVerbatim("title", review.at("attributes.title")?.string)
            item.addVerbatim("content", review.at("attributes.body")?.string)
            return item
        }
    }
}
