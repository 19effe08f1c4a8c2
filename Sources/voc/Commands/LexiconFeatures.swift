import Analysis
import ArgumentParser
import Feedback
import Foundation

/// What `scripts/fit_tags.py` fits on: the analyser's own reading of each text.
struct LexiconFeatures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "For each {\"text\", \"language\"} line of standard input, the terms and cues tags are weighed by.")

    @OptionGroup var global: GlobalOptions

    private struct Request: Decodable {
        var text: String
        var language: String
    }

    func run() throws {
        try global.reporting { terminal in
            let analyzer = try global.workspace.analyzer()
            var workspace = analyzer.makeWorkspace()
            let (decoder, encoder) = (JSONDecoder(), JSONEncoder())
            encoder.outputFormatting = .sortedKeys
            var number = 0
            while let line = readLine() {
                number += 1
                guard let request = try? decoder.decode(Request.self, from: Data(line.utf8)),
                    let language = Language(rawValue: request.language)
                else {
                    throw Failure(
                        terminal.text(
                            "line \(number): this is not {\"text\": …, \"language\": \"fr\" or \"en\"}. Correct it.",
                            "ligne \(number) : ce n'est pas {\"text\": …, \"language\": \"fr\" ou \"en\"}. Corrigez-la."
                        ))
                }
                let bytes = Array(request.text.utf8)
                let features = analyzer.tagFeatures(bytes.span, language: language, using: &workspace)
                terminal.print(String(decoding: try encoder.encode(features), as: UTF8.self))
            }
        }
    }
}
