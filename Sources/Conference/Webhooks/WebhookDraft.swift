import Foundation

/// A webhook as an organiser describes it.
package struct WebhookDraft: Sendable, Equatable {
    package enum Control: String, Sendable {
        case url, event
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case notAnAddress
        /// In plain text anybody on the way could read and alter it.
        case notSecure
        /// A name and password in an address end up in logs.
        case hasAccount
        case noEvent

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .notAnAddress:
                Phrase(
                    sv: "Skriv en hel adress, till exempel https://system.example.se/vemfn",
                    en: "Enter a whole address, such as https://system.example.se/vemfn")
            case .notSecure: Phrase(sv: "Adressen måste börja med https://", en: "The address must begin with https://")
            case .hasAccount:
                Phrase(
                    sv: "Ta bort namn och lösenord ur adressen. Mottagaren känner igen oss på signaturen.",
                    en: "Remove name and password from the address. The receiver knows us by the signature.")
            case .noEvent: Phrase(sv: "Välj minst en händelse", en: "Choose one event at least")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>

    package static let longestURL = 2000

    package let url: String
    package let events: Set<WebhookEvent>

    package init(url: String, events: Set<WebhookEvent>) {
        self.url = url
        self.events = events
    }

    /// - Parameter allowsPlain: Whether http: will do, as inside one machine.
    package static func check(
        url: String, events: [String], allowsPlain: Bool
    ) -> DraftOutcome<WebhookDraft, Complaint> {
        var complaints: [Complaint] = []
        let url = RegistrationForm.tidied(url)
        if let problem = problem(in: url, allowsPlain: allowsPlain) { complaints.append(Complaint(.url, problem)) }
        let chosen = events.map(WebhookEvent.init)
        if chosen.isEmpty || chosen.contains(where: { $0.map { !WebhookEvent.choices.contains($0) } ?? true }) {
            complaints.append(Complaint(.event, .noEvent))
        }
        guard complaints.isEmpty else { return .invalid(complaints) }
        return .valid(WebhookDraft(url: url, events: Set(chosen.compactMap(\.self))))
    }

    private static func problem(in url: String, allowsPlain: Bool) -> Problem? {
        if url.isEmpty { return .typed(.missing) }
        if url.utf8.count > longestURL { return .typed(.tooLong(longest: longestURL)) }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.fragment == nil,
            parts.port.map({ (1...65_535).contains($0) }) != false
        else { return .notAnAddress }
        if parts.user != nil || parts.password != nil { return .hasAccount }
        return scheme == "https" || allowsPlain ? nil : .notSecure
    }
}
