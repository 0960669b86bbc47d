import Conference
import HTTP
import Storage

/// `/admin/installningar`: where everything that is set for the whole conference is reached from.
struct SettingsHub: Sendable {
    let frame: Frame

    /// A page of settings, and who may see it.
    struct Entry {
        let permission: Permission
        let page: Page
        let name: Phrase
        let explanation: Phrase
    }

    struct Section {
        let name: Phrase
        let entries: [Entry]
    }

    static let sections = [
        Section(
            name: Phrase(sv: "Konferensen", en: "The conference"),
            entries: [
                Entry(
                    permission: .changeSettings, page: .conferenceSettings,
                    name: Phrase(sv: "Datum, plats och tider", en: "Date, place and times"),
                    explanation: Phrase(
                        sv: "När och var, hur många som får plats, när anmälan öppnar och stänger.",
                        en: "When and where, how many can come, when registration opens and closes.")),
                Entry(
                    permission: .changeSettings, page: .textSettings, name: Phrase(sv: "Texter", en: "Texts"),
                    explanation: Phrase(
                        sv: "Inledning, praktisk information och annat ni skriver själva.",
                        en: "Introduction, practical information and what else you write yourselves.")),
                Entry(
                    permission: .readSettings, page: .programmeSettings, name: Phrase(sv: "Program", en: "Programme"),
                    explanation: Phrase(
                        sv: "Programpunkter, lokaler och medverkande.", en: "Sessions, rooms and speakers.")),
                Entry(
                    permission: .readSettings, page: .workshopSettings,
                    name: Phrase(sv: "Workshoppar", en: "Workshops"),
                    explanation: Phrase(
                        sv: "Vad man kan välja, med platser och väntelista.",
                        en: "What people can choose, with places and waiting lists.")),
            ]),
        Section(
            name: Phrase(sv: "Anmälan", en: "Registration"),
            entries: [
                Entry(
                    permission: .readSettings, page: .quotaSettings, name: Phrase(sv: "Kvoter", en: "Quotas"),
                    explanation: Phrase(
                        sv: "Varje grupps platser, tak och dag då reserverade platser släpps.",
                        en: "Each group's seats, ceiling and day on which reserved seats are released.")),
                Entry(
                    permission: .readSettings, page: .quotaPlan,
                    name: Phrase(sv: "Fördela platserna", en: "Divide the seats"),
                    explanation: Phrase(
                        sv: "Räkna fram alla kvoter på en gång, och se vad det gör innan ni beslutar.",
                        en: "Work out all quotas at once, and see what that does before you decide.")),
                Entry(
                    permission: .readSettings, page: .kommunLinks,
                    name: Phrase(sv: "Kommunernas länkar", en: "Links of the kommuner"),
                    explanation: Phrase(
                        sv: "Länkar som kommunerna sköter sina platser och anmälningar med.",
                        en: "Links by which the kommuner look after their seats and registrations.")),
                Entry(
                    permission: .readSettings, page: .questionSettings, name: Phrase(sv: "Frågor", en: "Questions"),
                    explanation: Phrase(
                        sv: "Vad ni frågar om utöver formuläret.", en: "What you ask beside the form.")),
                Entry(
                    permission: .handleMail, page: .mailTexts, name: Phrase(sv: "Mejltexter", en: "Texts of mail"),
                    explanation: Phrase(
                        sv: "Egna ord i bekräftelser, erbjudanden och påminnelser.",
                        en: "Words of your own in confirmations, offers and reminders.")),
                Entry(
                    permission: .changeSettings, page: .doorView,
                    name: Phrase(sv: "Vad entrén ser", en: "What the door sees"),
                    explanation: Phrase(
                        sv: "Vilka uppgifter som visas när någon prickas av.",
                        en: "Which answers are shown when somebody is checked in.")),
            ]),
        Section(
            name: Phrase(sv: "Laget", en: "The team"),
            entries: [
                Entry(
                    permission: .manageTeam, page: .team, name: Phrase(sv: "Medlemmar", en: "Members"),
                    explanation: Phrase(
                        sv: "Vilka som är med, vad de får göra, och inbjudningar.",
                        en: "Who is in, what they may do, and invitations.")),
                Entry(
                    permission: .readLog, page: .log, name: Phrase(sv: "Logg", en: "Log"),
                    explanation: Phrase(
                        sv: "Vad som har hänt, när, och vem som gjorde det.",
                        en: "What has happened, when, and who did it.")),
            ]),
        Section(
            name: Phrase(sv: "Andra program", en: "Other programs"),
            entries: [
                Entry(
                    permission: .makeKeys, page: .apiKeys,
                    name: Phrase(sv: "Nycklar till API:et", en: "Keys to the API"),
                    explanation: Phrase(
                        sv: "Låt ett annat program läsa eller ändra det du själv får se och ändra.",
                        en: "Let another program read or change what you yourself may see and change.")),
                Entry(
                    permission: .changeSettings, page: .webhooks, name: Phrase(sv: "Webhookar", en: "Webhooks"),
                    explanation: Phrase(
                        sv: "Adresser som får veta vad som händer med anmälningar och kvoter.",
                        en: "Addresses that are told what happens to registrations and quotas.")),
            ]),
    ]

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let sections = Self.sections.compactMap { section -> HTML? in
            let entries = section.entries.filter { signedIn.may($0.permission) }
            guard !entries.isEmpty else { return nil }
            return """
                <section>
                <h2>\(section.name[visit.language])</h2>
                <ul class="hub">
                \(entries.map { entry(visit, $0) })
                </ul>
                </section>
                """
        }
        let title = visit("Inställningar", "Settings")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                \(sections)
                """)
    }

    private func entry(_ visit: Visit, _ entry: Entry) -> HTML {
        """
        <li><a href="\(visit.path(entry.page))">\(entry.name[visit.language])</a>
        <p class="hint">\(entry.explanation[visit.language])</p></li>
        """
    }
}
