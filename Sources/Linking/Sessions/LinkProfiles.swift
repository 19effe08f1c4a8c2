/// The values of one side, as numbers in the order of ``LinkField``; 0 where none is given.
typealias LinkProfile = SIMD8<Int32>

/// Numbers for the values of each field, the same on both sides where the texts are the same but for case and accents.
struct LinkVocabulary {
    private var numbers = [[String: Int32]](repeating: [:], count: LinkField.allCases.count)
    private var numbersOfForms = [[String: Int32]](repeating: [:], count: LinkField.allCases.count)
    /// By field and number: what is compared, such as `fr fr` of `fr-FR`.
    private(set) var forms = [[String]](repeating: [""], count: LinkField.allCases.count)

    mutating func profile(of facts: LinkFacts) -> LinkProfile {
        var profile = LinkProfile()
        for field in LinkField.allCases {
            let value = facts[field]
            if !value.isEmpty { profile[field.rawValue] = number(of: value, field.rawValue) }
        }
        return profile
    }

    private mutating func number(of value: String, _ field: Int) -> Int32 {
        if let known = numbers[field][value] { return known }
        let form = folded(value)
        let number: Int32
        if form.isEmpty {
            number = 0
        } else if let known = numbersOfForms[field][form] {
            number = known
        } else {
            number = Int32(forms[field].count)
            forms[field].append(form)
            numbersOfForms[field][form] = number
        }
        numbers[field][value] = number
        return number
    }
}

/// The different profiles of one side, with how many have each.
struct LinkProfiles {
    private var numbers: [LinkProfile: Int32] = [:]
    private(set) var values: [LinkProfile] = []
    private(set) var counts: [Int] = []

    mutating func number(of profile: LinkProfile) -> Int32 {
        if let known = numbers[profile] {
            counts[Int(known)] += 1
            return known
        }
        let number = Int32(values.count)
        numbers[profile] = number
        values.append(profile)
        counts.append(1)
        return number
    }

    /// Writes each value as the class it belongs to.
    mutating func replaceValues(by classes: [[Int32]]) {
        for index in values.indices {
            for field in classes.indices { values[index][field] = classes[field][Int(values[index][field])] }
        }
    }
}

/// Which values of a field mean the same: what feedback calls `smartphone` may be what sessions call `mobile`.
///
/// Learned from the pairs that a key joins; without enough of them, only values that are written alike are the same.
struct LinkClasses {
    /// A value seen fewer times in exact pairs says nothing of what it stands for.
    private static let minimumPairs = 5

    private var parents: [[Int32]]

    init(_ vocabulary: LinkVocabulary, items: LinkProfiles, visits: LinkProfiles, pairs: [(LinkProfile, LinkProfile)]) {
        parents = vocabulary.forms.map { $0.indices.map(Int32.init) }
        joinLanguages(vocabulary, items)
        for field in LinkField.allCases { learn(field.rawValue, pairs) }
        for field in [LinkField.device, .browser] { joinLookalikes(field.rawValue, vocabulary, items, visits) }
    }

    /// By field and number, the number that stands for the class.
    func table() -> [[Int32]] {
        parents.indices.map { field in parents[field].indices.map { root(Int32($0), field) } }
    }

    private func root(_ number: Int32, _ field: Int) -> Int32 {
        var number = number
        while parents[field][Int(number)] != number { number = parents[field][Int(number)] }
        return number
    }

    private mutating func join(_ left: Int32, _ right: Int32, _ field: Int) {
        let (left, right) = (root(left, field), root(right, field))
        if left != right { parents[field][Int(max(left, right))] = min(left, right) }
    }

    /// `fr` and `fr-FR` are one language unless most answers name the region too.
    private mutating func joinLanguages(_ vocabulary: LinkVocabulary, _ items: LinkProfiles) {
        let (field, forms) = (LinkField.language.rawValue, vocabulary.forms[LinkField.language.rawValue])
        var (regional, plain) = (0, 0)
        for index in items.values.indices where items.values[index][field] != 0 {
            let hasRegion = forms[Int(items.values[index][field])].utf8.contains(UInt8(ascii: " "))
            if hasRegion { regional += items.counts[index] } else { plain += items.counts[index] }
        }
        guard plain >= regional else { return }
        var first: [Substring: Int32] = [:]
        for number in forms.indices.dropFirst() {
            let primary = forms[number].prefix { $0 != " " }
            if let known = first[primary] { join(known, Int32(number), field) } else { first[primary] = Int32(number) }
        }
    }

    private mutating func learn(_ field: Int, _ pairs: [(LinkProfile, LinkProfile)]) {
        struct Pair: Hashable { var item: Int32, visit: Int32 }
        var (together, ofItem, ofVisit) = ([Pair: Int](), [Int32: Int](), [Int32: Int]())
        for (item, visit) in pairs where item[field] != 0 && visit[field] != 0 {
            together[Pair(item: item[field], visit: visit[field]), default: 0] += 1
            ofItem[item[field], default: 0] += 1
            ofVisit[visit[field], default: 0] += 1
        }
        for (pair, count) in together where pair.item != pair.visit && 2 * count > Self.minimumPairs {
            let isMost = { (total: Int) in total >= Self.minimumPairs && 2 * count >= total }
            if isMost(ofItem[pair.item]!) || isMost(ofVisit[pair.visit]!) { join(pair.item, pair.visit, field) }
        }
    }

    /// A value of the answers that no visit has is the one visits' value that contains it: `safari` and `mobile safari`.
    private mutating func joinLookalikes(
        _ field: Int, _ vocabulary: LinkVocabulary, _ items: LinkProfiles, _ visits: LinkProfiles
    ) {
        let known = Set(visits.values.map { root($0[field], field) })
        guard known.count < 200 else { return }
        for value in Set(items.values.map { $0[field] }) where value != 0 && !known.contains(root(value, field)) {
            let form = vocabulary.forms[field][Int(value)]
            let alike = known.filter { other in
                let otherForm = vocabulary.forms[field][Int(other)]
                return other != 0 && (otherForm.contains(form) || form.contains(otherForm))
            }
            if alike.count == 1 { join(value, alike.first!, field) }
        }
    }
}
