/// Somebody who comes without having signed up.
package enum WalkInForm {
    /// What is asked at the door. The address is voluntary: without one nobody mails them.
    package static let fields: [Field] = [
        .givenName, .familyName, .organisationType, .kommun, .organisation, .email,
    ]

    /// Checks what was typed, and fills in what a door does not ask.
    package static func check(
        kommuner: KommunRegister, language: Language, typed: (Field) -> String
    ) -> RegistrationForm.Outcome {
        RegistrationForm.check(kommuner: kommuner, voluntary: .email) { field in
            if field == .role { return role[language] }
            return fields.contains(field) ? typed(field) : ""
        }
    }

    private static let role = Phrase(sv: "Anmäld vid entrén", en: "Registered at the door")
}

/// Why somebody who came without a seat is not let in. Raw values stand in the database.
package enum WalkInRefusal: String, Error, Sendable, CaseIterable {
    case groupFull, conferenceFull
    /// There are seats, and others wait for them.
    case othersWait
    case addressTaken

    package var words: Phrase {
        switch self {
        case .groupFull:
            Phrase(
                sv: "Gruppens platser är slut. Den som inte har anmält sig kan inte släppas in på dem.",
                en: "The group’s seats are all taken. Nobody who has not registered can be let in on them.")
        case .conferenceFull:
            Phrase(
                sv: "Konferensen är full. Ingen kan släppas in utan plats.",
                en: "The conference is full. Nobody can be let in without a seat.")
        case .othersWait:
            Phrase(
                sv: "Andra står i kö till platserna som är kvar.", en: "Others are in line for the seats that are left."
            )
        case .addressTaken:
            Phrase(
                sv: "E-postadressen är redan anmäld. Sök på namnet i stället.",
                en: "The e-mail address is registered already. Search for the name instead.")
        }
    }
}
