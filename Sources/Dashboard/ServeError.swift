public import Feedback
import Glibc

/// Why the dashboard does not start.
public enum ServeError: Error, Hashable, Sendable {
    /// Anyone on the network could read what customers wrote.
    case openToTheNetwork(host: String)
    case badPort(Int)
    case weakToken
    case unreadableToken(path: String)
    /// Others on this machine can read the token.
    case openTokenFile(path: String)
    /// With the system's error number.
    case cannotListen(host: String, port: Int, errorNumber: Int32)

    public var what: Phrase {
        switch self {
        case .openToTheNetwork(let host):
            Phrase(
                en: "\(host) is open to the network, and no token is set",
                fr: "\(host) est ouvert au réseau, et aucun jeton n'est défini")
        case .badPort(let port): Phrase(en: "\(port) is not a port", fr: "\(port) n'est pas un port")
        case .weakToken:
            Phrase(
                en: "the token has fewer than \(AccessToken.minimumBytes) bytes",
                fr: "le jeton a moins de \(AccessToken.minimumBytes) octets")
        case .unreadableToken(let path):
            Phrase(en: "\(path): the file cannot be read", fr: "\(path) : fichier illisible")
        case .openTokenFile(let path):
            Phrase(en: "\(path): others can read this file", fr: "\(path) : d'autres peuvent lire ce fichier")
        case .cannotListen(let host, let port, let number):
            Phrase(
                en: "cannot listen on \(host):\(port): \(Self.reason(number).en)",
                fr: "impossible d'écouter sur \(host):\(port) : \(Self.reason(number).fr)")
        }
    }

    public var fix: Phrase {
        switch self {
        case .openToTheNetwork:
            Phrase(
                en:
                    "Make a token (openssl rand -hex 32 > token; chmod 600 token) and add --token-file token, or use 127.0.0.1",
                fr: "Créez un jeton (openssl rand -hex 32 > token; chmod 600 token) et ajoutez --token-file token, "
                    + "ou utilisez 127.0.0.1")
        case .badPort: Phrase(en: "Give one from 0 to 65535", fr: "Donnez-en un de 0 à 65535")
        case .weakToken, .unreadableToken:
            Phrase(
                en: "Make one with: openssl rand -hex 32 > token; chmod 600 token",
                fr: "Créez-en un : openssl rand -hex 32 > token; chmod 600 token")
        case .openTokenFile(let path): Phrase(en: "Run: chmod 600 \(path)", fr: "Lancez : chmod 600 \(path)")
        case .cannotListen:
            Phrase(en: "Choose others with --host and --port", fr: "Choisissez-en d'autres avec --host et --port")
        }
    }

    private static func reason(_ number: Int32) -> Phrase {
        switch number {
        case EADDRINUSE: Phrase(en: "another program does", fr: "un autre programme le fait")
        case EACCES, EPERM: Phrase(en: "not allowed", fr: "non autorisé")
        case EADDRNOTAVAIL: Phrase(en: "this machine has no such address", fr: "cette machine n'a pas cette adresse")
        default: Phrase(en: "error \(number)", fr: "erreur \(number)")
        }
    }
}
