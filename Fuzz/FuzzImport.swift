import Feedback
import Glibc
import Readers

@testable import Ingestion

/// One format's detector, mapping and reader on any bytes, as `voc import --as FORMAT` and as detection by content.
///
/// `VOC_FUZZ_FORMAT` names the format; `VOC_FUZZ_FILE`, which `run.sh` sets, is where the bytes are put, beside a questionnaire
/// when the format wants one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImport(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    // The fuzzer's buffer is valid for `count` bytes during the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: input, count: count))
    ImportBench.shared.put(bytes)
    let format = count.isMultiple(of: 2) ? ImportBench.shared.format : nil
    let outcome = try? ImportBench.shared.records(as: format)
    guard count.isMultiple(of: 8) else { return 0 }
    precondition(outcome == (try? ImportBench.shared.records(as: format)), "the same bytes give the same records")
    return 0
}

private struct ImportBench: Sendable {
    static let shared = ImportBench()

    let format = variable("VOC_FUZZ_FORMAT")
    private let path: String
    private let masker = Masker(key: Array("fuzz".utf8))

    private init() {
        guard let path = variable("VOC_FUZZ_FILE") else { fatalError("VOC_FUZZ_FILE names no file: use Fuzz/run.sh") }
        self.path = path
    }

    func put(_ bytes: [UInt8]) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        precondition(file >= 0, "the input can be written to \(path)")
        // `bytes` lives for the call.
        precondition(unsafe write(file, bytes, bytes.count) == bytes.count, "the input is written whole")
        close(file)
    }

    /// What the file gives, in a form that can be compared: each kind of record with its line.
    func records(as format: String?) throws -> [String] {
        var found: [String] = []
        let options = ImportOptions(format: format, masker: masker)
        for plan in try Importer.plans(path: path, options: options).plans {
            precondition((0...1).contains(plan.confidence), "a confidence is a share")
            var reader = try plan.makeReader()
            while let record = try reader.next(), found.count < 10_000 { found.append(checked(record)) }
            _ = reader.decisions
        }
        return found
    }

    private func checked(_ record: ImportedRecord) -> String {
        switch record {
        case .item(let item, let position):
            precondition(position.line >= 1, "positions count from 1")
            for answer in item.answers where answer.scale != nil {
                precondition(answer.value.map { (0...1).contains($0) } ?? true, "a normalised value is a share")
            }
            for text in item.verbatims {
                precondition(!text.text.isEmpty, "an empty text is none")
                precondition(!text.text.utf8.contains(0), "no NUL is kept")
            }
            _ = item.createdAt?.iso8601
            return "item \(position.line) \(item.answers.count) \(item.verbatims.map(\.text))"
        case .session(let session, let position):
            precondition(!session.sessionID.isEmpty, "a session has a name")
            return "session \(position.line) \(session.sessionID) \(session.events.count)"
        case .order(let order, let position):
            _ = order
            return "order \(position.line)"
        case .dropped(let reason, let position): return "dropped \(position.line) \(reason)"
        case .rejected(let rejection):
            precondition(rejection.raw.utf8.count <= Rejection.rawLimit + 64, "a rejected record is cut")
            return "rejected \(rejection.position.line) \(rejection.reason.en)"
        }
    }
}

private func variable(_ name: String) -> String? {
    // The environment is not changed while the fuzzer runs; the string is copied at once.
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
}
