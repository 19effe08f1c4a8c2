import Feedback

extension Timestamp {
    /// What stands for the time of an event whose export has none: such a session is found by its id, never by its time.
    ///
    /// The first day of the calendar: it never meets a time that a file writes. A session without any time begins at 0.
    static let undated = Timestamp(milliseconds: -62_135_596_800_000, offsetMinutes: 0)

    var isDated: Bool { milliseconds != Timestamp.undated.milliseconds }
}
