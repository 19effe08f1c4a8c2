/// What an XML text looks like from its first bytes.
///
/// - Parameter head: the file's own bytes, in any encoding that is read; may stop anywhere.
/// - Returns: nil when this is not XML. An XML text that is refused gives a head with its `problem`.
public func readXMLHead(of head: [UInt8]) -> XMLHead? {
    let text = decoded(head.count > 512 ? Array(head.prefix(512)) : head, as: guessEncoding(of: head).encoding)
    guard let first = text.first(where: { $0 > 0x20 }), first == UInt8(ascii: "<") else { return nil }
    do throws(ReaderError) {
        // What a second try would repair should not hide what the file is.
        return try look(XMLTextReader(XMLGate(MemorySource(head), recovering: true)))
    } catch {
        return XMLHead(rootName: "", problem: error)
    }
}

private func look(_ reader: XMLTextReader) throws(ReaderError) -> XMLHead? {
    var head: XMLHead?
    var path: [String] = []
    do throws(ReaderError) {
        while try reader.read() {
            guard reader.node == .element else { continue }
            let name = reader.localName
            path.removeSubrange(min(reader.depth, path.count)...)
            path.append(name)
            var soFar =
                head
                ?? XMLHead(rootName: name, rootNamespace: reader.namespace, rootAttributes: reader.attributes)
            head = nil
            soFar.elementCounts[name, default: 0] += 1
            let joined = path.joined(separator: "/")
            if soFar.firstPaths.count < 256, !soFar.firstPaths.contains(joined) { soFar.firstPaths.append(joined) }
            head = soFar
        }
    } catch {
        // A head may stop anywhere, so what libxml2 says of its end tells nothing.
        guard head != nil else { throw error }
        if reader.wasRefused { head?.problem = error }
    }
    return head
}
