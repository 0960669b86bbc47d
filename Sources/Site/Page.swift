package import Conference
package import Secrets

/// Every page there is, and the only place that knows addresses: `path(in:)` writes what `init(path:)` reads.
package enum Page: Sendable, Equatable {
    case start
    case signUp
    case personal(SecretLink)
    case cancel(SecretLink)
    case change(SecretLink)
    case handOver(SecretLink)
    case ticket(SecretLink)
    /// Where a colleague takes over a seat, by a claim link.
    case claim(SecretLink)
    case delegationForm
    case delegation(SecretLink)
    case delegationMore(SecretLink)
    case delegationMember(SecretLink, id: Int64)
    case questions(SecretLink)
    case workshop(SecretLink, id: Int64)
    /// The offer of a seat.
    case offer(SecretLink)
    case lostLink
    case noReminders(SecretLink)
    case quotas
    case privacy
    case accessibility

    case organisers
    case signIn
    case choosePassword
    case signOut
    case attendees
    case attendee(id: Int64)
    case cancelAttendee(id: Int64)
    case needs
    case quotaSettings
    case quotaSetting(id: Int64)
    case questionSettings
    case newQuestion
    case questionPreview
    case questionSetting(id: Int64)
    case moveQuestion(id: Int64)
    case retireQuestion(id: Int64)
    case workshopSettings
    case newWorkshop
    case workshopSetting(id: Int64)
    case checkIn
    case walkIn
    /// What the doors are shown.
    case doorView
    case messages
    case message(id: Int64)
    case resendMessage(id: Int64)

    case calendar(SecretLink)
    case quotasJSON
    case quotasCSV
    case attendeesCSV
    case checkInList
    case checkInScans
    case checkInStream
    case checkInWorker

    /// The path after the language: Swedish words, which are the real ones.
    private var segments: [String] {
        switch self {
        case .start: []
        case .signUp: ["anmalan"]
        case .personal(let link): ["anmalan", link.text]
        case .cancel(let link): ["anmalan", link.text, "avboka"]
        case .change(let link): ["anmalan", link.text, "andra"]
        case .handOver(let link): ["anmalan", link.text, "lamna-over"]
        case .ticket(let link): ["anmalan", link.text, "biljett"]
        case .calendar(let link): ["anmalan", link.text, "kalender.ics"]
        case .claim(let link): ["ta-over", link.text]
        case .delegationForm: ["anmalan", "grupp"]
        case .delegation(let link): ["grupp", link.text]
        case .delegationMore(let link): ["grupp", link.text, "fler"]
        case .delegationMember(let link, let id): ["grupp", link.text, "person", String(id)]
        case .questions(let link): ["anmalan", link.text, "fragor"]
        case .offer(let link): ["anmalan", link.text, "plats"]
        case .lostLink: ["anmalan", "tappad-lank"]
        case .noReminders(let link): ["anmalan", link.text, "paminnelse"]
        case .workshop(let link, let id): ["anmalan", link.text, "workshop", String(id)]
        case .quotas: ["kvoter"]
        case .privacy: ["integritet"]
        case .accessibility: ["tillganglighet"]
        case .organisers: ["admin"]
        case .signIn: ["admin", "logga-in"]
        case .choosePassword: ["admin", "losenord"]
        case .signOut: ["admin", "logga-ut"]
        case .attendees: ["admin", "deltagare"]
        case .attendee(let id): ["admin", "deltagare", String(id)]
        case .cancelAttendee(let id): ["admin", "deltagare", String(id), "avboka"]
        case .needs: ["admin", "behov"]
        case .quotaSettings: ["admin", "kvoter"]
        case .quotaSetting(let id): ["admin", "kvoter", String(id)]
        case .questionSettings: ["admin", "fragor"]
        case .messages: ["admin", "utskick"]
        case .message(let id): ["admin", "utskick", String(id)]
        case .resendMessage(let id): ["admin", "utskick", String(id), "igen"]
        case .workshopSettings: ["admin", "workshoppar"]
        case .newWorkshop: ["admin", "workshoppar", "ny"]
        case .workshopSetting(let id): ["admin", "workshoppar", String(id)]
        case .newQuestion: ["admin", "fragor", "ny"]
        case .questionPreview: ["admin", "fragor", "forhandsvisning"]
        case .questionSetting(let id): ["admin", "fragor", String(id)]
        case .moveQuestion(let id): ["admin", "fragor", String(id), "flytta"]
        case .retireQuestion(let id): ["admin", "fragor", String(id), "avsluta"]
        case .checkIn: ["admin", "incheckning"]
        case .walkIn: ["admin", "incheckning", "ny"]
        case .doorView: ["admin", "incheckning", "visning"]
        case .checkInList: ["admin", "incheckning", "lista.json"]
        case .checkInScans: ["admin", "incheckning", "skanningar"]
        case .checkInStream: ["admin", "incheckning", "strom"]
        case .checkInWorker: ["admin", "incheckning", "arbetare.js"]
        case .quotasJSON: ["kvoter.json"]
        case .quotasCSV: ["kvoter.csv"]
        case .attendeesCSV: ["admin", "deltagare.csv"]
        }
    }

    private init?(segments: [String]) {
        switch segments.count {
        case 0: self = .start
        case 1:
            switch segments[0] {
            case "anmalan": self = .signUp
            case "kvoter": self = .quotas
            case "integritet": self = .privacy
            case "tillganglighet": self = .accessibility
            case "admin": self = .organisers
            case "kvoter.json": self = .quotasJSON
            case "kvoter.csv": self = .quotasCSV
            default: return nil
            }
        case 2 where segments == ["anmalan", "tappad-lank"]: self = .lostLink
        case 2 where segments == ["anmalan", "grupp"]: self = .delegationForm
        case 2...4 where segments[0] == "grupp":
            guard let page = Self.delegation(segments) else { return nil }
            self = page
        case 2 where segments[0] == "anmalan":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .personal(link)
        case 2 where segments[0] == "ta-over":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .claim(link)
        case 3 where segments[0] == "anmalan" && segments[2] == "avboka":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .cancel(link)
        case 3 where segments[0] == "anmalan" && Self.ofRegistration[segments[2]] != nil:
            guard let link = SecretLink(segments[1]), let page = Self.ofRegistration[segments[2]] else { return nil }
            self = page(link)
        case 3 where segments[0] == "anmalan" && segments[2] == "fragor":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .questions(link)
        case 3 where segments[0] == "anmalan" && segments[2] == "paminnelse":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .noReminders(link)
        case 3 where segments[0] == "anmalan" && segments[2] == "plats":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .offer(link)
        case 4 where segments[0] == "anmalan" && segments[2] == "workshop":
            guard let link = SecretLink(segments[1]), let id = Int64(segments[3]), String(id) == segments[3] else {
                return nil
            }
            self = .workshop(link, id: id)
        case 2 where segments[0] == "admin":
            switch segments[1] {
            case "logga-in": self = .signIn
            case "losenord": self = .choosePassword
            case "logga-ut": self = .signOut
            case "deltagare": self = .attendees
            case "behov": self = .needs
            case "kvoter": self = .quotaSettings
            case "fragor": self = .questionSettings
            case "workshoppar": self = .workshopSettings
            case "utskick": self = .messages
            case "incheckning": self = .checkIn
            case "deltagare.csv": self = .attendeesCSV
            default: return nil
            }
        case 3 where segments == ["admin", "fragor", "ny"]: self = .newQuestion
        case 3 where segments == ["admin", "workshoppar", "ny"]: self = .newWorkshop
        case 3 where segments == ["admin", "fragor", "forhandsvisning"]: self = .questionPreview
        case 3 where segments[0] == "admin" && segments[1] == "incheckning":
            guard let page = Self.ofCheckIn[segments[2]] else { return nil }
            self = page
        case 3 where segments[0] == "admin":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            switch segments[1] {
            case "deltagare": self = .attendee(id: id)
            case "kvoter": self = .quotaSetting(id: id)
            case "fragor": self = .questionSetting(id: id)
            case "workshoppar": self = .workshopSetting(id: id)
            case "utskick": self = .message(id: id)
            default: return nil
            }
        case 4 where segments[0] == "admin" && segments[1] == "utskick" && segments[3] == "igen":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .resendMessage(id: id)
        case 4 where segments[0] == "admin" && segments[1] == "deltagare" && segments[3] == "avboka":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .cancelAttendee(id: id)
        case 4 where segments[0] == "admin" && segments[1] == "fragor":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            switch segments[3] {
            case "flytta": self = .moveQuestion(id: id)
            case "avsluta": self = .retireQuestion(id: id)
            default: return nil
            }
        default: return nil
        }
    }

    private static let ofCheckIn: [String: Page] = [
        "ny": .walkIn, "visning": .doorView, "lista.json": .checkInList, "skanningar": .checkInScans,
        "strom": .checkInStream, "arbetare.js": .checkInWorker,
    ]

    private static let ofRegistration: [String: @Sendable (SecretLink) -> Page] = [
        "andra": { .change($0) }, "lamna-over": { .handOver($0) }, "biljett": { .ticket($0) },
        "kalender.ics": { .calendar($0) },
    ]

    private static func delegation(_ segments: [String]) -> Page? {
        guard let link = SecretLink(segments[1]) else { return nil }
        switch segments.count {
        case 2: return .delegation(link)
        case 3 where segments[2] == "fler": return .delegationMore(link)
        case 4 where segments[2] == "person":
            guard let id = Int64(segments[3]), String(id) == segments[3] else { return nil }
            return .delegationMember(link, id: id)
        default: return nil
        }
    }
}

