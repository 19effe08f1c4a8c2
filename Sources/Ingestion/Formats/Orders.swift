import Feedback
import Readers

/// Orders from a shop or a data warehouse: one row or object an order, or several with the same number for its lines.
///
/// They give order numbers to join by, revenue, and how recently, how often and for how much each customer buys.
enum Orders: ImportFormat {
    static let name = "orders"
    static let title = Phrase(en: "Orders (CSV, JSON)", fr: "Commandes (CSV, JSON)")
    static let family = FormatFamily.sessions

    static func detect(_ head: FileHead) -> Detection? {
        let names: [String]
        if let table = head.table {
            names = table.rowsBelowTitles.first ?? []
        } else if let record = head.json?.firstRecords.first?.object {
            names = record.keys
        } else {
            return nil
        }
        let headers = Set(names.map(comparableHeader))
        func has(_ list: [String]) -> String? { list.first { headers.contains($0) } }
        guard let key = has(OrderNames.keys), let amount = has(OrderNames.amounts), let date = has(OrderNames.dates),
            isShop(headers) || !headers.contains(where: { isFeedback($0) })
        else { return nil }
        if isShop(headers) { return shopDetection }
        // A column that is called "name" or "id" says little; an order number beside an amount says it all.
        let isPlain = ["id", "name", "number", "numero"].contains(key)
        return Detection(
            confidence: isPlain ? (has(OrderNames.customers) == nil ? 0.4 : 0.75) : 0.9,
            reasons: [
                Phrase(
                    en: "an order number (\(key)), an amount (\(amount)) and a date (\(date)), no text or rating",
                    fr: "un numéro de commande (\(key)), un montant (\(amount)) et une date (\(date)), ni texte ni note"
                )
            ])
    }

    /// The columns of Shopify and WooCommerce: their notes are for the parcel, not about the shop.
    private static func isShop(_ headers: Set<String>) -> Bool {
        headers.isSuperset(of: ["name", "financial status", "lineitem name"])
            || headers.isSuperset(of: ["order number", "order status", "order date"])
                && !headers.isDisjoint(with: ["item name", "order total amount", "item cost", "customer note"])
    }

    private static let shopDetection = Detection(
        confidence: 0.96,
        reasons: [
            Phrase(
                en: "the order columns of Shopify or WooCommerce; notes to the shop are left out",
                fr: "les colonnes de commandes de Shopify ou WooCommerce ; les notes au marchand sont laissées de côté")
        ])

    private static func isFeedback(_ header: String) -> Bool {
        switch HeaderDictionary.meaning(of: header)?.target {
        case .answer, .verbatim: true
        default: false
        }
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        var dates = DateEvidence()
        if let table = head.table, let first = table.rowsBelowTitles.first {
            let column = first.firstIndex { OrderNames.dates.contains(comparableHeader($0)) }
            for row in table.rowsBelowTitles.dropFirst() {
                if let column, column < row.count { dates.add(row[column]) }
            }
        }
        let converter = Converter(ItemSource(name: name, options: options), style: dates.style.style)
        if let plan = RowPlan(head) { return .rows(plan, converter) }
        guard head.json != nil else { throw .notJSON(head, format: name) }
        return .json(converter)
    }

    struct Converter: JSONConverter {
        private let source: ItemSource
        private let parser: DateParser
        /// The order whose lines are coming in; exports keep the lines of an order together.
        private var open: (order: Order, position: RecordPosition)?
        private var joinedLines = 0

        init(_ source: ItemSource, style: DateStyle) {
            self.source = source
            parser = DateParser(style: style, zone: source.zone)
        }

        var decisions: [Decision] {
            guard joinedLines > 0 else { return [] }
            return [
                Decision(
                    "orders", en: "\(joinedLines) rows repeat the order above them: they count as its lines",
                    fr: "\(joinedLines) lignes répètent la commande au-dessus : elles en sont les lignes")
            ]
        }

        mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
            let position = RecordPosition(line: record.line, column: record.column)
            do throws(RecordProblem) {
                guard let object = record.value.object else {
                    throw RecordProblem(en: "a record is not an object", fr: "un enregistrement n'est pas un objet")
                }
                let row = OrderRow(object)
                guard let key = row.text(OrderNames.keys) else {
                    throw RecordProblem(en: "the order has no number", fr: "la commande n'a pas de numéro")
                }
                if open?.order.key == key {
                    join(row)
                    return
                }
                flush(into: &records)
                open = (try order(key, row), position)
            } catch {
                records.append(.rejected(error, record.value, at: position))
            }
        }

