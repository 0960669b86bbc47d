import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets

@testable import Site
@testable import Storage

extension TestSite {
    /// A site where each address with a number leads to something.
    static func withOneOfEach() async throws -> TestSite {
        let site = try await TestSite()
        _ = await site.signUp(1, ["dietaryNeeds": "hemlig nötallergi"])
        for question in Demonstration.questions {
            _ = try await site.store.addQuestion(question, by: .system, now: noon)
        }
        try await site.addWorkshops()
        let text = MailText(subject: Phrase(sv: "Hej", en: "Hello"), body: Phrase(sv: "Prov", en: "Trial"))
        let draft = MailingDraft(text: text, includesCancelled: false, isVoluntary: true, perMinute: 60)
        _ = try await site.store.addMailing(draft, to: AttendeeFilter(), by: .system, now: noon)
        let terms = QuotaTerms(
            method: .equal, seats: 0, floor: 0, ceiling: 5, hosts: [:], hostCeiling: 5, others: [:], otherCeiling: 5)
        let plan = QuotaPlan(terms, census: try await site.store.census())
        _ = try await site.store.decideQuotas(plan, by: .system, now: noon)
        return site
    }

    /// Those of the demonstration, with its rooms and speakers.
    func addWorkshops() async throws {
        try await store.writer.write { db in try Store.add(db, Demonstration.programme, by: .system, now: noon) }
        for workshop in Demonstration.workshops(on: noon) {
            _ = try await store.addWorkshop(workshop, by: .system, now: noon)
        }
    }

    /// The cookie of a session of somebody with these roles, opened without a password.
    func session(_ roles: Set<Role>, name: String = "prov") async throws -> HTTPFields {
        let session = try await store.session(name, roles)
        return [.cookie: "\(SessionCookie.name)=\(session.text)"]
    }

    /// A request in this session, with the token that its forms have.
    func ask(_ method: HTTPRequest.Method, _ page: Page, by session: SecretLink?) async -> Reply {
        var fields: HTTPFields = [:]
        var form: [(String, String)] = []
        if let session {
            fields[.cookie] = "\(SessionCookie.name)=\(session.text)"
            let token = base64URLEncode(store.signingKey.authenticate(session.bytes, for: .crossSiteToken))
            form.append(("token", token))
        }
        guard method == .post else { return await ask(method, page.path(in: .swedish), fields: fields) }
        return await post(page.path(in: .swedish), form, fields: fields)
    }
}

extension Store {
    /// Opens a session for an organiser of this name and these roles, who is made when missing.
    func session(_ name: String, _ roles: Set<Role>) async throws -> SecretLink {
        let session = SecretLink(random: random)
        try await writer.write { db in
            // Somebody else owns the team, so that any role can be had without that of an owner.
            for organiser in ["ägare", name] where try Self.organiserId(db, named: organiser) == nil {
                _ = try Self.add(
                    db, organiser: organiser, hash: .ofNobody, isTemporary: false, roles: [.owner], now: noon)
            }
            guard let id = try Self.organiserId(db, named: name) else { return }
            try Self.give(db, roles, toOrganiser: id)
            try Self.open(db, session, organiser: id, from: Client(address: "", browser: ""), now: noon)
        }
        return session
    }

    func setRoles(_ roles: Set<Role>, ofOrganiserNamed name: String) async throws {
        _ = try await session(name, roles)
    }
}
