import Feedback

/// The beginning of a packed tag, `["friction","delivery.late",`, made once for each kind and code.
struct TagHeaders {
    private var bytes: [UInt8] = []
    /// By kind and code: where in ``bytes``.
    private var places: [[Range<Int32>]] = Array(repeating: [], count: AnnotationKind.allCases.count)

    mutating func append(_ kind: AnnotationKind, _ code: Int32, _ names: [String], to json: inout JSONBytes) {
        let place = place(of: kind, code, names)
        json.append(raw: bytes.span.extracting(Int(place.lowerBound)..<Int(place.upperBound)))
    }

    private mutating func place(of kind: AnnotationKind, _ code: Int32, _ names: [String]) -> Range<Int32> {
        let (row, column) = (kind.place, Int(code))
        if column < places[row].count, !places[row][column].isEmpty { return places[row][column] }
        while places[row].count <= column { places[row].append(0..<0) }
        let start = Int32(bytes.count)
        bytes.append(contentsOf: "[\"\(kind.rawValue)\",\"\(names[column])\",".utf8)
        places[row][column] = start..<Int32(bytes.count)
        return places[row][column]
    }
}

extension AnnotationKind {
    fileprivate var place: Int {
        switch self {
        case .sentiment: 0
        case .friction: 1
        case .praise: 2
        case .intent: 3
        case .emotion: 4
        case .step: 5
        }
    }
}
