/// The usual names of the values of one column: few values, each looked up once.
struct UsualNames: Sendable {
    private var known: [String: String] = [:]
    private static let limit = 512

    mutating func usual(_ value: String, _ find: (String) -> String) -> String {
        if let name = known[value] { return name }
        let name = find(value)
        if known.count < Self.limit { known[value] = name }
        return name
    }
}

/// Languages that exports name in words.
enum LanguageName {
    /// The code of a language named in English or French: "French" and "français" give "fr"; anything else `nil`.
    static func code(_ name: String) -> String? {
        // A code is no name, and most exports write codes.
        guard name.utf8.count > 3 else { return nil }
        return codes[comparableHeader(name)]
    }

    private static let codes: [String: String] = [
        "english": "en", "anglais": "en", "french": "fr", "francais": "fr", "german": "de", "allemand": "de",
        "spanish": "es", "espagnol": "es", "italian": "it", "italien": "it", "dutch": "nl", "neerlandais": "nl",
        "portuguese": "pt", "portugais": "pt", "polish": "pl", "polonais": "pl", "russian": "ru", "russe": "ru",
        "arabic": "ar", "arabe": "ar", "chinese": "zh", "chinois": "zh", "japanese": "ja", "japonais": "ja",
        "korean": "ko", "coreen": "ko", "turkish": "tr", "turc": "tr", "swedish": "sv", "suedois": "sv",
        "danish": "da", "danois": "da", "norwegian": "no", "norvegien": "no", "finnish": "fi", "finnois": "fi",
        "czech": "cs", "tcheque": "cs", "greek": "el", "grec": "el", "hungarian": "hu", "hongrois": "hu",
        "romanian": "ro", "roumain": "ro", "ukrainian": "uk", "ukrainien": "uk", "hebrew": "he", "hebreu": "he",
        "vietnamese": "vi", "vietnamien": "vi", "catalan": "ca", "bulgarian": "bg", "bulgare": "bg",
    ]
}

/// Channels that vendors name in their own words.
enum ChannelName {
    /// - Parameter name: in lower case.
    static func usual(_ name: String) -> String { names[name] ?? name }

    private static let names = [
        "email": "e-mail", "mail": "e-mail", "e mail": "e-mail", "courriel": "e-mail", "web form": "web",
        "web widget": "web", "feedback widget": "web", "portal": "web", "web service (api)": "web", "voice": "phone",
        "phone call (incoming)": "phone", "téléphone": "phone",
    ]
}

extension CountryCode {
    /// The code of a country named in English or French; `nil` for a name that is not among the usual ones.
    static func named(_ name: String) -> String? { name.utf8.count > 3 ? byName[comparableHeader(name)] : nil }

    private static let byName: [String: String] = [
        "france": "FR", "belgium": "BE", "belgique": "BE", "switzerland": "CH", "suisse": "CH", "luxembourg": "LU",
        "germany": "DE", "allemagne": "DE", "spain": "ES", "espagne": "ES", "italy": "IT", "italie": "IT",
        "portugal": "PT", "netherlands": "NL", "the netherlands": "NL", "pays bas": "NL", "united kingdom": "GB",
        "royaume uni": "GB", "great britain": "GB", "ireland": "IE", "irlande": "IE", "austria": "AT", "autriche": "AT",
        "poland": "PL", "pologne": "PL", "sweden": "SE", "suede": "SE", "norway": "NO", "norvege": "NO",
        "denmark": "DK", "danemark": "DK", "finland": "FI", "finlande": "FI", "greece": "GR", "grece": "GR",
        "czech republic": "CZ", "czechia": "CZ", "tchequie": "CZ", "romania": "RO", "roumanie": "RO", "hungary": "HU",
        "hongrie": "HU", "united states": "US", "united states of america": "US", "etats unis": "US", "canada": "CA",
        "mexico": "MX", "mexique": "MX", "brazil": "BR", "bresil": "BR", "australia": "AU", "australie": "AU",
        "japan": "JP", "japon": "JP", "china": "CN", "chine": "CN", "india": "IN", "inde": "IN", "morocco": "MA",
        "maroc": "MA", "algeria": "DZ", "algerie": "DZ", "tunisia": "TN", "tunisie": "TN", "senegal": "SN",
        "cote d ivoire": "CI", "ivory coast": "CI", "turkey": "TR", "turquie": "TR", "russia": "RU", "russie": "RU",
        "ukraine": "UA", "south africa": "ZA", "afrique du sud": "ZA", "new zealand": "NZ", "nouvelle zelande": "NZ",
        "monaco": "MC", "reunion": "RE", "guadeloupe": "GP", "martinique": "MQ", "guyane": "GF",
    ]
}
