import Conference

/// What is used every day; all that is set once is behind the one entry for settings.
enum OrganiserMenu {
    private static let all: [(permission: Permission, page: Page, name: Phrase)] = [
        (.readAttendees, .overview, Phrase(sv: "Översikt", en: "Overview")),
        (.readAttendees, .attendees, Phrase(sv: "Deltagare", en: "Attendees")),
        (.checkIn, .checkIn, Phrase(sv: "Incheckning", en: "Check-in")),
        (.readNeeds, .needs, Phrase(sv: "Behov", en: "Needs")),
        (.handleMail, .messages, Phrase(sv: "Utskick", en: "Mail")),
        (.readSettings, .settings, Phrase(sv: "Inställningar", en: "Settings")),
        (.keepOwnAccount, .account, Phrase(sv: "Konto", en: "Account")),
    ]

    /// Only what the roles allow; the routes ask again.
    static func entries(_ visit: Visit, for organiser: SignedIn) -> [(page: Page, name: String)] {
        all.filter { organiser.may($0.permission) }.map { ($0.page, $0.name[visit.language]) }
    }

    /// The entry that leads to a page, so that deeper pages show where they belong.
    static func entry(above page: Page) -> Page? {
        if page == .printing || page.isBelow(.printing) { return .attendees }
        // Before what is above both: the texts of mail are settings, and their address goes on from that of the mail.
        let settings = SettingsHub.sections.flatMap(\.entries).map(\.page)
        if settings.contains(where: { page == $0 || page.isBelow($0) }) { return .settings }
        return all.map(\.page).first(where: page.isBelow)
    }
}
