import Conference
import Foundation
import HTTP
import HTTPTypes
import JSON
import Secrets
import Storage

/// One request of a program that may make it.
struct APICall: Sendable {
    let visit: Visit
    let client: APIClient
    let parameters: [String: String]
    /// Null where none was sent.
    let body: JSON
    let signingKey: SigningKey

    var now: Date { visit.now }
    private var head: RequestHead { visit.request.head }

    // MARK: What it says

    /// Where the page before ended, and how many are wanted.
    func limit() throws -> Int {
        guard let text = parameters["limit"] else { return APIParameter.usualLimit }
        guard let number = Int(text), String(number) == text, APIParameter.limits.contains(number) else {
            throw APIProblem.parameter(
                "limit",
                TypedProblem.notANumber(least: APIParameter.limits.lowerBound, most: APIParameter.limits.upperBound)
                    .message)
        }
        return number
    }

    /// A parameter as a value; nil where it was left out.
    func parameter<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = parameters[name] else { return nil }
        guard let value = read(text) else {
            throw APIProblem.parameter(
                name,
                Phrase(
                    sv: "Värdet finns inte eller går inte att läsa", en: "There is no such value, or it cannot be read")
            )
        }
        return value
    }

    /// What makes it the same request as one before.
    func repeatKey() throws -> RepeatKey? {
        guard let text = head.fields[.idempotencyKey] else { return nil }
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            var problem = APIProblem(.parameter)
            problem.complaints = [
                APIProblem.Complaint(
                    parameter: "Idempotency-Key",
                    message: Phrase(
                        sv: "Ska vara 1 till 255 synliga ASCII-tecken", en: "Must be 1 to 255 visible ASCII characters")
                )
            ]
            throw problem
        }
        // Its scopes are a part of it: what was answered then may be more than the key may read now.
        let scopes = client.scopes.map(\.rawValue).sorted().joined(separator: " ")
        let asked = Array("\(head.method.rawValue) \(head.path)\n\(scopes)\n".utf8) + visit.request.body
        return RepeatKey(client: client.key, text: text, request: sha256(asked))
    }

    /// Whether what stands is what the program has seen.
    func isCurrent(_ representation: JSON) -> Bool {
        // Well formed.
        head.precondition(for: EntityTag(tag(representation.bytes))!) != .failed
    }

    /// A change without it would overwrite what somebody else did meanwhile (RFC 6585 §3).
    func demandCondition() throws {
        guard head.fields.contains(.ifMatch) else {
            throw APIProblem(
                .unconditional,
                Phrase(
                    sv: "Läs det först, och skicka dess ETag i If-Match.",
                    en: "Read it first, and send its ETag in If-Match."))
        }
    }

    // MARK: What it is answered

    /// Names these bytes (RFC 9110 §8.8.3). Keyed, so that nobody can try from outside what is in them.
    private func tag(_ bytes: [UInt8]) -> String {
        "\"\(base64URLEncode(Array(signingKey.authenticate(bytes, for: .entityTag).prefix(12))))\""
    }

    /// What was read.
    func answer(_ representation: JSON) -> Response {
        let bytes = representation.bytes
        let tag = tag(bytes)
        var fields = SecurityHeaders.everywhere
        fields[.eTag] = tag
        fields[.cacheControl] = "private, no-cache"
        fields[.vary] = "Authorization"
        switch head.precondition(for: EntityTag(tag)!) {  // well formed
        case .unchanged: return Response(status: .notModified, fields: fields)
        case .failed: return APIProblem(.outdated).response(APIProblem.language(of: head), id: visit.request.id)
        case .holds: break
        }
        fields[.contentType] = "application/json"
        return Response(status: .ok, fields: fields, body: .bytes(bytes))
    }

    /// One page of a list.
    ///
    /// - Parameter cursor: Where the next page begins; nil on the last.
    func answer(_ items: [JSON], next cursor: String?) -> Response {
        let next = cursor.map { cursor in
            var pairs = parameters.filter { $0.key != "cursor" }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            pairs.append(("cursor", cursor))
            return head.path + "?" + FormData.encode(pairs)
        }
        var response = answer(["items": .list(items), "next": .text(next)])
        if let next { response.fields[.link] = "<\(next)>; rel=\"next\"" }
        return response
    }

    /// The answer to a change, which may be kept.
    func changed(_ representation: JSON, status: Int = 200, location: APIResource? = nil) -> APIAnswer {
        let bytes = representation.bytes
        return APIAnswer(status: status, location: location?.path, tag: tag(bytes), body: bytes)
    }

    func answer(_ answer: APIAnswer) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = "application/json"
        fields[.cacheControl] = "no-store"
        fields[.eTag] = answer.tag
        fields[.location] = answer.location
        return Response(status: HTTPResponse.Status(code: answer.status), fields: fields, body: .bytes(answer.body))
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!  // a token, as are the others
    static let link = HTTPField.Name("Link")!
    static let rateLimit = HTTPField.Name("RateLimit")!
    static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
}
