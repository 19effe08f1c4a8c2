/// Every format the importer knows. One line each; at equal confidence the earlier one wins.
public enum ImportFormats {
    public static let all: [any ImportFormat.Type] = [
        // Surveys
        QualtricsCSV.self,
        SurveyMonkeyCSV.self,
        TypeformCSV.self,
        LimeSurveyCSV.self,
        LimeSurveyVV.self,
        GoogleFormsCSV.self,
        TripleS.self,
        // Reviews
        GooglePlayCSV.self,
        AppStoreRSS.self,
        AppStoreAtom.self,
        AppStoreConnect.self,
        TrustpilotJSON.self,
        AmazonReviews.self,
        YelpReviews.self,
        SteamReviews.self,
        // Social networks
        XAPI.self,
        XArchive.self,
        // Support
        SupportTickets.self,
        SupportRatings.self,
        IntercomConversations.self,
        HubSpotTickets.self,
        MailMessages.self,
        // Sessions
        PostHogEvents.self,
        GA4Events.self,
        AccessLog.self,
        // Anything else that holds a text or a rating
        GenericTable.self,
        GenericJSON.self,
        GenericXML.self,
    ]

    public static func named(_ name: String) -> (any ImportFormat.Type)? { all.first { $0.name == name } }
}
