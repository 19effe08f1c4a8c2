import Feedback
import FeedbackStore
import TestSupport
import Testing

@testable import Pipeline

@Suite struct CopyFinderTests {
    private func item(_ text: String) -> FeedbackItem {
        var item = FeedbackItem(source: "s", kind: .review)
        item.verbatims = [Verbatim(field: "text", text: text)]
        return item
    }

    private func key(_ number: UInt64) -> NaturalKey { NaturalKey(high: 0, low: number) }

    private static let review =
        "J'ai commandé cette lampe pour le salon, elle est arrivée en deux jours, bien emballée, et la lumière est très douce le soir"

    @Test(arguments: [
        review,
        "  " + review.uppercased() + " !!! ",
        review.replacing("deux jours", with: "2 jours").replacing("salon,", with: "salon 12,"),
        review + ". Merci 10/10",
    ])
    func `a pasted text is found again, whatever its case, numbers and punctuation`(copy: String) {
        var finder = CopyFinder()
        #expect(finder.group(of: item(Self.review), key: key(1)) == nil)
        let (first, second) = (finder.group(of: item(copy), key: key(2)), finder.group(of: item(copy), key: key(3)))
        #expect(first != nil && first == second)
        #expect(finder.copies == 2 && finder.decisions.count == 1)
    }

    @Test(arguments: [
        "J'ai commandé une table pour la terrasse, elle est arrivée rayée, mal emballée, et le service client ne répond pas du tout",
        "Très bien, merci", "",
        "Livraison rapide et produit conforme à la description, je recommande ce vendeur à tous mes proches sans hésiter",
    ])
    func `a text of its own is none`(text: String) {
        var finder = CopyFinder()
        _ = finder.group(of: item(Self.review), key: key(1))
        #expect(finder.group(of: item(text), key: key(2)) == nil)
    }

    @Test func `an item is no copy of itself, and one of what the store holds`() {
        var finder = CopyFinder()
        finder.remember(Self.review.utf8.span, of: key(1))
        #expect(finder.group(of: item(Self.review), key: key(1)) == nil)
        #expect(finder.group(of: item(Self.review), key: key(2)) != nil)
        #expect(finder.copies == 1)
    }

    @Test func `short texts that are equal are a coincidence`() {
        var finder = CopyFinder()
        #expect(finder.group(of: item("Livraison rapide, très bon accueil"), key: key(1)) == nil)
        #expect(finder.group(of: item("Livraison rapide, très bon accueil"), key: key(2)) == nil)
    }

    @Test func `memory is bounded, and the oldest texts are forgotten`() {
        var finder = CopyFinder()
        func text(_ number: Int) -> String {
            var random = SplitMix64(seed: UInt64(number))
            let words = (0..<12).map { _ in String(random.next(), radix: 36).filter(\.isLetter) }
            return words.joined(separator: " ")
        }
        for number in 0..<(CopyFinder.capacity + 10) {
            _ = finder.group(of: item(text(number)), key: key(UInt64(number)))
        }
        #expect(finder.group(of: item(text(CopyFinder.capacity + 5)), key: key(.max)) != nil)
    }
}

@Suite struct FolderWatchTests {
    private func stamp(_ size: Int64, _ modified: Int64) -> FileStamp { FileStamp(size: size, modifiedAt: modified) }

    @Test func `a file is handed out once it stopped growing, and again when it changed`() {
        var watch = FolderWatch(settle: 10)
        #expect(watch.ready(["a": stamp(1, 100)], now: 100).isEmpty)
        #expect(watch.ready(["a": stamp(2, 105)], now: 108).isEmpty)
        #expect(watch.ready(["a": stamp(2, 105)], now: 117).isEmpty && watch.isWaiting)
        #expect(watch.ready(["a": stamp(2, 105)], now: 118) == ["a"])
        #expect(watch.ready(["a": stamp(2, 105)], now: 500).isEmpty && !watch.isWaiting)
        #expect(watch.ready(["a": stamp(2, 600)], now: 601).isEmpty)
        #expect(watch.ready(["a": stamp(2, 600)], now: 611) == ["a"])
    }

    @Test func `what lay there before is ready at once, and what went away is forgotten`() {
        var watch = FolderWatch(settle: 10)
        #expect(watch.ready(["b": stamp(1, 5), "a": stamp(1, 6), "new": stamp(1, 99)], now: 100) == ["a", "b"])
        #expect(watch.ready([:], now: 200).isEmpty && !watch.isWaiting)
        #expect(watch.ready(["a": stamp(1, 6)], now: 300) == ["a"])
    }
}
