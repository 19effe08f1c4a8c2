/// What one request may be.
enum RequestLimits {
    /// Path and query together.
    static let addressBytes = 4096
    static let parameters = 24
    /// One value, decoded.
    static let valueBytes = 512
    /// Rows of one answer.
    static let rows = 200
}
