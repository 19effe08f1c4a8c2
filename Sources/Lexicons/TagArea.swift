import Feedback

/// An area of frictions, as the tag model weighs it: the categories whose codes share what stands before the point.
package struct TagArea: Sendable {
    /// `delivery`.
    package let name: String
    /// Its column in the tag model.
    package let column: Int32
    package private(set) var categories: [Int32] = []

    /// In the order of their first category.
    package static func all(of categories: [LexiconCategory]) -> [TagArea] {
        var areas: [TagArea] = []
        for (index, category) in categories.enumerated() where category.kind == .friction {
            let name = name(of: category.code)
            let place = areas.firstIndex { $0.name == name } ?? areas.count
            if place == areas.count { areas.append(TagArea(name: name, column: Int32(categories.count + place))) }
            areas[place].categories.append(Int32(index))
        }
        return areas
    }

    /// `delivery` of `delivery.late`.
    private static func name(of code: String) -> String {
        String(decoding: code.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
    }

    private init(name: String, column: Int32) { (self.name, self.column) = (name, column) }
}