        mutating func finish(into records: inout [ImportedRecord]) { flush(into: &records) }

        private mutating func flush(into records: inout [ImportedRecord]) {
            if let open { records.append(.order(open.order, open.position)) }
            open = nil
        }

        /// Adds another line of the open order: its total is repeated or empty there, and adds nothing.
        private mutating func join(_ row: OrderRow) {
            joinedLines += 1
            guard let known = open?.order, known.amount == nil else { return }
            open?.order.amount = row.number(OrderNames.amounts)
        }

        private func order(_ key: String, _ row: OrderRow) throws(RecordProblem) -> Order {
            guard let date = row.text(OrderNames.dates),
                let at = Timestamp(exported: date).map(inZone) ?? parser.timestamp(date)
            else { throw .badDate }
            var order = Order(source: source.name, key: key, at: at)
            order.respondent = source.pseudonym(row.text(OrderNames.customers))
            order.amount = row.number(OrderNames.amounts)
            if let total = row.text(OrderNames.amounts), order.amount == nil {
                throw RecordProblem(
                    en: "the amount is no number (\(total.utf8.count) characters)",
                    fr: "le montant n'est pas un nombre (\(total.utf8.count) caractères)")
            }
            order.currency = row.text(["currency", "devise", "currency code", "order currency"])?.uppercased()
            order.channel = row.text(["channel", "canal", "sales channel", "source name"])?.lowercased()
            order.status = row.text(["financial status", "status", "statut", "etat", "order status", "state"])?
                .lowercased()
            order.country = CountryCode.named(row.text(["country", "pays", "shipping country", "billing country"]))
            return order
        }

        private func inZone(_ moment: Timestamp) -> Timestamp {
            guard moment.offsetMinutes == nil, let offset = source.zone?.offset(atLocal: moment) else { return moment }
            return Timestamp(milliseconds: moment.milliseconds - Int64(offset) * 60_000, offsetMinutes: offset)
        }
    }
}

/// One record, its members found by comparable names.
private struct OrderRow {
    private var cells: [String: String] = [:]

    init(_ object: JSONObject) {
        for (key, value) in object.members {
            if let text = value.string?.trimmed, !text.isEmpty {
                cells[comparableHeader(key)] = text
            } else if let inner = value.object {
                for (name, value) in inner.members {
                    if let text = value.string?.trimmed, !text.isEmpty {
                        cells[comparableHeader("\(key) \(name)")] = text
                    }
                }
            }
        }
    }

    func text(_ names: [String]) -> String? { names.lazy.compactMap { cells[$0] }.first }

    /// `1 234,50 €` and `$1,234.50` are amounts.
    func number(_ names: [String]) -> Double? {
        guard let text = text(names) else { return nil }
        let kept = text.unicodeScalars.filter { scalar in
            scalar.properties.numericType != nil || [".", ",", "-", " ", "\u{A0}", "\u{202F}", "'"].contains(scalar)
        }
        return parsedNumber(String(String.UnicodeScalarView(kept)).trimmed)
    }
}

/// What shops and warehouses call the columns of an order, in comparable form: the surest name first.
private enum OrderNames {
    static let keys = [
        "order id", "order number", "order key", "order no", "order reference", "order ref", "order", "numero commande",
        "numero de commande", "no commande", "n commande", "no de commande", "reference commande", "id commande",
        "commande", "transaction id", "increment id", "name", "number", "numero", "id",
    ]
    static let amounts = [
        "total", "order total", "order total amount", "grand total", "total price", "amount", "order amount", "montant",
        "montant total",
        "total ttc", "montant ttc", "revenue", "order revenue", "order value", "ca", "chiffre d affaires", "prix total",
        "valeur",
    ]
    static let dates = [
        "created at", "order date", "ordered at", "date", "date commande", "date de commande", "date de la commande",
        "purchased at", "purchase date", "processed at", "placed at", "date created", "paid at", "created", "timestamp",
    ]
    static let customers = [
        "email", "e mail", "email billing", "billing email", "customer email", "client email", "client e mail", "mail",
        "adresse e mail", "adresse email",
        "courriel", "customer id",
        "client id", "id client", "customer", "client", "numero client", "user id", "respondent",
    ]
}
