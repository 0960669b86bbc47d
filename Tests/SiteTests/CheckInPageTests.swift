import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage
import Testing

@testable import Site

private let pages = [
    "/admin/incheckning", "/admin/incheckning/ny", "/admin/incheckning/visning", "/admin/incheckning/lista.json",
    "/admin/incheckning/strom", "/en/admin/check-in", "/en/admin/check-in/new", "/en/admin/check-in/display",
]

/// A site with one guest, Asta Övning, and somebody signed in.
private final class Door: Sendable {
    let site: TestSite
    let session: HTTPFields
    let code: String

    init(_ answers: [String: String] = [:], quota: Quota = Quota(reserved: 0, ceiling: 5)) async throws {
        site = try await TestSite(quotas: [.nassjo: quota])
        _ = await site.signUp(1, ["givenName": "Asta", "familyName": "Övning"].merging(answers) { $1 })
        session = try await site.signedIn()
        code = try #require(try await site.store.attendee(id: 1)?.code)
    }

    func get(_ address: String, fields: HTTPFields = [:]) async -> Reply {
        var all = session
        for field in fields { all[field.name] = field.value }
        return await site.get(address, fields: all)
    }

    func post(_ address: String, _ form: [(String, String)]) async -> Reply {
        let token = await get("/admin/incheckning/ny").hidden("token")
        return await site.post(address, form + [("token", token)], fields: session)
    }

    /// Presses a button on the card of a page.
    func press(_ kind: String, on page: Reply) async -> Reply {
        let form = [
            ("kind", kind), ("code", page.hidden("code")), ("scan", page.hidden("scan")), ("dorr", page.hidden("dorr")),
        ]
        let reply = await post("/admin/incheckning", form)
        return await get(reply.location ?? "")
    }

