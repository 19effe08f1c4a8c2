/// A detail of who answered, in a block of them: "Contact Information | City/Town", "grp-nom", "Coordonnées [Ville]".
enum ContactDetail: Equatable {
    /// What names a person or where one lives.
    case personal
    case email, city, country
    /// The company, the post code, the job: they group responses.
    case group

    /// - Parameter name: in the form ``comparableHeader(_:)`` gives.
    init?(_ name: String) {
        switch name {
        case _ where Self.persons.contains(name): self = .personal
        case _ where Self.emails.contains(name): self = .email
        case _ where Self.groups.contains(name): self = .group
        case "city", "city town", "town", "ville", "ville localite", "localite", "commune": self = .city
        case "country", "pays", "country region": self = .country
        default: return nil
        }
    }

    private static let persons: Set<String> = [
        "name", "nom", "first name", "last name", "full name", "prenom", "nom prenom", "nom et prenom", "prenom nom",
        "nom complet", "nom de famille", "surname", "middle name", "firstname", "lastname", "fullname", "your name",
        "votre nom", "votre prenom", "nom enquete", "nom repondant", "nom du repondant", "respondent name", "address",
        "adresse", "street", "rue", "street address", "adresse postale", "address line 1", "address line 2",
        "address 1", "address 2", "adresse 1", "adresse 2", "adresse ligne 1", "adresse ligne 2", "phone",
        "phone number", "telephone", "tel", "mobile", "portable", "numero de telephone", "no de telephone",
        "mobile phone", "cell phone", "home phone", "work phone",
    ]
    private static let emails: Set<String> = [
        "email", "e mail", "email address", "adresse email", "adresse e mail", "courriel", "mail", "adresse mail",
        "adresse electronique",
    ]
    private static let groups: Set<String> = [
        "company", "company name", "societe", "entreprise", "nom de l entreprise", "nom de la societe", "organisation",
        "organization", "organisme", "raison sociale", "zip", "zip code", "zip postal code", "postal code", "post code",
        "postcode", "code postal", "cp", "state", "state province", "province", "state region", "region", "county",
        "departement", "job title", "fonction", "poste",
    ]
}

/// A header in two parts: the block or question, and what stands in this column of it.
struct BlockHeader {
    let block: String
    /// The block as the file has it.
    let title: String
    /// What stands in this column, as the file has it.
    let label: String
    /// The same in the form ``comparableHeader(_:)`` gives.
    let name: String

    /// - Returns: `nil` for a header without parts.
    init?(_ header: String) {
        let bytes = Array(Array(header.utf8).trimmed)
        if bytes.last == 0x5D, let start = bytes.lastIndex(of: 0x5B) {
            self.init(bytes[..<start], bytes[(start + 1)..<(bytes.count - 1)])
            return
        }
        let isIdentifier = !bytes.contains { $0.isBlank }
        let separators = [" | ", " – ", " - ", " : ", ": "] + (isIdentifier ? ["/", "-", "."] : [])
        for separator in separators.map({ Array($0.utf8) }) {
            let starts = bytes.indices.dropFirst().dropLast(separator.count)
            guard let start = starts.last(where: { bytes[$0...].starts(with: separator) }) else { continue }
            self.init(bytes[..<start], bytes[(start + separator.count)...])
            return
        }
        return nil
    }

    private init?(_ block: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) {
        title = String(decoding: Array(block).trimmed, as: UTF8.self)
        self.block = comparableHeader(title)
        label = String(decoding: Array(name).trimmed, as: UTF8.self)
        self.name = comparableHeader(label)
        guard !self.block.isEmpty, !self.name.isEmpty else { return nil }
    }

    /// Whether the block says that it asks who answered.
    var asksForContact: Bool {
        block.split(separator: " ").contains { Self.words.contains($0) }
    }

    private static let words: Set<Substring> = [
        "contact", "coordonnees", "identite", "identification", "ident", "demographic", "demographics", "demographique",
        "information", "informations", "infos", "info", "grp", "group", "groupe", "profil", "profile", "personal",
        "personnelles", "details", "respondent", "repondant", "signaletique", "address", "adresse",
    ]
}
