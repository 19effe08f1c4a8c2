/// Copies bytes until one of four is met, eight at a time.
struct StopBytes: Sendable {
    private let a, b, c, d: UInt8
    private let wordA, wordB, wordC, wordD: UInt64

    init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        (self.a, self.b, self.c, self.d) = (a, b, c, d)
        (wordA, wordB) = (WordScan.pattern(a), WordScan.pattern(b))
        (wordC, wordD) = (WordScan.pattern(c), WordScan.pattern(d))
    }

    /// Copies from `input[start...]` to `output[outputStart...]`.
    ///
    /// - Returns: how many bytes were copied before a stop, the end of the input or the end of the output. Up to eight
    ///   bytes of `output` after those are overwritten.
    @inline(__always)
    func copy(from input: Span<UInt8>, at start: Int, to output: inout MutableSpan<UInt8>, at outputStart: Int) -> Int {
        let room = min(input.count &- start, output.count &- outputStart)
        var copied = 0
        // Only whole bytes are stored, which any UInt8 element accepts; offsets are checked.
        var target = unsafe output.mutableBytes
        while copied &+ 8 <= room {
            let word = WordScan.load(input, start &+ copied)
            target.storeBytes(of: word, toByteOffset: outputStart &+ copied, as: UInt64.self)
            let stops =
                WordScan.matches(word, wordA) | WordScan.matches(word, wordB) | WordScan.matches(word, wordC)
                | WordScan.matches(word, wordD)
            if stops != 0 { return copied &+ WordScan.firstIndex(stops) }
            copied &+= 8
        }
        while copied < room {
            let byte = input[start &+ copied]
            if byte == a || byte == b || byte == c || byte == d { return copied }
            target.storeBytes(of: byte, toByteOffset: outputStart &+ copied, as: UInt8.self)
            copied &+= 1
        }
        return copied
    }
}
