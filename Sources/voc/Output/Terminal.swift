import Feedback
import Foundation

/// Where results and messages go, and what the reader's terminal can show.
struct Terminal: Sendable {
    var language: OutputLanguage
    /// Columns of the terminal; 100 when the output is not one.
    var width: Int
    var usesColour: Bool
    var isQuiet: Bool
    /// Whether standard error is a terminal: progress is shown only there.
    var showsProgress: Bool

    init(language: OutputLanguage, noColour: Bool, isQuiet: Bool, environment: [String: String]) {
        self.language = language
        self.isQuiet = isQuiet
        let isTerminal = isatty(STDOUT_FILENO) == 1
        usesColour = isTerminal && !noColour && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
        showsProgress = isatty(STDERR_FILENO) == 1 && !isQuiet
        width = Self.windowWidth ?? environment["COLUMNS"].flatMap(Int.init) ?? 100
    }

    private static var windowWidth: Int? {
        var size = winsize()
        // Safe: the kernel fills a structure of this size.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return nil }
        return Int(size.ws_col)
    }

    /// Results: standard output.
    func print(_ text: String = "") { write(text + "\n", to: STDOUT_FILENO) }

    /// Everything else: standard error.
    func note(_ text: String) {
        guard !isQuiet else { return }
        write(text + "\n", to: STDERR_FILENO)
    }

    /// A problem: standard error, quiet or not.
    func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    func status(_ text: String) {
        guard showsProgress else { return }
        write("\r\u{1B}[2K" + text, to: STDERR_FILENO)
    }

    func text(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    func bold(_ text: String) -> String { styled(text, "1") }
    func dim(_ text: String) -> String { styled(text, "2") }
    func red(_ text: String) -> String { styled(text, "31") }
    func green(_ text: String) -> String { styled(text, "32") }
    func yellow(_ text: String) -> String { styled(text, "33") }

    private func styled(_ text: String, _ code: String) -> String {
        usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            // Safe: at most the bytes of the slice are read.
            let count = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that went away (`voc top | head`) is not an error worth a message.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

/// Shows control characters and text-direction tricks instead of sending them to the terminal.
func displayed(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x0A, 0x0D, 0x09: shown.append(" ")
        case 0..<0x20: shown.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value)!)
        case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0xFEFF: shown.append("·")
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}
