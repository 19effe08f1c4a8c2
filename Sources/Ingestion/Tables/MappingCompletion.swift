internal import Feedback

extension Mapping {
    /// Fills in what a hand-written mapping leaves out, from the cells: metrics, scales, date formats.
    ///
    /// - Throws: when it names a column the file does not have, or an NPS without a scale that cannot be one.
    func completed(for guesser: ColumnGuesser) throws(ImportError) -> (mapping: Mapping, decisions: [Decision]) {
        var (result, decisions) = (self, [Decision]())
        for index in columns.indices {
            let position = try position(of: columns[index], in: guesser)
            result.columns[index].column = guesser.headers[position]
            let profile = guesser.profiles[position]
            if [.createdAt].contains(columns[index].target) || columns[index].metric == .date,
                columns[index].dateFormat == nil,
                profile.dates.dates > 0
            {
                result.columns[index].dateFormat = profile.dates.style.style.rawValue
            }
            guard columns[index].target == .answer else { continue }
            let metric = columns[index].metric ?? (profile.isNumeric || profile.holdsSteps ? .rating : .choice)
            result.columns[index].metric = metric
            if metric.isRating, let codes = guesser.levels.codes(position) {
                result.columns[index].codes = codes
                result.columns[index].scale = columns[index].scale ?? AnswerLabels.scale
                continue
            }
            if metric.isRating, let degrees = profile.degrees, degrees.scale == columns[index].scale ?? degrees.scale {
                (result.columns[index].degrees, result.columns[index].scale) = (degrees, degrees.scale)
            }
            guard metric.isRating, result.columns[index].scale == nil else { continue }
            if profile.labels != nil {
                result.columns[index].scale = AnswerLabels.scale
                continue
            }
            let decided = try ScaleDecision(
                metric, column: columns[index].column, question: guesser.question(position), profile: profile,
                file: guesser.file, line: guesser.line)
            result.columns[index].scale = decided.scale
            if columns[index].noAnswers.isEmpty { result.columns[index].noAnswers = decided.noAnswers }
            decisions.append(decided.decision)
        }
        return (result, decisions)
    }

    private func position(of column: ColumnMapping, in guesser: ColumnGuesser) throws(ImportError) -> Int {
        let wanted = comparableHeader(column.column)
        if let exact = guesser.headers.firstIndex(of: column.column)
            ?? guesser.headers.firstIndex(where: { comparableHeader($0) == wanted })
        {
            return exact
        }
        let present = guesser.headers.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
        throw ImportError(
            file: guesser.file, line: guesser.line,
            what: Phrase(
                en: "no column is named \"\(column.column)\"; the file has \(present)",
                fr: "aucune colonne ne s'appelle « \(column.column) » ; le fichier a \(present)"),
            fix: Phrase(
                en: "Correct the name in the mapping file", fr: "Corrigez le nom dans le fichier de correspondance"))
    }
}
