import Conference
import Foundation
import HTTP
import HTTPTypes
import JSON
import Storage

/// Why a request of a program was not carried out, as problem details (RFC 9457).
struct APIProblem: Error, Sendable {
    /// Raw values stand in the type of the problem, and lead to its explanation on the page about the API.
    enum Kind: String, Sendable, CaseIterable {
        case unreadable = "unreadable"
        case parameter = "parameter"
        case noKey = "no-key"
        case noScope = "no-scope"
        case notFound = "not-found"
        case method = "method"
        case emailTaken = "email-taken"
        case closed = "closed"
        case cancelled = "cancelled"
        case noSeat = "no-seat"
        case quota = "quota"
        case outdated = "outdated"
        case tooLarge = "too-large"
        case mediaType = "media-type"
        case invalid = "invalid"
        case keyReused = "key-reused"
        case unconditional = "unconditional"
        case tooMany = "too-many"
        case failed = "failed"
        /// What no HTTP client of a program should send.
        case refused = "refused"

        var status: HTTPResponse.Status {
            switch self {
            case .unreadable, .parameter, .refused: .badRequest
            case .noKey: .unauthorized
            case .noScope: .forbidden
            case .notFound: .notFound
            case .method: .methodNotAllowed
            case .emailTaken, .closed, .cancelled, .noSeat, .quota: .conflict
            case .outdated: .preconditionFailed
            case .tooLarge: .contentTooLarge
            case .mediaType: .unsupportedMediaType
            case .invalid, .keyReused: .unprocessableContent
            case .unconditional: .preconditionRequired
            case .tooMany: .tooManyRequests
            case .failed: .internalServerError
            }
        }

        var title: Phrase {
            switch self {
            case .unreadable: Phrase(sv: "Innehållet är inte JSON", en: "The content is not JSON")
            case .parameter: Phrase(sv: "En parameter i adressen är fel", en: "A parameter of the address is wrong")
            case .noKey: Phrase(sv: "Det behövs en giltig nyckel", en: "A valid key is needed")
            case .noScope: Phrase(sv: "Nyckeln får inte göra det här", en: "The key may not do this")
            case .notFound: Phrase(sv: "Det finns inte", en: "There is no such thing")
            case .method: Phrase(sv: "Adressen har inte den metoden", en: "The address does not have that method")
            case .emailTaken:
                Phrase(
                    sv: "Det finns redan en anmälan med den e-postadressen",
                    en: "There is a registration with that e-mail address already")
            case .closed: Phrase(sv: "Anmälan är inte öppen", en: "Registration is not open")
            case .cancelled: Phrase(sv: "Anmälan är avbokad", en: "The registration is cancelled")
            case .noSeat: Phrase(sv: "Personen har ingen plats", en: "The person has no seat")
            case .quota:
                Phrase(sv: "Reglerna för platser tillåter inte kvoten", en: "The rules of seats forbid the quota")
            case .outdated:
                Phrase(
                    sv: "Det har ändrats sedan du läste det", en: "It has been changed since you read it")
            case .tooLarge: Phrase(sv: "Innehållet är för stort", en: "The content is too large")
            case .mediaType:
                Phrase(
                    sv: "Innehållet ska vara JSON, utan komprimering", en: "The content must be JSON, not compressed")
            case .invalid:
                Phrase(sv: "Något i innehållet behöver rättas", en: "Something in the content needs to be corrected")
            case .keyReused:
                Phrase(
                    sv: "Samma Idempotency-Key kom tidigare med en annan begäran eller andra rätter",
                    en: "The same Idempotency-Key came before with another request or other scopes")
            case .unconditional: Phrase(sv: "If-Match behövs", en: "If-Match is needed")
            case .tooMany: Phrase(sv: "För många förfrågningar", en: "Too many requests")
            case .failed: Phrase(sv: "Något gick fel hos oss", en: "Something went wrong on our side")
            case .refused: Phrase(sv: "Begäran gick inte att ta emot", en: "The request could not be accepted")
            }
        }
    }

    /// What is wrong with one part of the content or of the address.
    struct Complaint: Sendable {
        /// A JSON Pointer (RFC 6901), or nil.
        var pointer: String?
        var parameter: String?
        let message: Phrase
    }

    let kind: Kind
    var detail: Phrase?
    var complaints: [Complaint] = []
    var fields: HTTPFields = [:]

    init(_ kind: Kind, _ detail: Phrase? = nil) {
        self.kind = kind
        self.detail = detail
    }

    static func invalid(_ complaints: [Complaint]) -> APIProblem {
        var problem = APIProblem(.invalid)
        problem.complaints = complaints
        return problem
    }

    static func invalid(_ name: String, _ message: Phrase) -> APIProblem {
        .invalid([Complaint(pointer: "/" + name, message: message)])
    }

    static func parameter(_ name: String, _ message: Phrase) -> APIProblem {
        var problem = APIProblem(.parameter)
        problem.complaints = [Complaint(parameter: name, message: message)]
        return problem
    }

    /// - Parameters:
    ///   - status: Where it is another than the kind's own, as for bytes that never became a request.
    func response(_ language: Language, id: RequestID, status: HTTPResponse.Status? = nil) -> Response {
        let status = status ?? kind.status
        var fields = SecurityHeaders.everywhere
        for field in self.fields { fields.append(field) }
        fields[.contentType] = "application/problem+json"
        fields[.contentLanguage] = language.rawValue
        fields[.cacheControl] = "no-store"
        return Response(status: status, fields: fields, body: .bytes(json(language, id: id, status: status).bytes))
    }

    private func json(_ language: Language, id: RequestID, status: HTTPResponse.Status) -> JSON {
        var members: [JSON.Member] = [
            .init("type", .text(Page.apiDocumentation.path(in: language) + "#" + kind.rawValue)),
            .init("title", .text(kind.title[language])), .init("status", .number(Int64(status.code))),
            .init("instance", .text("urn:vemfn:request:\(id)")),
        ]
        if let detail { members.append(.init("detail", .text(detail[language]))) }
        if !complaints.isEmpty {
            members.append(
                .init(
                    "errors",
                    .list(
                        complaints.map { complaint in
                            var error: [JSON.Member] = [.init("detail", .text(complaint.message[language]))]
                            if let pointer = complaint.pointer { error.append(.init("pointer", .text(pointer))) }
                            if let parameter = complaint.parameter {
                                error.append(.init("parameter", .text(parameter)))
                            }
                            return .object(error)
                        })))
        }
        return .object(members)
    }

    /// Programs get English unless they like Swedish better.
    static func language(of head: RequestHead?) -> Language {
        guard let head else { return .english }
        return head.weight(ofLanguage: "sv") > head.weight(ofLanguage: "en") ? .swedish : .english
    }

    private static let addressStart = "/\(APIResource.root[0].text)/"

    static func isAbout(_ head: RequestHead?) -> Bool {
        head?.path.utf8.starts(with: addressStart.utf8) == true
    }
}
