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
    case delegationContact(SecretLink)
    /// A kommun's own page, and what it does there.
    case kommun(SecretLink)
    case kommunRegister(SecretLink)
    case kommunPerson(SecretLink, id: Int64)
    case kommunSwap(SecretLink, id: Int64)
    case kommunSeats(SecretLink)
    case questions(SecretLink)
    case workshop(SecretLink, id: Int64)
    /// The offer of a seat.
    case offer(SecretLink)
    case lostLink
    case noReminders(SecretLink)
    case quotas
    /// The rules of seats in plain words.
    case quotaRules
    case quotaDecisions
    case quotaDecision(id: Int64)
    /// The quotas as other sites show them in a frame.
    case embeddedQuotas
    /// How they do it.
    case quotaEmbedding
    case privacy
    case accessibility
    case programme
    case practical
    /// How programs ask and are told.
    case apiDocumentation

    case organisers
    case signIn
    case choosePassword
    case signOut
    case overview
    /// Where all settings are reached from.
    case settings
    case conferenceSettings
    case attendees
    /// Some of the list, to do something with all of them.
    case attendeeSelection
    case labelSelection
    case cancelSelection
    case undoLabelling(id: Int64)
    case savedViews
    case removeView(id: Int64)
    /// The list on paper.
    case attendeesPrint
    /// What can be printed.
    case printing
    /// How badges are to be printed.
    case badges
    case badgeSheets
    case signList
    /// Needs as the kitchen gets them.
    case needCounts
    case attendee(id: Int64)
    case newAttendee
    case importAttendees
    case cancelAttendee(id: Int64)
    case editAttendee(id: Int64)
    case labelAttendee(id: Int64)
    case attendeeNotes(id: Int64)
    case note(id: Int64)
    case moveSelection
    case undoMove(id: Int64)
    case delegationSetting(id: Int64)
    case needs
    case quotaSettings
    case quotaSetting(id: Int64)
    /// The links of the kommuner.
    case kommunLinks
    /// By SCB's four digits.
    case kommunLink(code: String)
    /// A kommun's wish for more seats.
    case seatRequest(id: Int64)
    /// The movements of a group's seats.
    case quotaAccount(id: Int64)
    /// The seats divided anew.
    case quotaPlan
    case questionSettings
    case newQuestion
    case questionPreview
    case questionSetting(id: Int64)
    case moveQuestion(id: Int64)
    case retireQuestion(id: Int64)
    case workshopSettings
    case newWorkshop
    case workshopSetting(id: Int64)
    case retireWorkshop(id: Int64)
    case programmeSettings
    case newProgrammeItem
    case programmeItem(id: Int64)
    case newRoom
    case room(id: Int64)
    case newSpeaker
    case speaker(id: Int64)
    case textSettings
    case textSetting(ConferenceText)
    case checkIn
    case walkIn
    /// What the doors are shown.
    case doorView
    case messages
    case message(id: Int64)
    case resendMessage(id: Int64)
    case settleMessage(id: Int64)
    /// What the messages say that go out by themselves.
    case mailTexts
    case mailText(MessageKind)
    case mailTextPreview(MessageKind)
    /// The letter alone, as a mail program would show it.
    case mailTextLetter(MessageKind)
    /// What organisers write to many.
    case mailings
    case newMailing
    case mailing(id: Int64)
    case mailingText(id: Int64)
    case mailingPreview(id: Int64)
    case mailingLetter(id: Int64)
    case mailingRecipients(id: Int64)

    /// The second step of signing in.
    case signInCode
    case account
    case sessions
    case secondFactor
    case team
    case teamMember(id: Int64)
    case invite
    case withdrawInvitation(id: Int64)
    /// Where somebody who is invited to the team joins it.
    case invitation(SecretLink)
    case log
    case apiKeys
    case newAPIKey
    case revokeAPIKey(id: Int64)
    case webhooks
    case newWebhook
    case webhook(id: Int64)
    case webhookDelivery(id: Int64)

    case calendar(CalendarLink)
    /// A kommun's people as a file.
    case kommunList(SecretLink)
    case quotasJSON
    case quotasCSV
    case quotaDecisionJSON(id: Int64)
    case attendeesCSV
    case attendeesXLSX
    case attendeesJSON
    /// The measurements of a sheet of badges.
    case badgeStyle
    case checkInList
    case checkInScans
    case checkInStream
    case checkInWorker
    case api(APIResource)

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
        case .calendar(let link): ["kalender", link.text + Self.calendarExtension]
        case .claim(let link): ["ta-over", link.text]
        case .delegationForm: ["anmalan", "grupp"]
        case .delegation(let link): ["grupp", link.text]
        case .delegationMore(let link): ["grupp", link.text, "fler"]
        case .delegationMember(let link, let id): ["grupp", link.text, "person", String(id)]
        case .delegationContact(let link): ["grupp", link.text, "kontakt"]
        case .kommun(let link): ["kommun", link.text]
        case .kommunRegister(let link): ["kommun", link.text, "anmalan"]
        case .kommunPerson(let link, let id): ["kommun", link.text, "person", String(id)]
        case .kommunSwap(let link, let id): ["kommun", link.text, "person", String(id), "byt"]
        case .kommunSeats(let link): ["kommun", link.text, "platser"]
        case .kommunList(let link): ["kommun", link.text, "lista.csv"]
        case .questions(let link): ["anmalan", link.text, "fragor"]
        case .offer(let link): ["anmalan", link.text, "plats"]
        case .lostLink: ["anmalan", "tappad-lank"]
        case .noReminders(let link): ["anmalan", link.text, "paminnelse"]
        case .workshop(let link, let id): ["anmalan", link.text, "workshop", String(id)]
        case .quotas: ["kvoter"]
        case .quotaRules: ["kvoter", "sa-raknas-de"]
        case .quotaDecisions: ["kvoter", "beslut"]
        case .quotaDecision(let id): ["kvoter", "beslut", String(id)]
        case .quotaDecisionJSON(let id): ["kvoter", "beslut", String(id) + Self.jsonExtension]
        case .embeddedQuotas: ["kvoter", "inbaddad"]
        case .quotaEmbedding: ["kvoter", "badda-in"]
        case .privacy: ["integritet"]
        case .accessibility: ["tillganglighet"]
        case .programme: ["program"]
        case .practical: ["praktiskt"]
        case .organisers: ["admin"]
        case .signIn: ["admin", "logga-in"]
        case .choosePassword: ["admin", "losenord"]
        case .signOut: ["admin", "logga-ut"]
        case .overview: ["admin", "oversikt"]
        case .settings: ["admin", "installningar"]
        case .conferenceSettings: ["admin", "konferens"]
        case .attendees: ["admin", "deltagare"]
        case .attendee(let id): ["admin", "deltagare", String(id)]
        case .newAttendee: ["admin", "deltagare", "ny"]
        case .importAttendees: ["admin", "deltagare", "import"]
        case .cancelAttendee(let id): ["admin", "deltagare", String(id), "avboka"]
        case .editAttendee(let id): ["admin", "deltagare", String(id), "andra"]
        case .labelAttendee(let id): ["admin", "deltagare", String(id), "etikett"]
        case .attendeeNotes(let id): ["admin", "deltagare", String(id), "anteckningar"]
        case .note(let id): ["admin", "anteckningar", String(id)]
        case .moveSelection: ["admin", "deltagare", "urval", "flytta"]
        case .undoMove(let id): ["admin", "flyttar", String(id), "angra"]
        case .delegationSetting(let id): ["admin", "grupper", String(id)]
        case .needs: ["admin", "behov"]
        case .quotaSettings: ["admin", "kvoter"]
        case .quotaSetting(let id): ["admin", "kvoter", String(id)]
        case .kommunLinks: ["admin", "kommunlankar"]
        case .kommunLink(let code): ["admin", "kommunlankar", code]
        case .seatRequest(let id): ["admin", "onskemal", String(id)]
        case .quotaAccount(let id): ["admin", "kvoter", String(id), "konto"]
        case .quotaPlan: ["admin", "kvoter", "fordela"]
        case .questionSettings: ["admin", "fragor"]
        case .messages: ["admin", "utskick"]
        case .message(let id): ["admin", "utskick", String(id)]
        case .resendMessage(let id): ["admin", "utskick", String(id), "igen"]
        case .settleMessage(let id): ["admin", "utskick", String(id), "klart"]
        case .mailTexts: ["admin", "utskick", "texter"]
        case .mailText(let kind): ["admin", "utskick", "texter", Self.segment(of: kind)]
        case .mailTextPreview(let kind): ["admin", "utskick", "texter", Self.segment(of: kind), "visa"]
        case .mailTextLetter(let kind): ["admin", "utskick", "texter", Self.segment(of: kind), "brev"]
        case .mailings: ["admin", "utskick", "till-manga"]
        case .newMailing: ["admin", "utskick", "till-manga", "ny"]
        case .mailing(let id): ["admin", "utskick", "till-manga", String(id)]
        case .mailingText(let id): ["admin", "utskick", "till-manga", String(id), "andra"]
        case .mailingPreview(let id): ["admin", "utskick", "till-manga", String(id), "visa"]
        case .mailingLetter(let id): ["admin", "utskick", "till-manga", String(id), "brev"]
        case .mailingRecipients(let id): ["admin", "utskick", "till-manga", String(id), "mottagare"]
        case .workshopSettings: ["admin", "workshoppar"]
        case .newWorkshop: ["admin", "workshoppar", "ny"]
        case .workshopSetting(let id): ["admin", "workshoppar", String(id)]
        case .retireWorkshop(let id): ["admin", "workshoppar", String(id), "avsluta"]
        case .programmeSettings: ["admin", "program"]
        case .newProgrammeItem: ["admin", "program", "ny"]
        case .programmeItem(let id): ["admin", "program", String(id)]
        case .newRoom: ["admin", "program", "lokaler", "ny"]
        case .room(let id): ["admin", "program", "lokaler", String(id)]
        case .newSpeaker: ["admin", "program", "medverkande", "ny"]
        case .speaker(let id): ["admin", "program", "medverkande", String(id)]
        case .textSettings: ["admin", "texter"]
        case .textSetting(let text): ["admin", "texter", Self.addresses[text]!]  // has all of them
        case .newQuestion: ["admin", "fragor", "ny"]
        case .questionPreview: ["admin", "fragor", "forhandsvisning"]
        case .questionSetting(let id): ["admin", "fragor", String(id)]
        case .moveQuestion(let id): ["admin", "fragor", String(id), "flytta"]
        case .retireQuestion(let id): ["admin", "fragor", String(id), "avsluta"]
        case .signInCode: ["admin", "logga-in", "kod"]
        case .account: ["admin", "konto"]
        case .sessions: ["admin", "konto", "inloggningar"]
        case .secondFactor: ["admin", "konto", "tvasteg"]
        case .team: ["admin", "lag"]
        case .teamMember(let id): ["admin", "lag", String(id)]
        case .invite: ["admin", "lag", "bjud-in"]
        case .withdrawInvitation(let id): ["admin", "lag", "inbjudan", String(id)]
        case .invitation(let link): ["inbjudan", link.text]
        case .log: ["admin", "logg"]
        case .apiDocumentation: ["api"]
        case .api(let resource): resource.segments
        case .apiKeys: ["admin", "nycklar"]
        case .newAPIKey: ["admin", "nycklar", "ny"]
        case .revokeAPIKey(let id): ["admin", "nycklar", String(id), "aterkalla"]
        case .webhooks: ["admin", "webhookar"]
        case .newWebhook: ["admin", "webhookar", "ny"]
        case .webhook(let id): ["admin", "webhookar", String(id)]
        case .webhookDelivery(let id): ["admin", "webhookar", "leverans", String(id)]
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
        case .attendeesXLSX: ["admin", "deltagare.xlsx"]
        case .attendeesJSON: ["admin", "deltagare.json"]
        case .attendeeSelection: ["admin", "deltagare", "urval"]
        case .labelSelection: ["admin", "deltagare", "urval", "etikett"]
        case .cancelSelection: ["admin", "deltagare", "urval", "avboka"]
        case .undoLabelling(let id): ["admin", "etiketter", String(id), "angra"]
        case .savedViews: ["admin", "vyer"]
        case .removeView(let id): ["admin", "vyer", String(id), "ta-bort"]
        case .attendeesPrint: ["admin", "deltagare", "utskrift"]
        case .printing: ["admin", "utskrifter"]
        case .badges: ["admin", "utskrifter", "namnskyltar"]
        case .badgeSheets: ["admin", "utskrifter", "namnskyltar", "ark"]
        case .badgeStyle: ["admin", "utskrifter", "namnskyltar.css"]
        case .signList: ["admin", "utskrifter", "narvarolista"]
        case .needCounts: ["admin", "utskrifter", "behov"]
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
            case "program": self = .programme
            case "praktiskt": self = .practical
            case "admin": self = .organisers
            case "api": self = .apiDocumentation
            case "kvoter.json": self = .quotasJSON
            case "kvoter.csv": self = .quotasCSV
            default: return nil
            }
        case 2 where segments == ["kvoter", "sa-raknas-de"]: self = .quotaRules
        case 2 where segments == ["kvoter", "beslut"]: self = .quotaDecisions
        case 3 where segments[0] == "kvoter" && segments[1] == "beslut":
            guard let page = Self.quotaDecision(segments[2]) else { return nil }
            self = page
        case 3... where Array(segments.prefix(2)) == APIResource.root:
            guard let resource = APIResource(segments: segments) else { return nil }
            self = .api(resource)
        case 2 where segments == ["anmalan", "tappad-lank"]: self = .lostLink
        case 2 where segments == ["anmalan", "grupp"]: self = .delegationForm
        case 2...4 where segments[0] == "grupp":
            guard let page = Self.delegation(segments) else { return nil }
            self = page
        case 2...5 where segments[0] == "kommun":
            guard let page = Self.kommun(segments) else { return nil }
            self = page
        case 2 where segments[0] == "anmalan":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .personal(link)
        case 2 where segments[0] == "ta-over":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .claim(link)
        case 2 where segments[0] == "kalender" && segments[1].hasSuffix(Self.calendarExtension):
            guard let link = CalendarLink(String(segments[1].dropLast(Self.calendarExtension.count))) else {
                return nil
            }
            self = .calendar(link)
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
        case 2 where segments[0] == "inbjudan":
            guard let link = SecretLink(segments[1]) else { return nil }
            self = .invitation(link)
        case 2 where segments == ["kvoter", "inbaddad"]: self = .embeddedQuotas
        case 2 where segments == ["kvoter", "badda-in"]: self = .quotaEmbedding
        case 2 where segments[0] == "admin":
            switch segments[1] {
            case "logga-in": self = .signIn
            case "losenord": self = .choosePassword
            case "logga-ut": self = .signOut
            case "oversikt": self = .overview
            case "installningar": self = .settings
            case "konferens": self = .conferenceSettings
            case "deltagare": self = .attendees
            case "behov": self = .needs
            case "kvoter": self = .quotaSettings
            case "kommunlankar": self = .kommunLinks
            case "fragor": self = .questionSettings
            case "workshoppar": self = .workshopSettings
            case "program": self = .programmeSettings
            case "texter": self = .textSettings
            case "utskick": self = .messages
            case "konto": self = .account
            case "lag": self = .team
            case "logg": self = .log
            case "nycklar": self = .apiKeys
            case "webhookar": self = .webhooks
            case "vyer": self = .savedViews
            case "utskrifter": self = .printing
            case "incheckning": self = .checkIn
            case "deltagare.csv": self = .attendeesCSV
            case "deltagare.xlsx": self = .attendeesXLSX
            case "deltagare.json": self = .attendeesJSON
            default: return nil
            }
        case 3 where segments == ["admin", "deltagare", "utskrift"]: self = .attendeesPrint
        case 4 where segments == ["admin", "utskrifter", "namnskyltar", "ark"]: self = .badgeSheets
        case 3 where segments[0] == "admin" && segments[1] == "utskrifter":
            guard let page = Self.ofPrinting[segments[2]] else { return nil }
            self = page
        case 3 where segments == ["admin", "deltagare", "urval"]: self = .attendeeSelection
        case 3 where segments == ["admin", "deltagare", "ny"]: self = .newAttendee
        case 3 where segments == ["admin", "deltagare", "import"]: self = .importAttendees
        case 4 where segments == ["admin", "deltagare", "urval", "etikett"]: self = .labelSelection
        case 4 where segments == ["admin", "deltagare", "urval", "avboka"]: self = .cancelSelection
        case 4 where segments == ["admin", "deltagare", "urval", "flytta"]: self = .moveSelection
        case 4 where segments[0] == "admin" && segments[1] == "flyttar" && segments[3] == "angra":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .undoMove(id: id)
        case 4 where segments[0] == "admin" && segments[1] == "etiketter" && segments[3] == "angra":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .undoLabelling(id: id)
        case 4 where segments[0] == "admin" && segments[1] == "vyer" && segments[3] == "ta-bort":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .removeView(id: id)
        case 3 where segments == ["admin", "kvoter", "fordela"]: self = .quotaPlan
        case 4 where segments[0] == "admin" && segments[1] == "kvoter" && segments[3] == "konto":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .quotaAccount(id: id)
        case 3 where segments == ["admin", "nycklar", "ny"]: self = .newAPIKey
        case 3 where segments == ["admin", "webhookar", "ny"]: self = .newWebhook
        case 4 where segments[0] == "admin" && segments[1] == "nycklar" && segments[3] == "aterkalla":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .revokeAPIKey(id: id)
        case 4 where segments[0] == "admin" && segments[1] == "webhookar" && segments[2] == "leverans":
            guard let id = Int64(segments[3]), String(id) == segments[3] else { return nil }
            self = .webhookDelivery(id: id)
        case 3 where segments == ["admin", "fragor", "ny"]: self = .newQuestion
        case 3 where segments == ["admin", "workshoppar", "ny"]: self = .newWorkshop
        case 3 where segments == ["admin", "program", "ny"]: self = .newProgrammeItem
        case 4 where segments == ["admin", "program", "lokaler", "ny"]: self = .newRoom
        case 4 where segments == ["admin", "program", "medverkande", "ny"]: self = .newSpeaker
        case 3 where segments[0] == "admin" && segments[1] == "texter":
            guard let text = Self.addresses.first(where: { $0.value == segments[2] })?.key else { return nil }
            self = .textSetting(text)
        case 3 where segments == ["admin", "fragor", "forhandsvisning"]: self = .questionPreview
        case 3 where segments == ["admin", "logga-in", "kod"]: self = .signInCode
        case 3 where segments == ["admin", "konto", "inloggningar"]: self = .sessions
        case 3 where segments == ["admin", "konto", "tvasteg"]: self = .secondFactor
        case 3 where segments == ["admin", "lag", "bjud-in"]: self = .invite
        case 3 where segments[0] == "admin" && segments[1] == "incheckning":
            guard let page = Self.ofCheckIn[segments[2]] else { return nil }
            self = page
        case 3 where segments[0] == "admin" && segments[1] == "kommunlankar":
            let isCode = segments[2].utf8.count == 4 && segments[2].utf8.allSatisfy { (48...57).contains($0) }
            guard isCode else { return nil }
            self = .kommunLink(code: segments[2])
        case 3...5 where segments[0] == "admin" && segments[1] == "utskick" && segments[2] == "texter":
            guard let page = Self.ofMailText(segments.dropFirst(3).map { $0 }) else { return nil }
            self = page
        case 3...5 where segments[0] == "admin" && segments[1] == "utskick" && segments[2] == "till-manga":
            guard let page = Self.ofMailing(segments.dropFirst(3).map { $0 }) else { return nil }
            self = page
        case 3 where segments[0] == "admin":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            switch segments[1] {
            case "deltagare": self = .attendee(id: id)
            case "grupper": self = .delegationSetting(id: id)
            case "kvoter": self = .quotaSetting(id: id)
            case "onskemal": self = .seatRequest(id: id)
            case "fragor": self = .questionSetting(id: id)
            case "workshoppar": self = .workshopSetting(id: id)
            case "program": self = .programmeItem(id: id)
            case "utskick": self = .message(id: id)
            case "anteckningar": self = .note(id: id)
            case "lag": self = .teamMember(id: id)
            case "webhookar": self = .webhook(id: id)
            default: return nil
            }
        case 4 where segments[0] == "admin" && segments[1] == "program":
            guard let id = Int64(segments[3]), String(id) == segments[3] else { return nil }
            switch segments[2] {
            case "lokaler": self = .room(id: id)
            case "medverkande": self = .speaker(id: id)
            default: return nil
            }
        case 4 where segments[0] == "admin" && segments[1] == "utskick":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            switch segments[3] {
            case "igen": self = .resendMessage(id: id)
            case "klart": self = .settleMessage(id: id)
            default: return nil
            }
        case 4 where segments[0] == "admin" && segments[1] == "deltagare":
            guard let id = Int64(segments[2]), String(id) == segments[2], let page = Self.ofAttendee[segments[3]] else {
                return nil
            }
            self = page(id)
        case 4 where segments[0] == "admin" && segments[1] == "workshoppar" && segments[3] == "avsluta":
            guard let id = Int64(segments[2]), String(id) == segments[2] else { return nil }
            self = .retireWorkshop(id: id)
        case 4 where segments[0] == "admin" && segments[1] == "lag" && segments[2] == "inbjudan":
            guard let id = Int64(segments[3]), String(id) == segments[3] else { return nil }
            self = .withdrawInvitation(id: id)
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

    private static let calendarExtension = ".ics"
    private static let jsonExtension = ".json"

    private static func quotaDecision(_ name: String) -> Page? {
        let isFile = name.hasSuffix(jsonExtension)
        let number = isFile ? String(name.dropLast(jsonExtension.count)) : name
        guard let id = Int64(number), String(id) == number else { return nil }
        return isFile ? .quotaDecisionJSON(id: id) : .quotaDecision(id: id)
    }

    private static let addresses: [ConferenceText: String] = [
        .introduction: "inledning", .practical: "praktiskt", .network: "natverket", .responsible: "ansvar",
        .accessibility: "hjalp",
    ]

    private static let ofCheckIn: [String: Page] = [
        "ny": .walkIn, "visning": .doorView, "lista.json": .checkInList, "skanningar": .checkInScans,
        "strom": .checkInStream, "arbetare.js": .checkInWorker,
    ]

    private static let ofPrinting: [String: Page] = [
        "namnskyltar": .badges, "namnskyltar.css": .badgeStyle, "narvarolista": .signList, "behov": .needCounts,
    ]
    private static let ofAttendee: [String: @Sendable (Int64) -> Page] = [
        "avboka": { .cancelAttendee(id: $0) }, "andra": { .editAttendee(id: $0) },
        "etikett": { .labelAttendee(id: $0) }, "anteckningar": { .attendeeNotes(id: $0) },
    ]

    private static let ofRegistration: [String: @Sendable (SecretLink) -> Page] = [
        "andra": { .change($0) }, "lamna-over": { .handOver($0) }, "biljett": { .ticket($0) },
    ]

    private static func kommun(_ segments: [String]) -> Page? {
        guard let link = SecretLink(segments[1]) else { return nil }
        switch (segments.count, segments.count > 2 ? segments[2] : "") {
        case (2, _): return .kommun(link)
        case (3, "anmalan"): return .kommunRegister(link)
        case (3, "platser"): return .kommunSeats(link)
        case (3, "lista.csv"): return .kommunList(link)
        case (4...5, "person"):
            guard let id = Int64(segments[3]), String(id) == segments[3] else { return nil }
            if segments.count == 4 { return .kommunPerson(link, id: id) }
            return segments[4] == "byt" ? .kommunSwap(link, id: id) : nil
        default: return nil
        }
    }

    /// A kind by its name, but for one that is a word of English addresses already.
    private static func segment(of kind: MessageKind) -> String { swedish[kind.rawValue] ?? kind.rawValue }

    /// - Parameter rest: The segments behind the words for all texts.
    private static func ofMailText(_ rest: [String]) -> Page? {
        guard let first = rest.first else { return .mailTexts }
        guard let kind = MessageKind.withOwnWords.first(where: { segment(of: $0) == first }) else { return nil }
        switch rest.dropFirst() {
        case []: return .mailText(kind)
        case ["visa"]: return .mailTextPreview(kind)
        case ["brev"]: return .mailTextLetter(kind)
        default: return nil
        }
    }

    /// - Parameter rest: The segments behind the words for all mailings.
    private static func ofMailing(_ rest: [String]) -> Page? {
        guard let first = rest.first else { return .mailings }
        if rest == ["ny"] { return .newMailing }
        guard let id = Int64(first), String(id) == first else { return nil }
        switch rest.dropFirst() {
        case []: return .mailing(id: id)
        case ["andra"]: return .mailingText(id: id)
        case ["visa"]: return .mailingPreview(id: id)
        case ["brev"]: return .mailingLetter(id: id)
        case ["mottagare"]: return .mailingRecipients(id: id)
        default: return nil
        }
    }

    private static func delegation(_ segments: [String]) -> Page? {
        guard let link = SecretLink(segments[1]) else { return nil }
        switch segments.count {
        case 2: return .delegation(link)
        case 3 where segments[2] == "fler": return .delegationMore(link)
        case 3 where segments[2] == "kontakt": return .delegationContact(link)
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
        Phrase(sv: "kvoter", en: "quotas"), Phrase(sv: "sa-raknas-de", en: "how-they-are-counted"),
        Phrase(sv: "beslut", en: "decisions"), Phrase(sv: "fordela", en: "divide"),
        Phrase(sv: "inbaddad", en: "embedded"), Phrase(sv: "badda-in", en: "embed"),
        Phrase(sv: "integritet", en: "privacy"),
        Phrase(sv: "tillganglighet", en: "accessibility"), Phrase(sv: "logga-in", en: "sign-in"),
        Phrase(sv: "losenord", en: "password"), Phrase(sv: "logga-ut", en: "sign-out"),
        Phrase(sv: "deltagare", en: "attendees"), Phrase(sv: "behov", en: "needs"),
        Phrase(sv: "grupp", en: "group"), Phrase(sv: "fler", en: "more"),
        Phrase(sv: "kontakt", en: "contact"), Phrase(sv: "grupper", en: "groups"),
        Phrase(sv: "fragor", en: "questions"), Phrase(sv: "ny", en: "new"),
        Phrase(sv: "forhandsvisning", en: "preview"), Phrase(sv: "flytta", en: "move"),
        Phrase(sv: "avsluta", en: "retire"), Phrase(sv: "plats", en: "seat"),
        Phrase(sv: "tappad-lank", en: "lost-link"), Phrase(sv: "paminnelse", en: "reminder"),
        Phrase(sv: "utskick", en: "mail"), Phrase(sv: "igen", en: "again"), Phrase(sv: "klart", en: "done"),
        Phrase(sv: "workshoppar", en: "workshops"), Phrase(sv: "oversikt", en: "overview"),
        Phrase(sv: "installningar", en: "settings"),
        Phrase(sv: "konferens", en: "conference"), Phrase(sv: "kod", en: "code"),
        Phrase(sv: "konto", en: "account"), Phrase(sv: "inloggningar", en: "sessions"),
        Phrase(sv: "tvasteg", en: "two-step"), Phrase(sv: "lag", en: "team"), Phrase(sv: "bjud-in", en: "invite"),
        Phrase(sv: "inbjudan", en: "invitation"), Phrase(sv: "logg", en: "log"),
        Phrase(sv: "utskrift", en: "print"), Phrase(sv: "urval", en: "selection"), Phrase(sv: "etikett", en: "label"),
        Phrase(sv: "etiketter", en: "labels"), Phrase(sv: "angra", en: "undo"), Phrase(sv: "vyer", en: "views"),
        Phrase(sv: "kommun", en: "municipality"), Phrase(sv: "byt", en: "swap"), Phrase(sv: "platser", en: "seats"),
        Phrase(sv: "kommunlankar", en: "municipality-links"), Phrase(sv: "onskemal", en: "requests"),
        Phrase(sv: "program", en: "programme"), Phrase(sv: "praktiskt", en: "practical"),
        Phrase(sv: "lokaler", en: "rooms"), Phrase(sv: "medverkande", en: "speakers"),
        Phrase(sv: "texter", en: "texts"), Phrase(sv: "inledning", en: "introduction"),
        Phrase(sv: "natverket", en: "network"), Phrase(sv: "ansvar", en: "responsible"),
        Phrase(sv: "hjalp", en: "help"),
        Phrase(sv: "anteckningar", en: "notes"),
        Phrase(sv: "flyttar", en: "moves"),
        Phrase(sv: "ta-bort", en: "remove"), Phrase(sv: "visa", en: "show"),
        Phrase(sv: "brev", en: "letter"), Phrase(sv: "till-manga", en: "to-many"),
        Phrase(sv: "mottagare", en: "recipients"),
        Phrase(sv: "incheckning", en: "check-in"), Phrase(sv: "visning", en: "display"),
        Phrase(sv: "utskrifter", en: "printing"), Phrase(sv: "namnskyltar", en: "badges"),
        Phrase(sv: "ark", en: "sheets"), Phrase(sv: "narvarolista", en: "sign-list"),
        Phrase(sv: "nycklar", en: "keys"), Phrase(sv: "aterkalla", en: "revoke"),
        Phrase(sv: "webhookar", en: "webhooks"), Phrase(sv: "leverans", en: "delivery"),
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
        case .calendar, .kommunList, .quotasJSON, .quotasCSV, .quotaDecisionJSON, .attendeesCSV, .attendeesXLSX,
            .attendeesJSON, .badgeStyle,
            .checkInList, .checkInScans, .checkInStream, .checkInWorker, .api:
            true
        default: false
        }
    }

    /// The path with a name in the place of what differs between registrations: fit for a log, where no personal link
    /// may stand.
    package func pattern(in language: Language) -> String {
        let names: [Int: String]
        switch self {  // no default: a new page must say what its address gives away
        case .personal, .cancel, .change, .handOver, .ticket, .claim, .questions, .offer, .delegation, .delegationMore,
            .delegationContact, .noReminders, .invitation, .kommun, .kommunRegister, .kommunSeats, .kommunList:
            names = [1: "{link}"]
        case .calendar: names = [1: "{link}" + Self.calendarExtension]
        case .delegationMember, .kommunPerson, .kommunSwap: names = [1: "{link}", 3: "{id}"]
        case .workshop: names = [1: "{link}"]
        case .attendee, .cancelAttendee, .editAttendee, .labelAttendee, .attendeeNotes, .note, .undoMove,
            .delegationSetting, .quotaSetting, .questionSetting, .moveQuestion,
            .retireQuestion, .workshopSetting, .retireWorkshop, .message, .resendMessage, .settleMessage, .teamMember,
            .undoLabelling, .removeView, .programmeItem, .quotaAccount, .quotaDecision, .seatRequest, .revokeAPIKey,
            .webhook:
            names = [2: "{id}"]
        case .withdrawInvitation, .room, .speaker, .mailing, .mailingText, .mailingPreview, .mailingLetter,
            .mailingRecipients, .webhookDelivery:
            names = [3: "{id}"]
        case .quotaDecisionJSON: names = [2: "{id}" + Self.jsonExtension]
        case .api(let resource): return path(of: resource.template, in: language)
        case .mailTexts, .mailText, .mailTextPreview, .mailTextLetter, .mailings, .newMailing, .start, .signUp,
            .lostLink, .messages, .delegationForm, .programme, .practical, .programmeSettings, .newProgrammeItem,
            .newRoom,
            .newSpeaker, .textSettings, .textSetting, .quotas, .quotaRules, .quotaDecisions, .quotaPlan,
            .embeddedQuotas, .quotaEmbedding, .privacy, .apiDocumentation, .apiKeys, .newAPIKey, .webhooks, .newWebhook,
            .accessibility, .organisers,
            .signIn, .signInCode, .account, .sessions, .secondFactor, .team, .invite, .log, .choosePassword, .signOut,
            .overview, .settings, .conferenceSettings, .kommunLinks, .kommunLink, .attendees, .needs, .quotaSettings,
            .questionSettings,
            .newQuestion,
            .questionPreview, .workshopSettings, .newWorkshop, .quotasJSON, .quotasCSV, .attendeesCSV, .attendeesXLSX,
            .attendeesJSON, .attendeesPrint, .newAttendee, .importAttendees, .attendeeSelection, .labelSelection,
            .cancelSelection,
            .moveSelection, .savedViews,
            .checkIn, .walkIn, .doorView, .checkInList, .checkInScans, .checkInStream, .checkInWorker, .printing,
            .badges, .badgeSheets, .badgeStyle, .signList, .needCounts:
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
            .noReminders, .delegation, .delegationMore, .delegationMember, .delegationContact, .invitation, .kommun,
            .kommunRegister, .kommunPerson, .kommunSwap, .kommunSeats, .kommunList:
            true
        default: false
        }
    }

    /// Whether its address goes on from the other's.
    func isBelow(_ other: Page) -> Bool {
        segments.count > other.segments.count && segments.starts(with: other.segments)
    }

    /// Whether it is for organisers only.
    package var isForOrganisers: Bool { segments.first == "admin" }
}
