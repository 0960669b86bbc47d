package import Conference
package import Foundation
package import HTTP
import HTTPTypes
package import Logging
package import Secrets
package import Storage

/// The whole site as a function from request to response. Opens no port and reads no clock of its own.
package final class Site: RequestHandler {
    let store: Store
    let assets: Assets
    let now: @Sendable () -> Date
    let logger: Logger

    let frame: Frame
    let problems: ProblemPages
    let renderedPages = RenderedPages()
    let start: StartPage
    let signUp: SignUpPages
    let personal: PersonalPages
    let change: ChangePages
    let handOver: HandOverPages
    let claim: ClaimPages
    let ticket: TicketPage
    let calendar: CalendarPage
    let delegationForm: DelegationFormPages
    let delegation: DelegationPages
    let contacts: ContactPages
    let kommun: KommunPages
    let kommunPeople: KommunPeoplePages
    let kommunSeats: KommunSeatPages
    let kommunLinks: KommunLinkPages
    let kommunLink: OneKommunLinkPages
    let seatRequests: SeatRequestPages
    let questions: QuestionPages
    let offers: OfferPages
    let lostLink: LostLinkPages
    let reminders: ReminderPages
    let messages: MessagePages
    let mailTexts: MailTextPages
    let mailings: MailingPages
    let mailingForms: MailingFormPages
    let mailingPreviews: MailingPreviewPages
    let workshopOffers: WorkshopOfferPages
    let quotas: QuotaPages
    let quotaRules: QuotaRulesPage
    let quotaDecisions: QuotaDecisionPages
    let embeddedQuotas: EmbeddedQuotaPages
    let information: InformationPages
    let programme: ProgrammePage
    let signIn: SignInPages
    let overview: OverviewPage
    let settingsHub: SettingsHub
    let conferenceSettings: ConferenceSettingPages
    let code: CodePages
    let account: AccountPages
    let secondFactor: SecondFactorPages
    let team: TeamPages
    let teamMember: TeamMemberPages
    let invite: InvitePages
    let invitation: InvitationPages
    let log: LogPages
    let attendees: AttendeePages
    let attendee: OneAttendeePage
    let editing: AttendeeEditPages
    let notes: NotePages
    let moving: MovePages
    let attendeeFiles: AttendeeFiles
    let addAttendee: AddAttendeePages
    let importPages: ImportPages
    let selection: AttendeeSelectionPages
    let savedViews: SavedViewPages
    let printing: PrintingPage
    let badges: BadgePages
    let signLists: SignListPages
    let needCounts: NeedCountPage
    let quotaSettings: QuotaSettingPages
    let quotaAccounts: QuotaAccountPages
    let quotaPlan: QuotaPlanPages
    let questionSettings: QuestionSettingPages
    let workshopSettings: WorkshopSettingPages
    let programmeSettings: ProgrammeSettingPage
    let programmeItems: ProgrammeItemPages
    let rooms: RoomPages
    let speakers: SpeakerPages
    let texts: TextSettingPages
    let checkIn: CheckInPages
    let walkIns: WalkInPages
    let doorView: DoorViewPages
    let doorFiles: DoorFiles
    let doorStreams: DoorStreams
    let apiGate: APIGate
    let apiRegistrations: APIRegistrations
    let apiSettings: APISettings
    let apiCheckIns: APICheckIns
    let apiDocumentation: APIDocumentationPage
    let apiKeys: APIKeyPages
    let webhooks: WebhookPages
    let webhookDeliveries: WebhookDeliveryPages

    /// - Parameters:
    ///   - contact: An e-mail address that pages show for questions.
    ///   - pace: How many may sign up in a minute.
    ///   - apiRequests: How many requests a key has in a minute; nil for any number.
    ///   - allowsPrivateWebhooks: Whether webhooks may lead into our own network, and in plain text.
    ///   - mailText: The words of a message by its number, where they are kept.
    ///   - letter: How a message reads.
    package init(
        store: Store, assets: Assets, contact: String?, pace: SignUpPace.Limits = .usual,
        apiRequests: Int? = APIPace.usual, allowsPrivateWebhooks: Bool = false,
        mailText: @escaping @Sendable (String) -> String? = { _ in nil },
        letter: @escaping @Sendable (OutboxMessage) -> LetterPreview, random: RandomBytes,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.assets = assets
        self.now = now
        self.logger = logger
        frame = Frame(assets: assets, contact: contact)
        problems = ProblemPages(frame: frame)
        start = StartPage(store: store, frame: frame)
        let suggestion = EmailSuggestion(kommuner: store.kommuner)
        signUp = SignUpPages(
            store: store, frame: frame, random: random, pace: SignUpPace(pace), suggestion: suggestion)
        delegationForm = DelegationFormPages(signUp: signUp, problems: problems)
        delegation = DelegationPages(
            store: store, frame: frame, problems: problems, pace: signUp.pace, suggestion: suggestion)
        contacts = ContactPages(store: store, frame: frame, problems: problems, suggestion: suggestion)
        kommun = KommunPages(store: store, frame: frame, problems: problems)
        kommunPeople = KommunPeoplePages(
            store: store, frame: frame, problems: problems, random: random, pace: signUp.pace, suggestion: suggestion)
        kommunSeats = KommunSeatPages(store: store, frame: frame, problems: problems, pace: signUp.pace)
        kommunLinks = KommunLinkPages(store: store, frame: frame, random: random)
        kommunLink = OneKommunLinkPages(store: store, frame: frame, problems: problems, random: random)
        seatRequests = SeatRequestPages(store: store, frame: frame, problems: problems)
        personal = PersonalPages(store: store, frame: frame, problems: problems)
        change = ChangePages(
            store: store, frame: frame, problems: problems, random: random, pace: signUp.pace, suggestion: suggestion)
        handOver = HandOverPages(store: store, frame: frame, problems: problems)
        claim = ClaimPages(
            store: store, frame: frame, problems: problems, random: random, pace: signUp.pace, suggestion: suggestion)
        ticket = TicketPage(store: store, frame: frame, problems: problems)
        calendar = CalendarPage(store: store, frame: frame, problems: problems)
        questions = QuestionPages(store: store, frame: frame, problems: problems)
        lostLink = LostLinkPages(store: store, frame: frame, random: random)
        reminders = ReminderPages(store: store, frame: frame, problems: problems)
        messages = MessagePages(store: store, frame: frame, problems: problems, text: mailText)
        let letters = LetterViews(store: store, frame: frame, problems: problems, letter: letter)
        mailTexts = MailTextPages(store: store, frame: frame, letters: letters)
        mailings = MailingPages(store: store, frame: frame, problems: problems)
        mailingForms = MailingFormPages(store: store, frame: frame, problems: problems)
        mailingPreviews = MailingPreviewPages(store: store, problems: problems, letters: letters)
        offers = OfferPages(store: store, frame: frame, problems: problems)
        workshopOffers = WorkshopOfferPages(store: store, frame: frame, problems: problems)
        quotas = QuotaPages(store: store, frame: frame)
        quotaRules = QuotaRulesPage(store: store, frame: frame)
        quotaDecisions = QuotaDecisionPages(store: store, frame: frame, problems: problems)
        embeddedQuotas = EmbeddedQuotaPages(store: store, frame: frame)
        information = InformationPages(store: store, frame: frame)
        programme = ProgrammePage(store: store, frame: frame)
        signIn = SignInPages(store: store, frame: frame, problems: problems, random: random)
        overview = OverviewPage(store: store, frame: frame)
        settingsHub = SettingsHub(frame: frame)
        conferenceSettings = ConferenceSettingPages(store: store, frame: frame)
        code = CodePages(store: store, frame: frame, problems: problems)
        account = AccountPages(store: store, frame: frame)
        secondFactor = SecondFactorPages(store: store, frame: frame)
        team = TeamPages(store: store, frame: frame)
        teamMember = TeamMemberPages(store: store, frame: frame, problems: problems)
        invite = InvitePages(store: store, frame: frame)
        invitation = InvitationPages(store: store, frame: frame, problems: problems)
        log = LogPages(store: store, frame: frame)
        attendees = AttendeePages(store: store, frame: frame, problems: problems)
        addAttendee = AddAttendeePages(
            store: store, frame: frame, problems: problems, random: random, suggestion: suggestion)
        importPages = ImportPages(store: store, frame: frame, random: random)
        attendee = OneAttendeePage(store: store, frame: frame, problems: problems)
        editing = AttendeeEditPages(store: store, frame: frame, problems: problems, suggestion: suggestion)
        notes = NotePages(store: store, frame: frame, problems: problems, attendee: attendee)
        moving = MovePages(store: store, frame: frame, problems: problems)
        attendeeFiles = AttendeeFiles(store: store, frame: frame, problems: problems)
        selection = AttendeeSelectionPages(store: store, frame: frame)
        savedViews = SavedViewPages(store: store, frame: frame)
        printing = PrintingPage(store: store, frame: frame)
        badges = BadgePages(store: store, frame: frame)
        signLists = SignListPages(store: store, frame: frame, problems: problems)
        needCounts = NeedCountPage(store: store, frame: frame)
        quotaSettings = QuotaSettingPages(store: store, frame: frame, problems: problems)
        quotaAccounts = QuotaAccountPages(store: store, frame: frame, problems: problems)
        quotaPlan = QuotaPlanPages(store: store, frame: frame)
        questionSettings = QuestionSettingPages(store: store, frame: frame, problems: problems)
        workshopSettings = WorkshopSettingPages(store: store, frame: frame, problems: problems)
        programmeSettings = ProgrammeSettingPage(store: store, frame: frame)
        programmeItems = ProgrammeItemPages(store: store, frame: frame, problems: problems)
        rooms = RoomPages(store: store, frame: frame, problems: problems)
        speakers = SpeakerPages(store: store, frame: frame, problems: problems)
        texts = TextSettingPages(store: store, frame: frame)
        checkIn = CheckInPages(store: store, frame: frame, problems: problems, random: random)
        walkIns = WalkInPages(store: store, frame: frame, random: random)
        doorView = DoorViewPages(store: store, frame: frame)
        doorFiles = DoorFiles(store: store, assets: assets)
        doorStreams = DoorStreams(store: store, now: now)
        let apiPace = APIPace(ofKey: apiRequests)
        apiGate = APIGate(store: store, pace: apiPace)
        apiRegistrations = APIRegistrations(store: store)
        apiSettings = APISettings(store: store)
        apiCheckIns = APICheckIns(store: store, random: random)
        apiDocumentation = APIDocumentationPage(frame: frame, requestsAMinute: apiRequests)
        apiKeys = APIKeyPages(store: store, frame: frame)
        webhooks = WebhookPages(
            store: store, frame: frame, problems: problems, allowsPrivate: allowsPrivateWebhooks)
        webhookDeliveries = WebhookDeliveryPages(store: store, frame: frame, problems: problems)
    }

    /// The forms where people write have room for somebody who pastes far too much, and is told so with the text still
    /// there.
    package func bodyLimit(for head: RequestHead) -> Int {
        if APIProblem.isAbout(head) { return APIGate.bodyLimit }
        guard head.method == .post, let path = head.pathSegments else { return 16 << 10 }
        return switch Page.at(path)?.page {
        case .signUp, .change, .claim, .questions, .newQuestion, .questionSetting, .textSetting, .newProgrammeItem,
            .programmeItem, .newSpeaker, .speaker, .newAttendee, .editAttendee,
            .mailText, .newMailing, .mailingText, .kommunSwap, .kommunSeats, .kommunLinks,
            .seatRequest:
            3 << 19
        case .attendeeNotes, .note, .moveSelection, .undoMove: 64 << 10
        // A file that is too large is told of at its field, with the list still there.
        case .delegationForm, .delegationMore, .kommunRegister: DelegationDraft.byteLimit
        case .importAttendees: ImportDraft.byteLimit
        case .checkInScans: 256 << 10
        default: 16 << 10
        }
    }

    package func respond(to request: Request) -> Answer {
        let now = now()
        // Before the address is taken apart: nearly all that is asked for is one of these, as our pages write it.
        if Assets.isAddress(request.head.path) {
            if let file = assets.answer(request.head.path, to: request.head) { return file }
        } else if let page = renderedPages.page(for: request.head, version: store.version, now: now) {
            return page
        }
        if request.head.path == "*" { return .now(.refusal(of: .options, allowed: [.get, .head, .post])) }
        guard let path = request.head.pathSegments else { return .now(notFound(request, now: now)) }
        if path.count == 2, path[0] == Assets.prefix {
            return assets.answer("/\(path[0])/\(path[1])", to: request.head)
                ?? .now(problems.notFound(request, now: now))
        }
        guard let (page, language) = Page.at(path) else { return .now(notFound(request, now: now)) }
        let visit = Visit(request: request, page: page, language: language, now: now)
        return answer(visit, route(page))
    }

    /// Ends the answers that would go on for as long as somebody listens. To be called when the program stops.
    package func endStreams() { doorStreams.end() }

    package func respond(to refusal: Refusal, head: RequestHead?, id: RequestID) -> Response {
        let response = ProblemPages.response(to: refusal, id: id)
        guard APIProblem.isAbout(head) else { return response }
        return APIProblem(refusal == .bodyTooLarge ? .tooLarge : .refused)
            .response(APIProblem.language(of: head), id: id, status: response.status)
    }

    private func notFound(_ request: Request, now: Date) -> Response {
        apiProblem(.notFound, request) ?? problems.notFound(request, now: now)
    }

    /// A problem as programs read it; nil for a request that asks for a page.
    private func apiProblem(_ kind: APIProblem.Kind, _ request: Request, fields: HTTPFields = [:]) -> Response? {
        guard APIProblem.isAbout(request.head) else { return nil }
        var problem = APIProblem(kind)
        problem.fields = fields
        return problem.response(APIProblem.language(of: request.head), id: request.id)
    }

    private func answer(_ visit: Visit, _ route: Route) -> Answer {
        guard let handler = route.handler(for: visit.request.head.method) else {
            let refusal = Response.refusal(of: visit.request.head.method, allowed: route.methods)
            guard refusal.status == .methodNotAllowed else { return .now(refusal) }  // OPTIONS is answered
            let allowed = HTTPFields(refusal.fields.filter { $0.name == .allow })
            return .now(apiProblem(.method, visit.request, fields: allowed) ?? refusal)
        }
        guard visit.request.head.fields[.contentEncoding] == nil else {
            let accepted: HTTPFields = [.acceptEncoding: "identity"]
            return .now(apiProblem(.mediaType, visit.request, fields: accepted) ?? problems.packed(visit))
        }
        guard route.isRenderedOnce, visit.request.head.query == nil else {
            return .later { [self] in await guarded(visit, handler) }
        }
        return .later { [self] in
            await renderedPages.rendered(visit) { [self] in
                let version = store.version  // read before rendering: a write in between makes it stale, not wrong
                return (await guarded(visit, handler), version)
            }
        }
    }

    /// What goes wrong unforeseen becomes a calm page; the log gets the cause, under the number the page shows.
    private func guarded(_ visit: Visit, _ handler: Handler) async -> Response {
        do {
            return try await handler(visit)
        } catch is FormData.FormError {
            return problems.unreadable(visit)
        } catch is MultipartForm.MultipartError {
            return problems.unreadable(visit)
        } catch is NotAForm {
            return problems.notAForm(visit)
        } catch is CancellationError {
            return problems.failed(visit)  // the visitor has hung up: nobody will read it, and nothing is wrong
        } catch {
            logger.error("request failed", metadata: ["id": "\(visit.request.id)", "error": "\(error)"])
            return apiProblem(.failed, visit.request) ?? problems.failed(visit)
        }
    }
}
