import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

struct TextPageTests {
    private let address = "/admin/texter/praktiskt"

    private func send(
        _ site: TestSite, _ session: HTTPFields, _ sv: String, _ en: String = "", revision: String = "0",
        action: String? = nil, to address: String = "/admin/texter/praktiskt"
    ) async -> Reply {
        let token = await site.get(address, fields: session).hidden("token")
        let fields = [("token", token), ("revision", revision), ("textSv", sv), ("textEn", en)]
        return await site.post(address, fields + (action.map { [("action", $0)] } ?? []), fields: session)
    }

    @Test func `a text that was written is on its page, linked, and in Swedish where there is no English`() async throws
    {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        #expect(await !site.get("/").text.contains("href=\"/praktiskt\""))
        #expect(await site.get("/praktiskt").text.contains("Mer kommer här"))
        #expect(await send(site, session, "## Resan\n\nTa *tåget*.").location == address + "?saved=yes")
        #expect(await site.get("/").text.contains("href=\"/praktiskt\""))
        #expect(await site.get("/praktiskt").text.contains("<h2>Resan</h2>\n<p>Ta <em>tåget</em>.</p>"))
        #expect(await site.get("/en/practical").text.contains("<div class=\"prose\" lang=\"sv\">\n<h2>Resan</h2>"))
        #expect(await send(site, session, "Ta tåget.", "Take the train.", revision: "1").status == 303)
        #expect(await site.get("/en/practical").text.contains("<div class=\"prose\">\n<p>Take the train.</p>"))
    }

    @Test(arguments: [
        ("inledning", "/", "gemensamt ansvar"), ("natverket", "/", "Nätverket skapar"),
        ("ansvar", "/integritet", "Kommunerna Borlänge"), ("hjalp", "/tillganglighet", "Berätta för oss"),
    ])
    func `the built-in words stand until others are written, and come back`(
        name: String, page: String, words: String
    ) async throws {
        let site = try await TestSite()
        let session = try await site.session([.owner])
        let address = "/admin/texter/" + name
        #expect(await site.get(page).text.contains(words))
        #expect(await site.get(address, fields: session).text.contains(words))
        #expect(await send(site, session, "Våra **egna** ord", to: address).status == 303)
        let changed = await site.get(page).text
        #expect(changed.contains("Våra <strong>egna</strong> ord") && !changed.contains(words))
        #expect(await send(site, session, "", revision: "1", to: address).status == 303)
        #expect(await site.get(page).text.contains(words))
    }

    @Test func `a preview saves nothing, keeps what was typed and says what cannot be shown`() async throws {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        let reply = await send(site, session, "# Hej\n<b>du</b>", action: "preview")
        #expect(reply.status == 200)
        #expect(reply.text.contains("<h2>Hej</h2>") && reply.text.contains("&lt;b&gt;du&lt;/b&gt;</textarea>"))
        #expect(reply.text.contains("HTML går inte att ha i texten"))
        #expect(try await site.store.storedText(.practical).revision == 0)
    }

    @Test(arguments: [
        ("<b>du</b>", "", "textSv", "HTML går inte"),
        ("[x](javascript:alert(1))", "", "textSv", "Länken javascript:alert(1)"),
        ("a", "![x](/y)", "textEn", "Bilder går inte"), ("", "English", "textSv", "på svenska också"),
        (String(repeating: "å", count: 10_001), "", "textSv", "högst 10000 tecken"),
    ])
    func `what cannot be saved is told at its control, and nothing typed is lost`(
        sv: String, en: String, control: String, words: String
    ) async throws {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        let reply = await send(site, session, sv, en)
        #expect(reply.status == 422)
        #expect(reply.text.contains("<a href=\"#\(control)\">") && reply.text.contains(words))
        let kept = "\(sv)</textarea>" as HTML
        #expect(reply.text.contains(String(decoding: kept.bytes, as: UTF8.self)))
        #expect(try await site.store.storedText(.practical).revision == 0)
    }

    @Test func `the later of two is told, reads the other's text, and may then save`() async throws {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        #expect(await send(site, session, "Först").status == 303)
        let late = await send(site, session, "Sedan")
        #expect(late.status == 409)
        #expect(late.text.contains("någon var före dig") && late.text.contains(">Först</pre>"))
        #expect(late.text.contains("Sedan</textarea>"))
        #expect(await send(site, session, "Sedan", revision: late.hidden("revision")).status == 303)
        #expect(await site.get("/praktiskt").text.contains("<p>Sedan</p>"))
    }
}
