import Alerting
import BundledData
import Evaluation
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Insights
import Lexicons
import Linking

/// A problem as the user reads it: one sentence, in their language, with what to do.
struct Failure: Error {
    var text: String
    /// 1 when something broke on the way, 2 when a file, a setting or the usage is wrong and nothing was written.
    var code: Int32

    init(_ text: String, code: Int32 = 2) {
        self.text = text
        self.code = code
    }

    func report() -> Int32 {
        FileHandle.standardError.write(Data("voc: \(text)\n".utf8))
        return code
    }

    /// Says any error of the modules below.
    init(_ error: any Error, language: OutputLanguage) {
        switch error {
        case let failure as Failure: self = failure
        case let error as ImportError: self.init(error.message(in: language))
        case let error as StoreError:
            self.init("\(error.what[language]). \(error.fix[language]).", code: error.isUsage ? 2 : 1)
        case let error as AlertError: self.init("\(error.what[language]). \(error.fix[language]).")
        case let error as JourneyError: self.init(error.phrase[language])
        case let error as DataFolderError: self.init("\(error)")
        case let error as SeedError: self.init("\(error)")
        case let error as EvaluationError: self.init(error.message(language))
        case let error as LexiconError: self.init(error.message[language])
        case let error as InsightError: self.init("\(error.what[language]). \(error.fix[language]).")
        default: self.init("\(error)", code: 1)
        }
    }
}

extension StoreError {
    fileprivate var isUsage: Bool {
        switch self {
        case .locked, .diskFull, .failed, .notWiped: false
        default: true
        }
    }
}
