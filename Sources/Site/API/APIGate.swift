import Conference
import Foundation
import HTTP
import HTTPTypes
import JSON
import Secrets
import Storage

/// Where every request of a program passes: who asks, how often, whether they may, and what they sent.
struct APIGate: Sendable {
    typealias Carrier = @Sendable (APICall) async throws -> Response

    /// More than any registration holds.
    static let bodyLimit = 32 << 10
    /// What a key begins with, so that those who look for leaked secrets find it.
    static let keyPrefix = "vemfn_"

    let store: Store
    let pace: APIPace

    func handler(_ operation: APIOperation, _ handle: @escaping Carrier) -> Handler {
        { visit in
            let language = APIProblem.language(of: visit.request.head)
            do {
                let (client, standing) = try await admit(visit)
                var response: Response
                do {
                    response = try await carryOut(operation, visit, client, handle)
                } catch let problem as APIProblem {
                    response = problem.response(language, id: visit.request.id)
                } catch is KeyOfAnotherRequest {
                    response = APIProblem(.keyReused).response(language, id: visit.request.id)
                }
                add(standing, to: &response.fields)
                return response
            } catch let problem as APIProblem {
                return problem.response(language, id: visit.request.id)
            }
        }
    }

    private func carryOut(
        _ operation: APIOperation, _ visit: Visit, _ client: APIClient, _ handle: Carrier
    ) async throws -> Response {
        for scope in operation.scopes where !client.may(scope) { throw Self.lacking(scope) }
        let call = APICall(
            visit: visit, client: client, parameters: try parameters(of: operation, visit),
            body: operation.body == nil ? try noBody(visit) : try body(visit), signingKey: store.signingKey)
        return try await handle(call)
    }

    static func lacking(_ scope: APIScope) -> APIProblem {
        var problem = APIProblem(
            .noScope, Phrase(sv: "Det behövs rätten \(scope.rawValue).", en: "The scope \(scope.rawValue) is needed."))
        // RFC 6750 §3.1.
        problem.fields[.wwwAuthenticate] = "Bearer error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
        return problem
    }

    // MARK: Who asks, and how often

    private func admit(_ visit: Visit) async throws -> (APIClient, APIPace.Standing?) {
        if let key = Self.key(in: visit.request.head), let client = try await store.client(key: key, now: visit.now) {
            let standing = pace.count(key: client.key, now: visit.now)
            if let standing, !standing.isAllowed { throw tooMany(standing, isKnown: true) }
            return (client, standing)
        }
        let standing = pace.count(strangerFrom: visit.request.remoteAddress, now: visit.now)
        guard standing.isAllowed else { throw tooMany(standing, isKnown: false) }
        var problem = APIProblem(
            .noKey,
            Phrase(
                sv: "Skicka den i Authorization: Bearer. Den kan ha gått ut eller återkallats.",
                en: "Send it in Authorization: Bearer. It may have expired or been revoked."))
        let isTried = visit.request.head.fields.contains(.authorization)
        problem.fields[.wwwAuthenticate] = isTried ? "Bearer error=\"invalid_token\"" : "Bearer"
        throw problem
    }

    /// RFC 6750 §2.1.
    private static func key(in head: RequestHead) -> SecretLink? {
        guard let field = head.fields[.authorization] else { return nil }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].hasPrefix(keyPrefix) else { return nil }
        return SecretLink(String(parts[1].dropFirst(keyPrefix.count)))
    }

    private func tooMany(_ standing: APIPace.Standing, isKnown: Bool) -> APIProblem {
        var problem = APIProblem(
            .tooMany,
            Phrase(sv: "Försök igen om \(standing.reset) sekunder.", en: "Try again in \(standing.reset) seconds."))
        problem.fields[.retryAfter] = String(standing.reset)
        if isKnown { add(standing, to: &problem.fields) }
        return problem
    }

    /// draft-ietf-httpapi-ratelimit-headers-10.
    private func add(_ standing: APIPace.Standing?, to fields: inout HTTPFields) {
        guard let standing, let limit = pace.ofKey else { return }
        fields[.rateLimitPolicy] = "\"key\";q=\(limit);w=60"
        fields[.rateLimit] = "\"key\";r=\(standing.left);t=\(standing.reset)"
    }

    // MARK: What they sent

    /// One that nobody knows is a slip, and to pass over a filter would be to answer another question.
    private func parameters(of operation: APIOperation, _ visit: Visit) throws -> [String: String] {
        guard let query = try? visit.request.head.queryFields() else { throw APIProblem(.parameter) }
        var parameters: [String: String] = [:]
        for pair in query.pairs {
            guard operation.parameters.contains(where: { $0.name == pair.name }) else {
                throw APIProblem.parameter(
                    pair.name, Phrase(sv: "Adressen har ingen sådan parameter", en: "The address has no such parameter")
                )
            }
            guard parameters.updateValue(pair.value, forKey: pair.name) == nil else {
                throw APIProblem.parameter(pair.name, Phrase(sv: "Får stå en gång", en: "May stand once"))
            }
        }
        return parameters
    }

    /// For an operation that takes none: an empty object is as good, and anything in it is refused.
    private func noBody(_ visit: Visit) throws -> JSON {
        guard !visit.request.body.isEmpty else { return .null }
        let sent = try body(visit)
        try APIBody(sent, names: []).finish()
        return sent
    }

    private func body(_ visit: Visit) throws -> JSON {
        let head = visit.request.head
        guard head.hasContentType("application/json") || head.hasContentType("application/merge-patch+json") else {
            throw APIProblem(.mediaType)
        }
        do {
            return try JSON(parsing: visit.request.body)
        } catch {
            let detail =
                switch error {
                case .malformed(let place):
                    Phrase(sv: "Fel vid byte \(place).", en: "Wrong at byte \(place).")
                case .nestedTooDeep:
                    Phrase(
                        sv: "Listor och objekt får ligga \(JSON.deepest) djupt.",
                        en: "Lists and objects may be nested \(JSON.deepest) deep.")
                case .nameTwice(let name):
                    Phrase(
                        sv: "”\(name)” står två gånger i samma objekt.", en: "“\(name)” stands twice in one object.")
                }
            throw APIProblem(.unreadable, detail)
        }
    }
}