    func merge(_ json: String) async throws -> (status: Int, body: [String: Any]) {
        let reply = await post("/admin/incheckning/skanningar", [("batch", json)])
        let object = try JSONSerialization.jsonObject(with: Data(reply.bytes))
        return (reply.status, try #require(object as? [String: Any]))
    }
}

private func id(_ letter: Character) -> String { String(repeating: letter, count: ScanID.length) }

private func batch(_ scans: [(id: String, code: String, kind: String, at: Int64)]) -> String {
    let list = scans.map {
        #"{"id":"\#($0.id)","code":"\#($0.code)","kind":"\#($0.kind)","door":"Norr","at":\#($0.at)}"#
    }
    return #"{"scans":[\#(list.joined(separator: ","))],"walkIns":[]}"#
}

struct CheckInPageTests {
    @Test func `no page of the door opens without a session`() async throws {
        let site = try await TestSite()
        for address in pages { #expect(await site.get(address).status == 303, "\(address)") }
    }

    @Test func `no form of the door is taken without its token`() async throws {
        let door = try await Door()
        let form = [
            ("kind", "arrived"), ("code", door.code), ("scan", id("A")),
            ("batch", batch([(id("A"), door.code, "arrived", 1)])),
        ]
        for address in ["", "/ny", "/visning", "/skanningar"] {
            let reply = await door.site.post("/admin/incheckning" + address, form, fields: door.session)
            #expect(reply.status == 403, "\(address)")
        }
        #expect(try await door.site.store.doorCount().arrived == 0)
    }

    @Test func `search, check in, double, re-entry and undo work by plain forms`() async throws {
        let door = try await Door()
        let found = await door.get("/admin/incheckning?q=asta&dorr=Norra")
        #expect(found.text.contains("Övning, Asta") && found.text.contains(door.code))
        #expect(found.text.contains("Har plats, har inte kommit än"))
        let inside = await door.press("arrived", on: found)
        #expect(inside.text.contains("Insläppt.") && inside.text.contains("Norra"))
        #expect(inside.text.contains("<strong data-arrived=\"true\">1</strong>"))
        // The page that was open meanwhile at another door.
        let again = await door.post(
            "/admin/incheckning",
            [("kind", "arrived"), ("code", door.code), ("scan", id("B")), ("dorr", "Södra")])
        let double = await door.get(again.location ?? "")
        #expect(double.text.contains("Redan insläppt: 12.00, Norra"))
        #expect(double.text.contains("Skannad igen: 12.00, Södra"))
        let back = await door.press("returned", on: double)
        #expect(back.text.contains("Insläppt igen."))
        let undone = await door.press("undone", on: back)
        #expect(undone.text.contains("Incheckningen är ångrad."))
        #expect(undone.text.contains("Har plats, har inte kommit än"))
    }

    @Test func `the card shows what was chosen and never needs, address or telephone`() async throws {
        let door = try await Door(["dietaryNeeds": "Hemlig kost", "accessNeeds": "Hemlig hjälp", "role": "Rollen"])
        for address in ["/admin/incheckning?q=asta", "/admin/incheckning/lista.json"] {
            let text = await door.get(address).text
            #expect(text.contains("Nässjö") && !text.contains("Rollen"))
            for secret in ["Hemlig", "deltagare1@", "0174", "70-174"] { #expect(!text.contains(secret), "\(address)") }
        }
        let saved = await door.post(
            "/admin/incheckning/visning", [("field", "role"), ("field", "email"), ("question", "7")])
        #expect(saved.location == "/admin/incheckning/visning?sparat=ja")
        let text = await door.get("/admin/incheckning?q=asta").text
        #expect(text.contains("Rollen") && !text.contains("Nässjö</li>"))
    }

    @Test func `whoever has no seat is told so and gets no button`() async throws {
        let door = try await Door(quota: Quota(reserved: 0, ceiling: 1))
        _ = await door.site.signUp(2, ["givenName": "Bo", "familyName": "Väntar"])
        let page = await door.get("/admin/incheckning?q=bo+väntar")
        #expect(page.text.contains("Står i kö och har ingen plats. Hämta en arrangör."))
        #expect(!page.text.contains("value=\"arrived\""))
        let code = try #require(try await door.site.store.attendee(id: 2)?.code)
        let forced = await door.post("/admin/incheckning", [("kind", "arrived"), ("code", code), ("scan", id("C"))])
        #expect(!(await door.get(forced.location ?? "").text.contains("Insläppt.")))
        #expect(try await door.site.store.doorCount().arrived == 0)
    }

    @Test func `a ticket read by a reader that types is found, and a forged one is told`() async throws {
        let door = try await Door()
        let ticket = try TicketCode(bookingCode: door.code, key: door.site.store.ticketKey).text
        func search(_ text: String) async -> String {
            await door.get("/admin/incheckning?" + FormData.encode([("q", text)])).text
        }
        #expect(await search(ticket).contains("Övning, Asta"))
        let forged = try TicketCode(bookingCode: door.code, key: TicketKey()).text
        for text in [forged, "VEMFN1:\(door.code):", "VEMFN1:::", String(ticket.dropLast()) + "!"] {
            #expect(await search(text).contains("ingen biljett till den här konferensen"), "\(text)")
        }
        let unknown = try TicketCode(bookingCode: "VF-0000-0000", key: door.site.store.ticketKey).text
        #expect(await search(unknown).contains("Biljetten är äkta, men anmälan finns inte"))
    }

    @Test func `somebody without registration is given a seat, or told what is missing`() async throws {
        let door = try await Door(quota: Quota(reserved: 0, ceiling: 2))
        let page = await door.get("/admin/incheckning/ny?dorr=Norra")
        let person = [
            ("givenName", "Cilla"), ("familyName", "Spontan"), ("organisationType", "kommun"), ("kommun", "Nässjö"),
            ("organisation", "Skolan"), ("scan", page.hidden("scan")), ("dorr", page.hidden("dorr")),
        ]
        let blank = await door.post("/admin/incheckning/ny", [("scan", page.hidden("scan"))])
        #expect(blank.status == 422)
        #expect(blank.text.contains("Skriv ditt förnamn") && !blank.text.contains("Skriv din e-postadress"))
        for _ in 0..<2 {  // the second is a double click
            let done = await door.post("/admin/incheckning/ny", person)
            #expect(await door.get(done.location ?? "").text.contains("Insläppt."))
        }
        let count = try await door.site.store.doorCount()
        #expect(count.arrived == 1 && count.seats == 2)
        let full = await door.post("/admin/incheckning/ny", person.map { ($0.0, $0.0 == "scan" ? id("D") : $0.1) })
        #expect(full.status == 409)
        #expect(full.text.contains("Gruppens platser är slut") && full.text.contains("value=\"Cilla\""))
    }

    @Test func `only the page that scans may use the camera and run a decoder`() async throws {
        let door = try await Door()
        let scanning = await door.get("/admin/incheckning").response.fields
        #expect(scanning[.permissionsPolicy]?.contains("camera=(self)") == true)
        #expect(scanning[.contentSecurityPolicy]?.contains("'wasm-unsafe-eval'") == true)
        #expect(scanning[.contentSecurityPolicy]?.contains("'unsafe-eval'") == false)
        let other = await door.get("/admin/incheckning/ny").response.fields
        #expect(other[.permissionsPolicy]?.contains("camera=()") == true)
        #expect(other[.contentSecurityPolicy]?.contains("wasm") == false)
    }
}

struct DoorFileTests {
    @Test func `a batch is taken once, and tells all scans of those it was about`() async throws {
        let door = try await Door()
        let early = Int64(noon.timeIntervalSince1970) * 1000 - 60_000
        let sent = batch([(id("A"), door.code, "arrived", early), (id("B"), "VF-0000-0000", "arrived", early)])
        for _ in 0..<2 {
            let (status, body) = try await door.merge(sent)
            #expect(status == 200)
            #expect(body["arrived"] as? Int == 1)
            #expect(body["unknown"] as? [String] == [id("B")])
            let scans = try #require(body["scans"] as? [String: [[String: Any]]])
            #expect(scans[door.code]?.map { $0["at"] as? Int64 } == [early])
        }
    }

    @Test func `what cannot be read is named and does not hold up the rest`() async throws {
        let door = try await Door()
        let (status, body) = try await door.merge(
            batch([
                (id("A"), door.code, "arrived", 1), ("kort", door.code, "arrived", 1), (id("C"), door.code, "left", 1),
            ]))
        #expect(status == 200)
        #expect(body["refused"] as? [String] == ["kort", id("C")])
        #expect(body["arrived"] as? Int == 1)
    }

    @Test func `what is no batch is refused`() async throws {
        let door = try await Door()
        for text in ["", "{", "[]", #"{"scans":[]}"#, #"{"scans":[{"id":1}],"walkIns":[]}"#] {
            #expect(try await door.merge(text).status == 400, "\(text)")
        }
    }

    @Test func `a batch has a limit`() async throws {
        let door = try await Door()
        let many = (0...DoorFiles.mostScans).map { _ in (id: id("A"), code: door.code, kind: "arrived", at: Int64(1)) }
        #expect(try await door.merge(batch(many)).status == 413)
        #expect(try await door.site.store.doorCount().arrived == 0)
    }

    @Test func `a walk-in that waited for the network is decided when it comes`() async throws {
        let door = try await Door()
        let answers =
            #"{"givenName":"Cilla","familyName":"Spontan","organisationType":"press","organisation":"Bladet"}"#
        let sent = #"{"scans":[],"walkIns":[{"id":"\#(id("W"))","door":"Norr","at":1,"answers":\#(answers)}]}"#
        let (_, body) = try await door.merge(sent)
        let walkIns = try #require(body["walkIns"] as? [[String: Any]])
        #expect(walkIns.first?["code"] is String)
        #expect(body["arrived"] as? Int == 1)
    }

    @Test func `the worker is for everybody and its page may be anywhere`() async throws {
        let reply = await (try TestSite()).get("/admin/incheckning/arbetare.js")
        #expect(reply.status == 200)
        #expect(reply.response.fields[.contentType]?.hasPrefix("text/javascript") == true)
        #expect(reply.response.fields[.cacheControl] == "no-cache")
        #expect(reply.response.fields[HTTPField.Name("Service-Worker-Allowed")!] == "/")
    }
}

struct DoorStreamTests {
    private func piece(_ reply: Reply) async throws -> String? {
        guard case .stream(let next) = reply.response.body else { return nil }
        return try await next().map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a listener hears of each scan, and where to go on from`() async throws {
        let door = try await Door()
        let reply = await door.get("/admin/incheckning/strom")
        #expect(reply.response.fields[.contentType] == "text/event-stream")
        #expect(try await piece(reply)?.contains(#""arrived":0"#) == true)
        _ = try await door.merge(batch([(id("A"), door.code, "arrived", 1)]))
        var text = try #require(try await piece(reply))
        while text.hasPrefix("event: alive") { text = try #require(try await piece(reply)) }
        #expect(text.contains(#""arrived":1"#) && text.contains(id("A")) && text.contains("event: news"))
        let mark = try #require(text.firstMatch(of: #/id: (\S+)/#)?.1)
        _ = try await door.merge(batch([(id("B"), door.code, "arrived", 2)]))
        let resumed = await door.get(
            "/admin/incheckning/strom?efter=0.0", fields: [HTTPField.Name("Last-Event-ID")!: String(mark)])
        let rest = try #require(try await piece(resumed))
        #expect(rest.contains(id("B")) && !rest.contains(id("A")))
    }

    @Test func `streams end when the program stops and when the session does`() async throws {
        let door = try await Door()
        let reply = await door.get("/admin/incheckning/strom")
        _ = try await piece(reply)
        try await door.site.store.signOut(
            session: try #require(SecretLink(String(door.session[.cookie]!.split(separator: "=")[1]))))
        #expect(try await piece(reply) == nil)
        let session = try await door.site.signedIn()
        let other = await door.site.get("/admin/incheckning/strom", fields: session)
        _ = try await piece(other)
        door.site.site.endStreams()
        #expect(try await piece(other) == nil)
        #expect(await door.site.get("/admin/incheckning/strom", fields: session).status == 503)
    }

    @Test func `there is a limit on listeners, and those who leave make room`() async throws {
        let door = try await Door()
        var open: [Reply] = []
        for _ in 0..<100 { open.append(await door.get("/admin/incheckning/strom")) }
        #expect(await door.get("/admin/incheckning/strom").status == 503)
        open.removeLast()
        #expect(await door.get("/admin/incheckning/strom").status == 200)
        #expect(open.count == 99)
    }
}