extension Page {
    /// The words of addresses that differ between the languages.
    private static let words = [
        Phrase(sv: "anmalan", en: "registration"), Phrase(sv: "avboka", en: "cancel"),
        Phrase(sv: "andra", en: "change"), Phrase(sv: "lamna-over", en: "hand-over"),
        Phrase(sv: "biljett", en: "ticket"), Phrase(sv: "ta-over", en: "take-over"),
        Phrase(sv: "kvoter", en: "quotas"), Phrase(sv: "integritet", en: "privacy"),
        Phrase(sv: "tillganglighet", en: "accessibility"), Phrase(sv: "logga-in", en: "sign-in"),
        Phrase(sv: "losenord", en: "password"), Phrase(sv: "logga-ut", en: "sign-out"),
        Phrase(sv: "deltagare", en: "attendees"), Phrase(sv: "behov", en: "needs"),
        Phrase(sv: "grupp", en: "group"), Phrase(sv: "fler", en: "more"),
        Phrase(sv: "fragor", en: "questions"), Phrase(sv: "ny", en: "new"),
        Phrase(sv: "forhandsvisning", en: "preview"), Phrase(sv: "flytta", en: "move"),
        Phrase(sv: "avsluta", en: "retire"), Phrase(sv: "plats", en: "seat"),
        Phrase(sv: "tappad-lank", en: "lost-link"), Phrase(sv: "paminnelse", en: "reminder"),
        Phrase(sv: "utskick", en: "mail"), Phrase(sv: "igen", en: "again"),
        Phrase(sv: "workshoppar", en: "workshops"), Phrase(sv: "incheckning", en: "check-in"),
        Phrase(sv: "visning", en: "display"),
    ]
    private static let english = Dictionary(uniqueKeysWithValues: words.map { ($0.sv, $0.en) })
    private static let swedish = Dictionary(uniqueKeysWithValues: words.map { ($0.en, $0.sv) })

