import Conference
import HTTPTypes
import JSON

/// What may stand behind "?".
struct APIParameter: Sendable {
    static let usualLimit = 50
    static let limits = 1...100

    let name: String
    let schema: JSON
    let about: Phrase

    static let limit = APIParameter(
        name: "limit",
        schema: [
            "type": "integer", "minimum": .number(Int64(limits.lowerBound)),
            "maximum": .number(Int64(limits.upperBound)),
            "default": .number(Int64(usualLimit)),
        ],
        about: Phrase(sv: "Hur många som mest.", en: "How many at most."))
    static let cursor = APIParameter(
        name: "cursor", schema: APISchema.text(),
        about: Phrase(sv: "Var nästa sida börjar, ur ”next”.", en: "Where the next page begins, from “next”."))
    static let paging = [limit, cursor]
    static let state = APIParameter(
        name: "state", schema: APISchema.words(RegistrationState.self),
        about: Phrase(sv: "Bara de som har den statusen.", en: "Only those in that state."))
    static let organisationType = APIParameter(
        name: "organisationType", schema: APISchema.words(OrganisationType.self),
        about: Phrase(sv: "Bara de från den sortens organisation.", en: "Only those of that kind of organisation."))
    static let kommun = APIParameter(
        name: "kommun", schema: ["type": "string", "pattern": "^[0-9]{4}$"],
        about: Phrase(sv: "Bara de från kommunen med den koden.", en: "Only those of the kommun with that code."))
    static let search = APIParameter(
        name: "q", schema: ["type": "string", "maxLength": 200],
        about: Phrase(
            sv: "Söker i namn, e-post, organisation och bokningskod.",
            en: "Looks in name, e-mail, organisation and booking code."))
    static let filters = [organisationType, kommun, search]
    static let needs = APIParameter(
        name: "needs", schema: ["type": "boolean", "default": false],
        about: Phrase(
            sv: "Ta med svar om mat och tillgänglighet. Kräver rätten needs.",
            en: "Include answers about food and access. Needs the scope needs."))
}

/// One thing that can be asked of the API. The list `all` drives routes, description, documentation and tests.
struct APIOperation: Sendable {
    enum ID: String, Sendable, CaseIterable {
        case describeKey, listRegistrations, register, readRegistration, changeRegistration, cancelRegistration
        case listAttendees, readAttendee, listWaiting, listQuotas, readQuota, changeQuota
        case listWorkshops, readWorkshop, listWorkshopParticipants, listCheckIns, checkIn
        case exportCSV, exportXLSX, exportJSON
    }

    struct Success: Sendable {
        var status = 200
        var type = "application/json"
        let schema: JSON?
        var about = Phrase(sv: "Det som finns", en: "What there is")
    }

    let id: ID
    let method: HTTPRequest.Method
    let resource: APIResource
    /// All of them are needed; none for any key. Whoever changes what stands is answered what stands, so needs both.
    let scopes: [APIScope]
    let summary: Phrase
    var parameters: [APIParameter] = []
    var body: JSON?
    let success: Success
    /// Those beside the ones that all have.
    var problems: [APIProblem.Kind] = []
    /// Has to say in If-Match what it is based on.
    var isConditional = false
    /// May have a key by which it is carried out once.
    var isRepeatable = false

    var path: String { resource.template }

    /// Whether what is read has a tag. Files are written while they are sent, so it would come too late.
    var hasTag: Bool {
        if case .attendeeFile = resource { false } else { method == .get }
    }

    static func all(of resource: APIResource) -> [APIOperation] {
        all.filter { $0.resource.template == resource.template }
    }

