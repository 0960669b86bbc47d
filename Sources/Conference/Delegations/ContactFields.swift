/// What is asked of the one who registers others.
extension Field {
    package static let contactName = Field(
        "contactName", .line, in: .person,
        label: Phrase(sv: "Ditt namn", en: "Your name"),
        missing: Phrase(sv: "Skriv ditt namn", en: "Enter your name"),
        longest: 200, autocomplete: "name")

    package static let contactEmail = Field(
        "contactEmail", .email, in: .person,
        label: Phrase(sv: "Din e-postadress", en: "Your e-mail address"),
        hint: Phrase(
            sv: "Hit kommer besked om gruppen, och om dem som saknar egen adress",
            en: "Messages about the group come here, and about those without an address of their own"),
        missing: Phrase(sv: "Skriv din e-postadress", en: "Enter your e-mail address"),
        longest: 254, autocomplete: "email")
}
