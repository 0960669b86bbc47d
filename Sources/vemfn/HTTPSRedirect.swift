import HTTP
import HTTPTypes

/// Sends whoever comes by plain HTTP to the same page over HTTPS.
struct HTTPSRedirect: RequestHandler {
    /// Has the words for refusals.
    let site: any RequestHandler
    /// Where HTTPS is served.
    let port: UInt16
    /// The only hosts anybody is sent to are those the certificate is for.
    let isOurs: @Sendable (_ host: String) -> Bool

    func bodyLimit(for head: RequestHead) -> Int { site.bodyLimit(for: head) }

    func respond(to request: Request) -> Answer {
        guard let host = request.head.hostWithoutPort, isOurs(host.filter { $0 != "[" && $0 != "]" }) else {
            return .now(Response(status: .misdirectedRequest))
        }
        let port = port == 443 ? "" : ":\(port)"
        let query = request.head.query.map { "?" + $0 } ?? ""
        // 308 keeps the method and the body of a form.
        let location: HTTPFields = [.location: "https://\(host)\(port)\(request.head.path)\(query)"]
        return .now(Response(status: .permanentRedirect, fields: location))
    }

    func respond(to refusal: Refusal, head: RequestHead?, id: RequestID) -> Response {
        site.respond(to: refusal, head: head, id: id)
    }
}

extension RequestHead {
    /// An IPv6 address stays in its brackets.
    fileprivate var hostWithoutPort: String? {
        guard let host, let end = host.utf8.lastIndex(of: UInt8(ascii: ":")) else { return host }
        // The last colon of "[::1]" stands inside.
        return host[end...].utf8.contains(UInt8(ascii: "]")) ? host : String(host[..<end])
    }
}
