import Feedback
import FeedbackStore
import Foundation
public import Insights
import Yams

/// The rules of a file, read strictly: a misspelt setting is an error, not a rule that never fires.
public struct AlertRuleFile: Sendable {
    public let rules: [AlertRule]

    static let settings = [
        "name", "labels", "metric", "filter", "method", "every", "timeZone", "minimum", "baseline", "persistence",
        "limit",
        "clear", "clearAfter", "noDataAfter", "lambda", "slack", "below", "by", "friction", "side", "season",
        "worsening",
        "severity", "quietHours", "quietDays", "channels", "escalate", "owner", "quotes", "from",
    ]

    /// - Parameter name: the file's name, for messages.
    /// - Throws: ``AlertError/file(_:line:column:what:fix:)``.
    public init(yaml: String, name: String) throws(AlertError) {
        guard let root = try Self.root(yaml, name) else {
            self.rules = []
            return
        }
        let file = try SettingsReader(root, file: name, known: ["defaults", "rules"])
        let defaults = try file.node("defaults").map { node throws(AlertError) in
            try SettingsReader(node, file: name, known: Self.settings.filter { $0 != "name" })
        }
        guard let list = file.node("rules")?.sequence else {
            throw file.expected("rules", Phrase(en: "a list of rules", fr: "une liste de règles"))
        }
        var rules: [AlertRule] = []
        for node in list {
            let settings = try SettingsReader(node, file: name, known: Self.settings, defaults: defaults)
            let rule = try Self.rule(settings)
            if rules.contains(where: { $0.name == rule.name }) {
                throw settings.error(
                    "name",
                    Phrase(en: "two rules are named '\(rule.name)'", fr: "deux règles s'appellent « \(rule.name) »"),
                    Phrase(en: "Give each its own name", fr: "Donnez à chacune son nom"))
            }
            rules.append(rule)
        }
        self.rules = rules
    }

    /// - Throws: ``AlertError/unknownRule(_:known:)``.
    public func rule(_ name: String) throws(AlertError) -> AlertRule {
        guard let rule = rules.first(where: { $0.name == name }) else {
            throw .unknownRule(name, known: rules.map(\.name))
        }
        return rule
    }

