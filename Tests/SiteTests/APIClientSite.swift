import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import JSON
import Secrets

@testable import Site
@testable import Storage

extension TestSite {
    /// A key that somebody with these roles has made.
    func key(_ scopes: Set<APIScope>, madeBy roles: Set<Role> = [.owner]) async throws -> HTTPFields {
        let session = try await store.session("nyckelmakaren", roles)
        guard let organiser = try await store.organiser(session: session, now: noon) else { return [:] }
        let secret = try await store.makeKey(
            APIKeyDraft(name: "provprogram", scopes: scopes, days: 30), by: organiser, now: noon)
        return [.authorization: "Bearer " + APIGate.keyPrefix + secret.text]
    }

    func ask(
        _ method: HTTPRequest.Method, _ resource: APIResource, query: String = "", _ body: JSON? = nil,
        fields: HTTPFields
    ) async -> Reply {
        var fields = fields
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        let address = resource.path + (query.isEmpty ? "" : "?" + query)
        return await ask(method, address, fields: fields, body: body?.bytes ?? [])
    }
}

extension Reply {
    var json: JSON { (try? JSON(parsing: bytes)) ?? .null }
    var tag: String? { response.fields[.eTag] }

    /// Which problem it tells.
    var problem: String? {
        guard response.fields[.contentType] == "application/problem+json", case .text(let type)? = json["type"] else {
            return nil
        }
        return type.split(separator: "#").last.map(String.init)
    }
}

extension JSON {
    var items: [JSON] {
        if case .list(let items)? = self["items"] { items } else { [] }
    }
}

/// Somebody from Lindesberg.
func newcomer(_ number: Int, _ more: [JSON.Member] = []) -> JSON {
    let answers: JSON = [
        "givenName": "Påhitt", "familyName": .text("Provsson \(number)"), "email": .text("prov\(number)@example.se"),
        "organisationType": "kommun", "kommun": "1885", "organisation": "Påhittad förvaltning", "role": "Rektor",
    ]
    return answers.with(more)
}
