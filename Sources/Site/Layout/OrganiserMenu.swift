import Conference

/// What is used every day; all that is set once is behind the one entry for settings.
enum OrganiserMenu {
    /// Only what the roles allow; the routes ask again.
    static func entries(_ visit: Visit, for organiser: SignedIn) -> [(page: Page, name: String)] {
        let all: [(Permission, Page, String)] = [
            (.readAttendees, .overview, visit("Översikt", "Overview")),
            (.readAttendees, .attendees, visit("Deltagare", "Attendees")),
            (.checkIn, .checkIn, visit("Incheckning", "Check-in")),
            (.readNeeds, .needs, visit("Behov", "Needs")),
            (.handleMail, .messages, visit("Utskick", "Mail")),
            (.readSettings, .settings, visit("Inställningar", "Settings")),
            (.keepOwnAccount, .account, visit("Konto", "Account")),
        ]
        return all.filter { permission, _, _ in organiser.may(permission) }.map { _, page, name in (page, name) }
    }

    /// The entry that leads to a page, so that deeper pages show where they belong.
    static func entry(above page: Page) -> Page? {
        let entries: [Page] = [.overview, .attendees, .checkIn, .needs, .messages, .account]
        if page == .printing || page.isBelow(.printing) { return .attendees }
        // Before what is above both: the texts of mail are settings, and their address goes on from that of the mail.
        let settings = SettingsHub.sections.flatMap(\.entries).map(\.page)
        if settings.contains(where: { page == $0 || page.isBelow($0) }) { return .settings }
        return entries.first(where: page.isBelow)
    }
}