    private static func root(_ yaml: String, _ name: String) throws(AlertError) -> Node? {
        let fix = Phrase(en: "Correct the YAML", fr: "Corrigez le YAML")
        do {
            return try compose(yaml: yaml)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw SettingsReader.error(name, mark, Phrase(problem), fix)
            default:
                let line = "\(error)".split(separator: "\n").first ?? ""
                throw SettingsReader.error(name, nil, Phrase(String(line)), fix)
            }
        } catch {
            throw .unreadable(name)
        }
    }

    private static func rule(_ settings: SettingsReader) throws(AlertError) -> AlertRule {
        guard let name = try settings.text("name") else {
            throw settings.error(
                "name", Phrase(en: "the rule has no name", fr: "la règle n'a pas de nom"),
                Phrase(en: "Add 'name: …'", fr: "Ajoutez « name: … »"))
        }
        guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw settings.expected(
                "name",
                Phrase(
                    en: "lower-case letters, digits and hyphens", fr: "des minuscules sans accent, chiffres et tirets"))
        }
        var rule = AlertRule(name: name, method: try settings.choice("method", of: AlertMethod.self) ?? .drop)
        rule.metric = try settings.choice("metric", of: ScoreMetric.self)
        rule.every = try settings.choice("every", of: PeriodLength.self) ?? rule.every
        rule.labels = try labels(settings) ?? rule.labels
        rule.filter = try filter(settings)
        // Each day of the week needs a normal of its own.
        if rule.every == .day { rule.baseline = 28 }
        try readFigures(settings, &rule)
        try readDelivery(settings, &rule)
        if rule.method == .friction && rule.friction == nil {
            throw settings.error(
                "method", Phrase(en: "'friction' needs a category", fr: "« friction » a besoin d'une catégorie"),
                Phrase(en: "Add 'friction: CODE'", fr: "Ajoutez « friction: CODE »"))
        }
        if rule.method == .threshold && rule.below == nil {
            throw settings.error(
                "method", Phrase(en: "a threshold needs 'below'", fr: "un seuil a besoin de « below »"),
                Phrase(en: "Add 'below: SCORE'", fr: "Ajoutez « below: SCORE »"))
        }
        return rule
    }

    private static func readFigures(_ settings: SettingsReader, _ rule: inout AlertRule) throws(AlertError) {
        rule.minimum = try settings.integer("minimum", in: 1...1_000_000) ?? rule.minimum
        rule.baseline = try settings.integer("baseline", in: 2...400) ?? rule.baseline
        rule.persistence = try persistence(settings) ?? rule.persistence
        rule.limit = try settings.number("limit", in: 0.5...10) ?? rule.limit
        rule.clear = try settings.number("clear", in: -100...100)
        rule.clearAfter = try settings.integer("clearAfter", in: 1...100) ?? rule.clearAfter
        rule.noDataAfter = try settings.integer("noDataAfter", in: 1...400) ?? rule.noDataAfter
        rule.lambda = try settings.number("lambda", in: 0.01...1) ?? rule.lambda
        rule.slack = try settings.number("slack", in: 0...5) ?? rule.slack
        rule.friction = try settings.text("friction")
        rule.season = try settings.choice("season", of: AlertRule.Season.self) ?? rule.season
        rule.below = try settings.number("below", in: -100...100)
        rule.by = try settings.number("by", in: 0...200)
        rule.side = try settings.choice("side", of: ControlChart.Side.self) ?? rule.side
        rule.worsening = try settings.number("worsening", in: 0...200)
        rule.severity = try settings.integer("severity", in: 1...4) ?? rule.severity
        if let text = try settings.text("from") {
            guard let day = Timestamp(iso8601: text) else {
                throw settings.expected(
                    "from", Phrase(en: "a date such as 2026-09-14", fr: "une date comme 2026-09-14"))
            }
            rule.from = day.date
        }
    }

    private static func readDelivery(_ settings: SettingsReader, _ rule: inout AlertRule) throws(AlertError) {
        if let zone = try settings.text("timeZone") {
            guard TimeZone(identifier: zone) != nil else {
                throw settings.error(
                    "timeZone", Phrase(en: "there is no time zone '\(zone)'", fr: "aucun fuseau horaire « \(zone) »"),
                    AlertError.oneOf(
                        TimeZone.knownTimeZoneIdentifiers.filter { nearest(to: zone, among: [$0]) != nil },
                        nearest: zone))
            }
            rule.timeZone = zone
        }
        if let text = try settings.text("quietHours") {
            guard let hours = QuietHours(text) else {
                throw settings.expected(
                    "quietHours", Phrase(en: "hours such as 20:00-08:00", fr: "des heures comme 20:00-08:00"))
            }
            rule.quietHours = hours
        }
        if let owner = try settings.text("owner") { rule.owner = Phrase(owner) }
        if let isShared = try settings.flag("quotes") { rule.sharesWords = isShared }
        if let names = try settings.list("quietDays") { rule.quietDays = try days(names, settings) }
        if let channels = try channels(settings) { rule.channels = channels }
        if let node = settings.node("escalate") {
            let escalation = try SettingsReader(node, file: settings.file, known: ["after", "channels"])
            guard let after = try escalation.text("after"), let minutes = Self.minutes(after) else {
                throw escalation.expected(
                    "after", Phrase(en: "a time such as 30m, 2h or 1d", fr: "une durée comme 30m, 2h ou 1d"))
            }
            rule.escalation = AlertRule.Escalation(
                minutes: minutes, channels: try Self.channels(escalation) ?? rule.channels)
        }
    }

    /// `30m`, `2h`, `1d`.
    private static func minutes(_ text: String) -> Int? {
        guard let unit = text.last, let count = Int(text.dropLast()), (1...1000).contains(count) else { return nil }
        let units: [Character: Int] = ["m": 1, "h": 60, "d": 1440, "j": 1440]
        return units[unit].map { $0 * count }
    }

    /// Names of days, in English or French, or `weekend`.
    private static func days(_ names: [String], _ settings: SettingsReader) throws(AlertError) -> Set<Int> {
        let known = [
            ["monday", "lundi"], ["tuesday", "mardi"], ["wednesday", "mercredi"], ["thursday", "jeudi"],
            ["friday", "vendredi"], ["saturday", "samedi"], ["sunday", "dimanche"],
        ]
        var days: Set<Int> = []
        for name in names {
            if name == "weekend" {
                days.formUnion([5, 6])
            } else if let day = known.firstIndex(where: { $0.contains(name) }) {
                days.insert(day)
            } else {
                throw settings.error(
                    "quietDays", Phrase(en: "'\(name)' is not a day", fr: "« \(name) » n'est pas un jour"),
                    AlertError.oneOf(known.map { $0[0] } + ["weekend"], nearest: name))
            }
        }
        guard days.count < 7 else {
            throw settings.expected(
                "quietDays", Phrase(en: "at most six days of the week", fr: "six jours de la semaine au plus"))
        }
        return days
    }

    private static func channels(_ settings: SettingsReader) throws(AlertError) -> [ChannelAddress]? {
        guard let names = try settings.list("channels") else { return nil }
        let channels = names.map { ChannelAddress($0) }
        for address in channels {
            guard let type = AlertChannels.type(of: address.scheme) else {
                throw settings.error(
                    "channels",
                    Phrase(en: "there is no channel '\(address.scheme)'", fr: "aucun canal « \(address.scheme) »"),
                    AlertError.oneOf(AlertChannels.all.map { $0.scheme }, nearest: address.scheme))
            }
            if let reason = type.fault(in: address.target) {
                throw settings.error(
                    "channels", reason,
                    Phrase(en: "Write for example '\(type.example)'", fr: "Écrivez par exemple « \(type.example) »"))
            }
        }
        return channels
    }

    private static func labels(_ settings: SettingsReader) throws(AlertError) -> Phrase? {
        guard let node = settings.node("labels") else { return nil }
        let labels = try SettingsReader(node, file: settings.file, known: ["en", "fr"])
        let (en, fr) = (try labels.text("en"), try labels.text("fr"))
        return (en ?? fr).map { Phrase(en: $0, fr: fr ?? $0) }
    }

    private static func filter(_ settings: SettingsReader) throws(AlertError) -> InsightFilter {
        var filter = InsightFilter()
        guard let node = settings.node("filter") else { return filter }
        // Any other name is an attribute of the export: the store knows which, and the check says so.
        let conditions = try SettingsReader(node, file: settings.file, known: nil)
        for name in conditions.names { filter.require(name, try conditions.text(name) ?? "") }
        return filter
    }

    /// `2`, `2 of 3`, `2 sur 3`.
    private static func persistence(_ settings: SettingsReader) throws(AlertError) -> Persistence? {
        guard let text = try settings.text("persistence") else { return nil }
        let words = text.split(separator: " ").map(String.init)
        let numbers = words.compactMap(Int.init)
        let isPlain = words.count == 1 && numbers.count == 1
        let isOf =
            words.count == 3 && numbers.count == 2 && ["of", "sur"].contains(words[1]) && numbers[0] <= numbers[1]
        guard isPlain || isOf, numbers.allSatisfy({ (1...60).contains($0) }) else {
            throw settings.expected(
                "persistence", Phrase(en: "a count such as 2, or '2 of 3'", fr: "un nombre comme 2, ou « 2 of 3 »"))
        }
        return Persistence(needed: numbers[0], of: numbers.last)
    }
}

extension ControlChart.Side: CaseIterable {
    public static let allCases: [ControlChart.Side] = [.drop, .rise, .both]
}
