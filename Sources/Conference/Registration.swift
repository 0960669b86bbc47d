/// What one attendee has answered, checked and in its stored form.
package struct Registration: Sendable, Equatable {
    private var answers: [String: String]

    /// The answer, or "" where none was given.
    package subscript(field: Field) -> String {
        get { answers[field.name] ?? "" }
        set { answers[field.name] = newValue }
    }

    /// For answers that were checked before: rows read back, demonstration data.
    package init(stored answers: [String: String]) {
        self.answers = answers
    }

    /// No answer is the same as an empty one.
    package static func == (left: Registration, right: Registration) -> Bool {
        Field.all.allSatisfy { left[$0] == right[$0] }
    }

    /// The quota this attendee counts against.
    package var group: QuotaGroup {
        let type = OrganisationType(rawValue: self[.organisationType]) ?? .other
        return type == .kommun ? .kommun(code: self[.kommun]) : .organisation(type)
    }

    /// The same person, counted against another quota.
    package func moved(to group: QuotaGroup) -> Registration {
        var moved = self
        switch group {
        case .kommun(let code):
            moved[.organisationType] = OrganisationType.kommun.rawValue
            moved[.kommun] = code
        case .organisation(let type):
            moved[.organisationType] = type.rawValue
            moved[.kommun] = ""
        }
        return moved
    }

    /// The questions that are answered in another way.
    package func changes(from other: Registration) -> [Field] { Field.all.filter { self[$0] != other[$0] } }

    package var fullName: String { self[.givenName] + " " + self[.familyName] }

    /// What they want to be called.
    package var nameOnBadge: String { self[.badgeName].isEmpty ? fullName : self[.badgeName] }
}

extension Field {
    /// The form, in the order it is asked. A new field is one entry here and one column in `migrations`.
    package static let all: [Field] = [
        .givenName, .familyName, .badgeName, .email, .phone, .organisationType, .kommun, .organisation, .role,
        .dietaryNeeds, .accessNeeds,
    ]

    package static let givenName = Field(
        "givenName", .line, in: .person,
        label: Phrase(sv: "Förnamn", en: "Given name"),
        missing: Phrase(sv: "Skriv ditt förnamn", en: "Enter your given name"),
        longest: 100, autocomplete: "given-name")

    package static let familyName = Field(
        "familyName", .line, in: .person,
        label: Phrase(sv: "Efternamn", en: "Family name"),
        missing: Phrase(sv: "Skriv ditt efternamn", en: "Enter your family name"),
        longest: 100, autocomplete: "family-name")

    package static let badgeName = Field(
        "badgeName", .line, in: .person,
        label: Phrase(sv: "Namn på namnskylten", en: "Name on your badge"),
        hint: Phrase(
            sv: "Om du vill kallas något annat än ditt för- och efternamn",
            en: "If you want to be called something else than your given and family name"),
        longest: 60, autocomplete: "nickname")

    package static let email = Field(
        "email", .email, in: .person,
        label: Phrase(sv: "E-postadress", en: "E-mail address"),
        hint: Phrase(sv: "Till exempel namn@kommun.se", en: "For example name@kommun.se"),
        missing: Phrase(sv: "Skriv din e-postadress", en: "Enter your e-mail address"),
        longest: 254, autocomplete: "email")

    package static let phone = Field(
        "phone", .phone, in: .person,
        label: Phrase(sv: "Telefon", en: "Phone"),
        hint: Phrase(
            sv: "Används bara om något ändras nära inpå konferensen",
            en: "Used only if something changes close to the conference"),
        longest: 40, autocomplete: "tel")

    package static let organisationType = Field(
        "organisationType", .organisationType, in: .work,
        label: Phrase(sv: "Typ av organisation", en: "Kind of organisation"),
        hint: Phrase(sv: "Avgör vilken kvot du räknas mot", en: "Decides which quota you are counted against"),
        missing: Phrase(sv: "Välj typ av organisation", en: "Choose a kind of organisation"),
        longest: 40)

    /// Asked of people from a kommun only; `RegistrationForm` knows when it is required.
    package static let kommun = Field(
        "kommun", .kommun, in: .work,
        label: Phrase(sv: "Kommun", en: "Municipality"),
        hint: Phrase(
            sv: "Bara om du kommer från en kommun. Skriv början av namnet och välj.",
            en: "Only if you come from a municipality (kommun). Type the first letters and choose."),
        longest: 60)

    package static let organisation = Field(
        "organisation", .line, in: .work,
        label: Phrase(sv: "Organisation eller förvaltning", en: "Organisation or department"),
        hint: Phrase(sv: "Till exempel Barn- och utbildningsförvaltningen", en: "For example Department of Education"),
        missing: Phrase(sv: "Skriv din organisation eller förvaltning", en: "Enter your organisation or department"),
        longest: 150, autocomplete: "organization")

    package static let role = Field(
        "role", .line, in: .work,
        label: Phrase(sv: "Din roll", en: "Your role"),
        hint: Phrase(sv: "Till exempel integrationssamordnare", en: "For example integration coordinator"),
        missing: Phrase(sv: "Skriv din roll", en: "Enter your role"),
        longest: 150, autocomplete: "organization-title")

    package static let dietaryNeeds = Field(
        "dietaryNeeds", .paragraph, in: .needs,
        label: Phrase(sv: "Mat och allergier", en: "Food and allergies"),
        hint: Phrase(
            sv: "Köket får antal, inte namn. Svaret raderas efter konferensen.",
            en: "The kitchen gets numbers, not names. Your answer is deleted after the conference."),
        longest: 500, isSensitive: true)

    package static let accessNeeds = Field(
        "accessNeeds", .paragraph, in: .needs,
        label: Phrase(sv: "Tillgänglighet", en: "Access"),
        hint: Phrase(
            sv: "Till exempel hörselslinga, teckenspråkstolk eller plats för rullstol. "
                + "Svaret raderas efter konferensen.",
            en: "For example hearing loop, sign language interpreter or wheelchair space. "
                + "Your answer is deleted after the conference."),
        longest: 500, isSensitive: true)
}
