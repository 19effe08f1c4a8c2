package import Feedback
package import Lexicons

/// What a learner needs of one text: what the hand-written words say, and every word a weight could be learned for.
package struct LearnableText: Sendable {
    /// A hand-written valence that counted.
    package struct HandItem: Sendable {
        /// Index into ``LexiconSet/entries``.
        package var entry: Int32
        /// What its shifters and clause make of one point of valence.
        package var factor: Double
    }

    /// A word or number, in text order.
    package struct Word: Sendable {
        /// Folded; empty for a number. Of a listed misspelling: the word it stands for.
        package var key: WordKey
        /// UTF-8 byte offsets.
        package var span: Range<Int>
        package var isNegated: Bool
        /// Whether an apostrophe follows.
        package var isElided: Bool
        /// Whether it stands beside the word before it: nothing but a space or an apostrophe parts them.
        package var continues: Bool
        /// Whether a hand-written valence that shifters bend is this very word.
        package var isHandWritten: Bool
        /// Whether some letter stands three times in a row: no spelling to learn.
        package var isElongated: Bool
    }

    /// Σ contributions, and Σ contribution².
    package var hand = 0.0
    package var squares = 0.0
    package var items: [HandItem] = []
    package var words: [Word] = []
}

extension Analyzer {
    /// The word of a token, folded and spelt right.
    func key(of token: Token, in text: Span<UInt8>) -> WordKey {
        let vocabulary = lexicons.tokenizer.vocabulary
        if !token.flags.contains(.elongated), let word = vocabulary.word(token.symbol) { return word }
        return lexicons.tokenizer.key(text, Int(token.start)..<Int(token.end))
    }

    /// Reads `text` for a learner, learned weights left aside.
    package func learnable(
        _ text: Span<UInt8>, language: Language, using work: inout Workspace
    ) -> LearnableText {
        run(text, language: language, hint: nil, &work)
        var result = LearnableText()
        var owners = Array(repeating: false, count: work.buffer.tokens.count)
        for item in work.items {
            let contribution = contribution(item, work)
            result.hand += contribution
            result.squares += contribution * contribution
            guard item.source == .word, item.base != 0 else { continue }
            result.items.append(
                LearnableText.HandItem(entry: item.entry, factor: contribution / Double(item.base)))
            if item.tokens.count == 1 { owners[Int(item.tokens.lowerBound)] = true }
        }
        for segment in work.buffer.segments {
            var isBeside = false
            for position in segment.tokens {
                let token = work.buffer.tokens[Int(position)]
                guard token.isWord || token.flags.contains(.number) else {
                    isBeside = false
                    continue
                }
                let span = Int(token.start)..<Int(token.end)
                result.words.append(
                    LearnableText.Word(
                        key: token.isWord ? key(of: token, in: text) : WordKey(), span: span,
                        isNegated: work.notes[Int(position)].negator >= 0,
                        isElided: token.flags.contains(.elided),
                        continues: isBeside && !token.flags.contains(.afterSoftBreak),
                        isHandWritten: owners[Int(position)],
                        isElongated: token.flags.contains(.elongated)))
                isBeside = true
            }
        }
        return result
    }
}
