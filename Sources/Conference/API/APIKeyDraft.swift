/// A key as an organiser asks for it.
package struct APIKeyDraft: Sendable, Equatable {
    package enum Control: String, Sendable {
        case name, scope, days
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case noScope
        /// One that this organiser may not grant.
        case foreignScope

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .noScope:
                Phrase(
                    sv: "Välj minst en sak som nyckeln får göra", en: "Choose one thing at least that the key may do")
            case .foreignScope:
                Phrase(
                    sv: "Din roll får inte ge nyckeln den rätten", en: "Your role may not give the key that right")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>

    package static let longestName = 100
    package static let longestDays = 365
    /// Offered to choose from.
    package static let days = [30, 90, 365]

    package let name: String
    package let scopes: Set<APIScope>
    package let days: Int

    package init(name: String, scopes: Set<APIScope>, days: Int) {
        self.name = name
        self.scopes = scopes
        self.days = days
    }

    /// - Parameter allows: Whether who asks may do this.
    package static func check(
        name: String, scopes: [String], days: String, allows: (Permission) -> Bool
    ) -> DraftOutcome<APIKeyDraft, Complaint> {
        var complaints: [Complaint] = []
        let name = RegistrationForm.tidied(name)
        if name.isEmpty {
            complaints.append(Complaint(.name, .typed(.missing)))
        } else if name.unicodeScalars.count > longestName {
            complaints.append(Complaint(.name, .typed(.tooLong(longest: longestName))))
        } else if !name.unicodeScalars.allSatisfy(RegistrationForm.isPrintable) {
            complaints.append(Complaint(.name, .typed(.unprintable)))
        }
        let chosen = scopes.map(APIScope.init)
        if chosen.isEmpty {
            complaints.append(Complaint(.scope, .noScope))
        } else if !chosen.allSatisfy({ $0.map { allows($0.permission) } ?? false }) {
            complaints.append(Complaint(.scope, .foreignScope))
        }
        let number = WholeNumber.parse(days).flatMap(Int.init(exactly:))
        if number.map({ (1...longestDays).contains($0) }) != true {
            complaints.append(Complaint(.days, .typed(.notANumber(least: 1, most: longestDays))))
        }
        guard complaints.isEmpty, let number else { return .invalid(complaints) }
        return .valid(APIKeyDraft(name: name, scopes: Set(chosen.compactMap(\.self)), days: number))
    }
}
