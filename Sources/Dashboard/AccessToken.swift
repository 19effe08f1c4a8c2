import Foundation

/// The secret a client proves it may read with.
public struct AccessToken: Sendable {
    /// Shorter ones could be guessed.
    public static let minimumBytes = 32

    private let secret: [UInt8]

    /// - Throws: ``ServeError/weakToken`` when it is shorter than ``minimumBytes``.
    public init(_ text: String) throws(ServeError) {
        secret = Array(text.utf8)
        guard secret.count >= Self.minimumBytes else { throw .weakToken }
    }

    /// Reads a file that only its owner can read; blanks and line ends around the token do not count.
    ///
    /// - Throws: ``ServeError``.
    public init(file path: String) throws(ServeError) {
        let files = FileManager.default
        guard let data = files.contents(atPath: path), let text = String(validating: data, as: UTF8.self) else {
            throw .unreadableToken(path: path)
        }
        let permissions = (try? files.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0o777
        guard permissions & 0o077 == 0 else { throw .openTokenFile(path: path) }
        try self.init(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// - Parameter header: the value of `Authorization`: `Bearer TOKEN`, or `Basic` with the token as the password.
    func admits(_ header: String?) -> Bool {
        guard let header, let blank = header.firstIndex(of: " ") else { return false }
        let value = header[header.index(after: blank)...]
        switch header[..<blank].lowercased() {
        case "bearer": return matches(Array(value.utf8))
        case "basic":
            guard let pair = Data(base64Encoded: String(value)), let colon = pair.firstIndex(of: UInt8(ascii: ":"))
            else {
                return false
            }
            return matches(Array(pair[pair.index(after: colon)...]))
        default: return false
        }
    }

    /// Takes as long for any guess: every byte is looked at.
    private func matches(_ guess: [UInt8]) -> Bool {
        var difference: UInt8 = guess.count == secret.count ? 0 : 1
        for (index, byte) in guess.enumerated() { difference |= byte ^ secret[index % secret.count] }
        return difference == 0
    }
}
