import HTTP
import HTTPTypes
import Testing

@testable import Site

/// What a browser is sent of the pages and files that are the same for everybody.
struct RepresentationTests {
    @Test(arguments: ["/", "/kvoter", "/kvoter.json"])
    func `each coding has its own length and tag, and says what it depends on (RFC 9110 §8.8.3.3, §12.5.5)`(
        address: String
    ) async throws {
        let site = try await TestSite()
        for _ in 0..<2 {  // rendered, then kept
            var tags: Set<String> = []
            var sizes: [Int] = []
            for (accepted, coding) in [("identity", nil), ("gzip", "gzip"), ("gzip, br", "br")] {
                let reply = await site.get(address, fields: [.acceptEncoding: accepted])
                #expect(reply.status == 200)
                #expect(reply.response.fields[.contentEncoding] == coding)
                #expect(reply.response.fields[.vary] == "Accept-Encoding")
                tags.insert(try #require(reply.response.fields[.eTag]))
                sizes.append(reply.bytes.count)
            }
            #expect(tags.count == 3)
            #expect(sizes == sizes.sorted(by: >) && sizes[1] < sizes[0] / 2)
        }
    }

    @Test func `a file is packed tightly later, and stays the same file under the same address`() async throws {
        let site = try await TestSite()
        let address = try await site.styleAddress()
        func ask(_ coding: String) async -> Reply { await site.get(address, fields: [.acceptEncoding: coding]) }
        let (plain, quick) = (await ask("identity"), await ask("br"))
        await site.site.assets.packTightly()
        let tight = await ask("br")
        #expect(tight.bytes.count < quick.bytes.count)
        #expect(tight.response.fields[.eTag] != quick.response.fields[.eTag])
        #expect(tight.response.fields[.vary] == "Accept-Encoding")
        let same = await ask("identity")
        #expect(same.bytes == plain.bytes)
        #expect(same.response.fields == plain.response.fields)
    }

    @Test(arguments: ["/anmalan", "/admin/logga-in", "/finns-inte", "/kvoter?q=habo"])
    func `a page with a token, or with words of the visitor, is never packed`(address: String) async throws {
        let reply = try await TestSite().get(address, fields: [.acceptEncoding: "br, gzip"])
        #expect(reply.response.fields[.contentEncoding] == nil)
        #expect(reply.response.fields[.eTag] == nil)
    }

    @Test func `a personal page is never packed`() async throws {
        let site = try await TestSite()
        let personal = try #require(await site.signUp(1).location)
        let reply = await site.get(personal, fields: [.acceptEncoding: "br, gzip"])
        #expect(reply.status == 200)
        #expect(reply.response.fields[.contentEncoding] == nil)
    }

    @Test(arguments: ["/kvoter", "/public"])
    func `304 has the fields of the answer but those about content (RFC 9110 §15.4.5)`(address: String) async throws {
        let site = try await TestSite()
        let address = address == "/public" ? try await site.styleAddress() : address
        let whole = await site.get(address, fields: [.acceptEncoding: "br"])
        let tag = try #require(whole.response.fields[.eTag])
        let reply = await site.get(address, fields: [.acceptEncoding: "br", .ifNoneMatch: "\"x\", W/\(tag)"])
        #expect(reply.status == 304)
        for name in [.eTag, .vary, .cacheControl] as [HTTPField.Name] {
            #expect(reply.response.fields[name] == whole.response.fields[name])
        }
        for name in [.contentType, .contentLanguage, .contentEncoding] as [HTTPField.Name] {
            #expect(reply.response.fields[name] == nil)
        }
        #expect(await site.get(address, fields: [.acceptEncoding: "gzip", .ifNoneMatch: tag]).status == 200)
        #expect(await site.ask(.head, address, fields: [.acceptEncoding: "br", .ifNoneMatch: tag]).status == 304)
    }

    @Test func `If-Match of another version is refused (RFC 9110 §13.1.1)`() async throws {
        let site = try await TestSite()
        #expect(await site.get("/kvoter", fields: [.ifMatch: "\"x\""]).status == 412)
        let tag = try #require(await site.get("/kvoter").response.fields[.eTag])
        #expect(await site.get("/kvoter", fields: [.ifMatch: tag]).status == 200)
    }

    @Test(arguments: ["/kvoter", "/public"])
    func `a range is cut out of the bytes themselves, whatever coding is accepted (RFC 9110 §14, §15.3.7)`(
        address: String
    ) async throws {
        let site = try await TestSite()
        let address = address == "/public" ? try await site.styleAddress() : address
        let whole = await site.get(address)
        #expect(whole.response.fields[.acceptRanges] == "bytes")
        let count = whole.bytes.count
        let part = await site.get(address, fields: [.range: "bytes=10-19", .acceptEncoding: "br"])
        #expect(part.status == 206)
        #expect(part.bytes == Array(whole.bytes[10..<20]))
        #expect(part.response.fields[.contentRange] == "bytes 10-19/\(count)")
        #expect(part.response.fields[.contentEncoding] == nil)
        #expect(part.response.fields[.eTag] == whole.response.fields[.eTag])

        let none = await site.get(address, fields: [.range: "bytes=\(count)-"])
        #expect(none.status == 416)
        #expect(none.response.fields[.contentRange] == "bytes */\(count)")

        let several = await site.get(address, fields: [.range: "bytes=0-1,4-5"])
        #expect(several.status == 200)
        #expect(several.bytes == whole.bytes)
    }

    @Test func `the rest of a page that has changed is not asked for in vain (RFC 9110 §13.1.5)`() async throws {
        let site = try await TestSite()
        let tag = try #require(await site.get("/kvoter").response.fields[.eTag])
        let fields: HTTPFields = [.range: "bytes=10-", .ifRange: tag]
        #expect(await site.get("/kvoter", fields: fields).status == 206)
        _ = await site.signUp(1)
        #expect(await site.get("/kvoter", fields: fields).status == 200)
    }

    @Test func `what comes packed is not unpacked (RFC 9110 §8.4, §15.5.16)`() async throws {
        let reply = try await TestSite().post("/anmalan", [("a", "b")], fields: [.contentEncoding: "gzip"])
        #expect(reply.status == 415)
        #expect(reply.response.fields[.acceptEncoding] == "identity")
    }

    @Test func `OPTIONS asks a file, a page or the server as a whole (RFC 9110 §9.3.7)`() async throws {
        let site = try await TestSite()
        for (address, allowed) in [
            ("*", "GET, HEAD, POST, OPTIONS"), (try await site.styleAddress(), "GET, HEAD, OPTIONS"),
            ("/anmalan", "GET, HEAD, POST, OPTIONS"),
        ] {
            let reply = await site.ask(.options, address)
            #expect(reply.status == 204)
            #expect(reply.response.fields[.allow] == allowed)
        }
        #expect(await site.ask(.post, try await site.styleAddress()).status == 405)
    }
}

extension TestSite {
    /// Where the style sheet is.
    func styleAddress() async throws -> String {
        let page = await get("/").text
        let start = try #require(page.firstRange(of: "/public/style."))
        return String(page[start.lowerBound...].prefix { $0 != "\"" })
    }
}
