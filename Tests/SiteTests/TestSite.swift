import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Logging
import Secrets
import Storage

@testable import Site

/// The whole site on a real file, asked without a socket.
final class TestSite: Sendable {
    let folder: TemporaryFolder
    let store: Store
    let site: Site

    /// - Parameter quotas: Every other group gets a quota of none reserved and a ceiling of five.
    init(
        capacity: Int = 100, quotas: [QuotaGroup: Quota] = [:], pace: SignUpPace.Limits = .none,
        apiRequests: Int? = APIPace.usual, now: Date = noon
    ) async throws {
        folder = try TemporaryFolder()
        store = try folder.open()
        var all = quotas
        for group in QuotaGroup.all(kommuner: store.kommuner) where all[group] == nil {
            all[group] = Quota(reserved: 0, ceiling: 5)
        }
        try await store.createConference(.trial(capacity: capacity), quotas: all)
        site = Self.site(
            store, assets: try Assets(folder: ourFolder("public")), pace: pace, apiRequests: apiRequests, now: now)
    }

    private static func site(
        _ store: Store, assets: Assets, pace: SignUpPace.Limits = .none, apiRequests: Int? = APIPace.usual, now: Date
    ) -> Site {
        Site(
            store: store, assets: assets, contact: "kontakt@example.se", pace: pace, apiRequests: apiRequests,
            letter: letter, random: .seeded(2), now: { now }, logger: Logger(label: "test"))
    }

    /// What the site shows of a letter; how letters read is tested with those who write them.
    static func letter(_ message: OutboxMessage) -> LetterPreview {
        let subject = message.texts[message.kind]?.subject?[message.language] ?? "Inbyggt ämne"
        let body = message.texts[message.kind]?.body?[message.language] ?? "Inbyggd text"
        let name = message.attendee?.registration.fullName ?? ""
        return LetterPreview(
            from: "Prov <anmalan@example.se>", subject: subject, plainText: "\(name): \(body)",
            page: "<!DOCTYPE html><p>\(body)</p>", attachments: [], language: message.language)
    }

    /// The same site at another time.
    func later(_ now: Date) -> TestSite { TestSite(self, now: now) }

    private init(_ earlier: TestSite, now: Date) {
        (folder, store) = (earlier.folder, earlier.store)
        site = Self.site(store, assets: earlier.site.assets, now: now)
    }

    func get(_ address: String, fields: HTTPFields = [:]) async -> Reply {
        await ask(.get, address, fields: fields)
    }

    /// The field by which a form of organisers tells what it was filled with.
    func seen(_ address: String, _ session: HTTPFields) async -> (String, String) {
        ("seen", await get(address, fields: session).hidden("seen"))
    }

    func post(_ address: String, _ form: [(String, String)], fields: HTTPFields = [:]) async -> Reply {
        var fields = fields
        fields[.contentType] = "application/x-www-form-urlencoded"
        return await ask(.post, address, fields: fields, body: Array(FormData.encode(form).utf8))
    }

    func ask(
        _ method: HTTPRequest.Method, _ address: String, fields: HTTPFields = [:], body: [UInt8] = [],
        through handler: (any RequestHandler)? = nil
    ) async -> Reply {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        var fields = fields
        fields[.host] = "vemfn.example.se"
        let head = RequestHead(
            method: method, path: parts[0], query: parts.count == 2 ? parts[1] : nil, fields: fields)
        switch (handler ?? site).respond(to: Request(head: head, body: body, id: RequestID(run: 1, number: 1))) {
        case .now(let response): return Reply(response)
        case .written(let written): return Reply(written.response)
        case .later(let respond): return Reply(await respond())
        }
    }
}

/// A response as a test looks at it.
struct Reply {
    let response: Response

    init(_ response: Response) {
        self.response = response
    }

    var status: Int { response.status.code }
    var location: String? { response.fields[.location] }
    var bytes: [UInt8] {
        guard case .bytes(let bytes) = response.body else { return [] }
        return bytes
    }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value of the hidden field of that name.
    func hidden(_ name: String) -> String {
        guard let start = text.firstRange(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// All pieces of a streamed body, one after the other.
    func streamed() async throws -> [UInt8] {
        guard case .stream(let next) = response.body else { return bytes }
        var all: [UInt8] = []
        while let piece = try await next() { all += piece }
        return all
    }
}

extension HTTPField.Name {
    static let host = HTTPField.Name("Host")!  // tokens all
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
