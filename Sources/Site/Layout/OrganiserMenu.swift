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
        if let entry = entries.first(where: page.isBelow) { return entry }
        let settings = SettingsHub.sections.flatMap(\.entries).map(\.page)
        return settings.contains { page == $0 || page.isBelow($0) } ? .settings : nil
    }
}