    package func path(in language: Language) -> String { path(of: segments, in: language) }

    private func path(of segments: [String], in language: Language) -> String {
        switch isFile ? .swedish : language {
        case .swedish: "/" + segments.joined(separator: "/")
        case .english: (["/en"] + segments.map { Self.english[$0] ?? $0 }).joined(separator: "/")
        }
    }

    /// The page and the language of an address; nil where there is none.
    ///
    /// - Parameter path: Decoded segments. An empty last one, the slash at the end, does not matter.
    package static func at(_ path: [String]) -> (page: Page, language: Language)? {
        var path = path
        if path.last == "" { path.removeLast() }
        guard path.first == "en" else { return Page(segments: path).map { ($0, .swedish) } }
        let words = path.dropFirst()
        guard words.allSatisfy({ english[$0] == nil }) else { return nil }  // no Swedish words in English addresses
        guard let page = Page(segments: words.map { swedish[$0] ?? $0 }), !page.isFile else { return nil }
        return (page, .english)
    }

    /// Files for machines have one address for all languages.
    private var isFile: Bool {
        switch self {
        case .calendar, .quotasJSON, .quotasCSV, .attendeesCSV, .checkInList, .checkInScans, .checkInStream,
            .checkInWorker:
            true
        default: false
        }
    }

    /// The path with a name in the place of what differs between registrations: fit for a log, where no personal link
    /// may stand.
    package func pattern(in language: Language) -> String {
        let names: [Int: String]
        switch self {  // no default: a new page must say what its address gives away
        case .personal, .cancel, .change, .handOver, .ticket, .calendar, .claim, .questions, .offer, .delegation,
            .delegationMore, .noReminders:
            names = [1: "{link}"]
        case .delegationMember: names = [1: "{link}", 3: "{id}"]
        case .workshop: names = [1: "{link}"]
        case .attendee, .cancelAttendee, .quotaSetting, .questionSetting, .moveQuestion, .retireQuestion,
            .workshopSetting, .message, .resendMessage:
            names = [2: "{id}"]
        case .start, .signUp, .lostLink, .messages, .delegationForm, .quotas, .privacy, .accessibility, .organisers,
            .signIn,
            .choosePassword, .signOut, .attendees, .needs, .quotaSettings, .questionSettings, .newQuestion,
            .questionPreview, .workshopSettings, .newWorkshop, .checkIn, .walkIn, .doorView, .quotasJSON, .quotasCSV,
            .attendeesCSV, .checkInList, .checkInScans, .checkInStream, .checkInWorker:
            return path(in: language)
        }
        var segments = segments
        for (index, name) in names { segments[index] = name }
        return path(of: segments, in: language)
    }

    /// Whether the address itself opens something, so that it belongs in no log, cache or Referer.
    package var isPersonal: Bool {
        switch self {
        case .personal, .cancel, .change, .handOver, .ticket, .calendar, .claim, .questions, .workshop, .offer,
            .noReminders, .delegation, .delegationMore, .delegationMember:
            true
        default: false
        }
    }

    /// Whether it is for organisers only.
    package var isForOrganisers: Bool { segments.first == "admin" }
}
