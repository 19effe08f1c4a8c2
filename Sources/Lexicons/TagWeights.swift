/// What learned terms add to tags, laid out to be summed: the terms that say something of many tags as rows with a number for
/// every column, the others as lists.
///
/// A weight is a whole number of hundredths, as `tags.tsv` has it: sums of them are exact.
package struct TagWeights: Sendable {
    /// Columns summed at a time.
    package static let lane = 32
    /// Hundredths no weight exceeds.
    package static let limit = 100_00
    /// From how many weights on a term has a row: some 7,500 terms of 30,000, and nine weights of ten that a text asks for.
    private static let leastOfRow = 8

    /// By a term's number: its index into ``TagModel/terms``. The first stands for none, those with rows come next. In either
    /// group they are laid as words are, so that frequent ones are neighbours.
    package private(set) var terms = Table<Int32>([0])
    /// Columns of a row, whole lanes.
    package let width: Int
    /// Terms with lower numbers have rows.
    package private(set) var rowCount = 1
    /// By number and column: hundredths, 0 for none.
    package private(set) var rows: Table<Int16>
    /// By number less ``rowCount``, and one more: where the term's list starts in ``lists``.
    package private(set) var starts = Table<Int32>([0])
    /// A column in the lower half, hundredths in the upper.
    package private(set) var lists = Table<Int32>()
    /// As many rows can be added up in 16 bits, whichever they are.
    package private(set) var safeCount = 1

    /// - Parameter order: the terms of the model, each once, in the order they are to be laid.
    init(_ model: TagModel, order: [Int32]) {
        width = TagTable.width(of: model.tags.count)
        rows = Table(repeating: 0, count: width)
        let heavy = order.filter { model.terms[Int($0)].weights.count >= Self.leastOfRow }
        let light = order.filter { model.terms[Int($0)].weights.count < Self.leastOfRow }
        var most = 1
        for term in heavy {
            let start = rows.count
            rows.append(contentsOf: repeatElement(0, count: width))
            for index in model.terms[Int(term)].weights {
                let weight = model.weights[Int(index)]
                rows[start + column(weight, model)] = Int16(hundredths(weight))
                most = max(most, abs(hundredths(weight)))
            }
        }
        for term in light {
            for index in model.terms[Int(term)].weights {
                let weight = model.weights[Int(index)]
                lists.append(Int32(hundredths(weight)) << 16 | Int32(column(weight, model)))
            }
            starts.append(Int32(lists.count))
        }
        terms.append(contentsOf: heavy + light)
        rowCount = heavy.count + 1
        safeCount = Int(Int16.max) / most
    }

    private func column(_ weight: TagModel.Weight, _ model: TagModel) -> Int {
        precondition(model.tags.indices.contains(Int(weight.category)), "a column there is")
        return Int(weight.category)
    }

    private func hundredths(_ weight: TagModel.Weight) -> Int {
        let hundredths = Int((weight.value * 100).rounded())
        precondition(abs(hundredths) <= Self.limit, "checked where it was read")
        return hundredths
    }
}

extension TagWeights {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (terms, width, rowCount) = (try reader.table(), try reader.value(), try reader.value())
        (rows, starts, lists) = (try reader.table(), try reader.table(), try reader.table())
        safeCount = try reader.value()
    }

    func write(to writer: inout CacheWriter) {
        writer.put(terms)
        writer.put(value: width)
        writer.put(value: rowCount)
        writer.put(rows)
        writer.put(starts)
        writer.put(lists)
        writer.put(value: safeCount)
    }
}
