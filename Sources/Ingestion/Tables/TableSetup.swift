internal import Feedback
internal import Readers

/// Everything needed to read the rows of a table: made once from the head, the plan and the options.
struct TableSetup {
    var file: String
    var headers: [String]
    var plan: TablePlan
    var personalColumns: Set<Int>
    var options: ImportOptions
    var defaultSource: String
    var defaultKind: FeedbackKind

    /// - Throws: when the mapping names a zone or date format that does not exist.
    func converter() throws(ImportError) -> RowConverter {
        let zone = try self.zone()
        var roles: [ColumnRole] = []
        for (index, header) in headers.enumerated() {
            guard let mapping = plan.mapping.column(named: header) else {
                roles.append(personalColumns.contains(index) ? .hidden : .ignore)
                continue
            }
            let question = index < plan.questions.count ? plan.questions[index] : nil
            let isPersonal = personalColumns.contains(index)
            if plan.noteColumns.contains(index), let role = noteRole(mapping) {
                roles.append(role)
                continue
            }
            roles.append(
                try role(mapping, question: question ?? questionIn(header), isPersonal: isPersonal, zone: zone))
        }
        return RowConverter(
            roles: roles, headers: headers, template: template, dropRules: plan.dropRules,
            totals: plan.totals, idParameter: plan.idParameter, identityColumns: plan.identityColumns,
            textPreference: plan.textPreference, mailColumns: plan.mailColumns, customerColumns: plan.customerColumns,
            options: options)
    }

    /// How cells are read that name the day and the author before the text.
    private func noteRole(_ mapping: ColumnMapping) -> ColumnRole? {
        switch mapping.target {
        case .reply: .note(name: "company_reply")
        case .segment: .note(name: mapping.name ?? mapping.column)
        case .verbatim where !plan.customerColumns.isEmpty: .caseNotes(field: mapping.name ?? mapping.column)
        default: nil
        }
    }

    /// A header that is a question itself.
    private func questionIn(_ header: String) -> String? {
        header.utf8.contains(0x20) || Self.sides.contains(comparableHeader(header)) ? header : nil
    }

    /// What employees and buyers are asked for under one word.
    private static let sides: Set<String> = [
        "pros", "cons", "avantages", "inconvenients", "vorteile", "nachteile", "ventajas", "desventajas",
    ]

    var source: String { options.source ?? plan.mapping.source ?? defaultSource }

    private var template: FeedbackItem {
        var item = FeedbackItem(source: source, kind: plan.mapping.kind ?? defaultKind)
        item.declaredLanguage = plan.mapping.language
        for (field, value) in plan.mapping.constants.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let field = ColumnRole.TextField(field) {
                field.set(value, in: &item)
            } else if field == .consent {
                item.consent = booleanValue(value.utf8Span.span)
            }
        }
        return item
    }

    private func zone() throws(ImportError) -> TimeZoneRule? {
        if let minutes = options.utcOffsetMinutes { return .fixed(minutes) }
        guard let name = plan.mapping.timeZone else { return nil }
        if let zone = TimeZoneRule(name) { return zone }
        throw ImportError(
            file: file,
            what: Phrase(en: "time zone \"\(name)\" is not known", fr: "le fuseau horaire « \(name) » est inconnu"),
            fix: Phrase(
                en: "Write an offset such as \"+01:00\" or a name such as Europe/Paris",
                fr: "Écrivez un décalage comme \"+01:00\" ou un nom comme Europe/Paris"))
    }

    private func role(
        _ mapping: ColumnMapping, question: String?, isPersonal: Bool, zone: TimeZoneRule?
    ) throws(ImportError) -> ColumnRole {
        let field = mapping.name ?? mapping.column
        if let text = ColumnRole.TextField(mapping.target) { return .text(text) }
        switch mapping.target {
        case .id: return .id
        case .createdAt:
            let zone = HeaderWords(mapping.column).isUniversalTime ? .fixed(0) : zone
            return .createdAt(DateParser(style: try style(of: mapping), zone: zone))
        case .timeOfDay: return .timeOfDay
        case .email: return .email
        case .respondent: return .respondent
        case .ipAddress: return options.masker.keepsNetworks ? .ipAddress : .hidden
        case .consent: return .consent
        case .verbatim: return .verbatim(field: field, question: question)
        case .reply: return .reply
        case .segment: return HeaderWords(mapping.column).isCode ? .code(name: field) : .segment(name: field)
        case .answer: return try answer(mapping, field: field, question: question, zone: zone)
        default: return isPersonal ? .hidden : .ignore
        }
    }

    private func answer(
        _ mapping: ColumnMapping, field: String, question: String?, zone: TimeZoneRule?
    ) throws(ImportError) -> ColumnRole {
        if let codes = mapping.codes {
            guard let metric = mapping.metric, metric.isRating else {
                return .labelled(field: field, question: question, codes)
            }
            let scale = mapping.scale ?? metric.usualScale
            return .coded(RatingRole(field: field, question: question, kind: metric, scale: scale), codes)
        }
        switch mapping.metric ?? .choice {
        case .text: return .verbatim(field: field, question: question)
        case .choice: return .choice(field: field, question: question)
        case .number: return .number(field: field, question: question)
        case .boolean: return .boolean(field: field, question: question)
        case .date:
            return .date(field: field, question: question, DateParser(style: try style(of: mapping), zone: zone))
        case let kind:
            return .rating(
                RatingRole(
                    field: field, question: question, kind: kind, scale: mapping.scale ?? kind.usualScale,
                    noAnswers: mapping.noAnswers, hasGuessedScale: mapping.hasGuessedScale, degrees: mapping.degrees))
        }
    }

    private func style(of mapping: ColumnMapping) throws(ImportError) -> DateStyle {
        guard let pattern = mapping.dateFormat else { return .yearFirst }
        if let style = DateStyle(pattern: pattern) { return style }
        let known = DateStyle.allCases.map(\.rawValue).joined(separator: ", ")
        throw ImportError(
            file: file,
            what: Phrase(
                en: "column \"\(mapping.column)\": date format \"\(pattern)\" is not known",
                fr: "colonne « \(mapping.column) » : le format de date « \(pattern) » est inconnu"),
            fix: Phrase(en: "Write one of \(known)", fr: "Écrivez l'un de \(known)"))
    }
}

extension AnswerKind {
    /// The scale of a metric where a mapping names none.
    var usualScale: RatingScale {
        switch self {
        case .nps: .nps
        case .ces: .ces
        default: .csat
        }
    }
}

extension Mapping {
    /// The entry of a column: by its name, else by its name without accents, case and punctuation.
    func column(named header: String) -> ColumnMapping? {
        columns.first { $0.column == header }
            ?? columns.first { comparableHeader($0.column) == comparableHeader(header) }
    }
}
