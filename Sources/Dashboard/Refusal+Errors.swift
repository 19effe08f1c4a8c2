import FeedbackStore
import Hummingbird
import Insights

extension Refusal {
    /// What the modules below throw, as a client may read it: no path, no SQL, no stack.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as InsightError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as any HTTPResponseError:
            self = error.status == .notFound ? .noSuchPage : Self.generic(error.status)
        case is CancellationError: self = .tooSlow
        default: self = .unexpected
        }
    }

    private init(_ error: InsightError) {
        switch error {
        case .noJourney: self.init(.notFound, error.what, error.fix)
        default: self.init(.badRequest, error.what, error.fix)
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .noSuchItem, .noSuchBatch: self.init(.notFound, error.what, error.fix)
        case .locked: self = .storeLocked
        default: self = .unreadableStore
        }
    }

    private static func generic(_ status: HTTPResponse.Status) -> Refusal {
        status.kind == .clientError ? Refusal(status, unexpected.what, noSuchPage.fix) : .unexpected
    }
}