    static let all: [APIOperation] = [
        APIOperation(
            id: .describeKey, method: .get, resource: .key, scopes: [],
            summary: Phrase(
                sv: "Nyckeln själv: namn, rätter och när den slutar gälla", en: "The key itself: name, scopes and end"),
            success: Success(schema: APISchema.reference("Key"))),
        APIOperation(
            id: .listRegistrations, method: .get, resource: .registrations, scopes: [.readRegistrations],
            summary: Phrase(sv: "Anmälningar i den ordning de kom", en: "Registrations in the order they came"),
            parameters: APIParameter.paging + [.state] + APIParameter.filters,
            success: Success(schema: APISchema.page(of: APISchema.reference("Registration")))),
        APIOperation(
            id: .register, method: .post, resource: .registrations, scopes: [.writeRegistrations],
            summary: Phrase(
                sv: "Anmäl någon, med samma regler som formuläret",
                en: "Register somebody, by the same rules as the form"),
            body: APISchema.reference("NewRegistration"),
            success: Success(
                status: 201, schema: APISchema.reference("Registration"),
                about: Phrase(sv: "Anmäld, eller i kö: se state", en: "Registered, or waiting: see state")),
            problems: [.emailTaken, .closed], isRepeatable: true),
        APIOperation(
            id: .readRegistration, method: .get, resource: .registration(id: 1), scopes: [.readRegistrations],
            summary: Phrase(sv: "En anmälan", en: "One registration"),
            success: Success(schema: APISchema.reference("Registration")), problems: [.notFound]),
        APIOperation(
            id: .changeRegistration, method: .patch, resource: .registration(id: 1),
            scopes: [.readRegistrations, .writeRegistrations],
            summary: Phrase(
                sv: "Ändra det som skickas med. Den anmälda får veta det per mejl.",
                en: "Change what is sent. The person is told by mail."),
            body: APISchema.reference("RegistrationChange"),
            success: Success(schema: APISchema.reference("Registration")),
            problems: [.notFound, .cancelled, .emailTaken], isConditional: true),
        APIOperation(
            id: .cancelRegistration, method: .post, resource: .cancellation(id: 1),
            scopes: [.readRegistrations, .writeRegistrations],
            summary: Phrase(
                sv: "Avboka. Platsen går till den som står först i kön.",
                en: "Cancel. The seat goes to the first in line."),
            success: Success(schema: APISchema.reference("Registration")), problems: [.notFound, .outdated],
            isRepeatable: true),
        APIOperation(
            id: .listAttendees, method: .get, resource: .attendees, scopes: [.readRegistrations],
            summary: Phrase(
                sv: "De som har plats, med svar på frågor, workshoppar och etiketter",
                en: "Those who have a seat, with answers to questions, workshops and labels"),
            parameters: APIParameter.paging + APIParameter.filters,
            success: Success(schema: APISchema.page(of: APISchema.reference("Attendee")))),
        APIOperation(
            id: .readAttendee, method: .get, resource: .attendee(id: 1), scopes: [.readRegistrations],
            summary: Phrase(sv: "En som har plats", en: "One who has a seat"),
            success: Success(schema: APISchema.reference("Attendee")), problems: [.notFound]),
        APIOperation(
            id: .listWaiting, method: .get, resource: .waitingList, scopes: [.readRegistrations],
            summary: Phrase(
                sv: "De som väntar, med plats i kön och varför de väntar",
                en: "Those who wait, with their place in line and why they wait"),
            parameters: APIParameter.paging,
            success: Success(schema: APISchema.page(of: APISchema.reference("Waiting")))),
        APIOperation(
            id: .listQuotas, method: .get, resource: .quotas, scopes: [.readSettings],
            summary: Phrase(sv: "Alla kvoter, på en sida", en: "All quotas, on one page"),
            success: Success(schema: APISchema.page(of: APISchema.reference("Quota")))),
        APIOperation(
            id: .readQuota, method: .get, resource: .quota(id: 1), scopes: [.readSettings],
            summary: Phrase(sv: "En kvot", en: "One quota"),
            success: Success(schema: APISchema.reference("Quota")), problems: [.notFound]),
        APIOperation(
            id: .changeQuota, method: .patch, resource: .quota(id: 1), scopes: [.writeSettings],
            summary: Phrase(
                sv: "Ändra garanterade platser och tak. De som då får plats ur kön erbjuds den direkt.",
                en: "Change guaranteed seats and ceiling. Whoever in line has a seat thereby is offered it at once."),
            body: APISchema.reference("QuotaChange"), success: Success(schema: APISchema.reference("Quota")),
            problems: [.notFound, .quota], isConditional: true),
        APIOperation(
            id: .listWorkshops, method: .get, resource: .workshops, scopes: [.readSettings],
            summary: Phrase(sv: "Alla workshoppar, på en sida", en: "All workshops, on one page"),
            success: Success(schema: APISchema.page(of: APISchema.reference("Workshop")))),
        APIOperation(
            id: .readWorkshop, method: .get, resource: .workshop(id: 1), scopes: [.readSettings],
            summary: Phrase(sv: "En workshop", en: "One workshop"),
            success: Success(schema: APISchema.reference("Workshop")), problems: [.notFound]),
        APIOperation(
            id: .listWorkshopParticipants, method: .get, resource: .workshopGuests(id: 1), scopes: [.readRegistrations],
            summary: Phrase(
                sv: "De som har plats i en workshop, sedan kön i ordning, på en sida",
                en: "Those with a place in a workshop, then the line in its order, on one page"),
            success: Success(schema: APISchema.page(of: APISchema.reference("WorkshopParticipant"))),
            problems: [.notFound]),
        APIOperation(
            id: .listCheckIns, method: .get, resource: .checkIns, scopes: [.readCheckIns],
            summary: Phrase(
                sv: "Allt som gjorts vid dörrarna, i den ordning det kom in",
                en: "All that was done at the doors, in the order it came in"),
            parameters: APIParameter.paging,
            success: Success(schema: APISchema.page(of: APISchema.reference("CheckIn")))),
        APIOperation(
            id: .checkIn, method: .post, resource: .checkIns, scopes: [.writeCheckIns],
            summary: Phrase(
                sv: "Checka in den som har bokningskoden, eller ångra det",
                en: "Check in who has the booking code, or undo it"),
            body: APISchema.reference("NewCheckIn"),
            success: Success(
                status: 201, schema: APISchema.reference("CheckIn"), about: Phrase(sv: "Gjort", en: "Done")),
            problems: [.noSeat, .notFound], isRepeatable: true),
        export(
            .exportCSV, .csv,
            Phrase(sv: "Deltagarlistan som CSV, alla rader", en: "The list of attendees as CSV, all rows")),
        export(
            .exportXLSX, .xlsx,
            Phrase(sv: "Deltagarlistan som XLSX, alla rader", en: "The list of attendees as XLSX, all rows")),
        export(
            .exportJSON, .json,
            Phrase(sv: "Deltagarlistan som JSON, alla rader", en: "The list of attendees as JSON, all rows")),
    ]

    private static func export(_ id: ID, _ kind: APIResource.AttendeeFileKind, _ summary: Phrase) -> APIOperation {
        APIOperation(
            id: id, method: .get, resource: .attendeeFile(kind), scopes: [.export], summary: summary,
            parameters: [.needs],
            success: Success(
                type: kind.type,
                schema: kind == .json ? ["type": "array", "items": ["type": "object"]] : nil,
                about: Phrase(sv: "Filen", en: "The file")))
    }

    /// Every problem it can have, in order of status.
    var allProblems: [APIProblem.Kind] {
        var kinds: [APIProblem.Kind] = [.parameter, .noKey, .noScope, .tooMany, .failed] + problems
        if method == .post || method == .patch { kinds += [.tooLarge, .mediaType] }
        if body != nil { kinds += [.unreadable, .invalid] }
        if isConditional { kinds += [.outdated, .unconditional] }
        if isRepeatable { kinds.append(.keyReused) }
        if hasTag { kinds.append(.outdated) }
        return APIProblem.Kind.allCases.filter(kinds.contains).sorted { $0.status.code < $1.status.code }
    }
}
