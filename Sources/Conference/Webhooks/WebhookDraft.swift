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
        /// Of this machine, or of the network it stands in.
        case notPublic
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
            case .notPublic:
                Phrase(
                    sv: "Skriv en adress som går att nå från internet. Den här leder bara in i ett eget nät.",
                    en: "Enter an address that can be reached from the internet. This one leads into a private network."
                )
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

    /// - Parameters:
    ///   - allowsPrivate: Whether any address will do, and http:, as inside one machine.
    ///   - isPublic: Whether a host can be outside of our own network.
    package static func check(
        url: String, events: [String], allowsPrivate: Bool, isPublic: (_ host: String) -> Bool
    ) -> DraftOutcome<WebhookDraft, Complaint> {
        var complaints: [Complaint] = []
        let url = RegistrationForm.tidied(url)
        if let problem = problem(in: url, allowsPrivate: allowsPrivate, isPublic: isPublic) {
            complaints.append(Complaint(.url, problem))
        }
        let chosen = events.map(WebhookEvent.init)
        if chosen.isEmpty || chosen.contains(where: { $0.map { !WebhookEvent.choices.contains($0) } ?? true }) {
            complaints.append(Complaint(.event, .noEvent))
        }
        guard complaints.isEmpty else { return .invalid(complaints) }
        return .valid(WebhookDraft(url: url, events: Set(chosen.compactMap(\.self))))
    }

    private static func problem(in url: String, allowsPrivate: Bool, isPublic: (String) -> Bool) -> Problem? {
        if url.isEmpty { return .typed(.missing) }
        if url.utf8.count > longestURL { return .typed(.tooLong(longest: longestURL)) }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.percentEncodedHost, !host.isEmpty,
            host.utf8.allSatisfy(Self.isOfHost), parts.fragment == nil,
            parts.port.map({ (1...65_535).contains($0) }) != false
        else { return .notAnAddress }
        if parts.user != nil || parts.password != nil { return .hasAccount }
        if allowsPrivate { return nil }
        if scheme != "https" { return .notSecure }
        return isPublic(host) ? nil : .notPublic
    }

    /// Letters, digits and what stands between them in names and addresses. Nothing encoded: readers differ on what
    /// `127.0.0.1%00.example.org` is.
    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._:[]".utf8.contains(byte)
        }
    }
}
