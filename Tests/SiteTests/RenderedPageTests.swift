import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Testing

@testable import Site

/// Pages that are kept: how old one may be.
struct RenderedPageTests {
    private let pages = RenderedPages()
    private let head = RequestHead(method: .get, path: "/kvoter")

    private func keep(_ text: String, version: Int, at now: Date) async {
        let visit = Visit(request: Request(head: head), page: .quotas, language: .swedish, now: now)
        _ = await pages.keep(Response(status: .ok, body: .bytes(Array(text.utf8))), of: visit, version: version)
    }

    private func kept(version: Int, at now: Date) async -> String? {
        guard case .bytes(let bytes) = await pages.page(for: head, version: version, now: now)?.response.body else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a page is not served after a write`() async {
        await keep("ett", version: 1, at: noon)
        #expect(await kept(version: 1, at: noon) == "ett")
        #expect(await kept(version: 2, at: noon) == nil)
    }

    @Test func `in a rush of writes a page may be a second old, and no older`() async {
        var rendered = 0
        for version in 1...1000 {
            if await kept(version: version, at: noon) == nil {
                await keep("\(version)", version: version, at: noon)
                rendered += 1
            }
        }
        #expect(rendered < 50)
        #expect(await kept(version: 1001, at: noon + 0.2) != nil)
        #expect(await kept(version: 1001, at: noon + 1) == nil)
    }

    @Test func `while it is rendered anew the others get the last one`() async {
        await keep("ett", version: 1, at: noon)
        #expect(await kept(version: 2, at: noon) == nil)
        #expect(await kept(version: 2, at: noon) == "ett")
        await keep("två", version: 2, at: noon)
        #expect(await kept(version: 2, at: noon) == "två")
    }

    @Test func `one that could not be rendered is tried again within a second`() async {
        await keep("ett", version: 1, at: noon)
        #expect(await kept(version: 2, at: noon) == nil)
        #expect(await kept(version: 2, at: noon + 1) == nil)
    }

    @Test func `after a calm minute every write is seen at once again`() async {
        for version in 1...100 where await kept(version: version, at: noon) == nil {
            await keep("\(version)", version: version, at: noon)
        }
        let calm = noon + 50
        await keep("a", version: 101, at: calm)
        #expect(await kept(version: 102, at: calm) == nil)
    }

    @Test func `what was rendered from older data does not replace what is newer`() async {
        await keep("nytt", version: 2, at: noon)
        await keep("gammalt", version: 1, at: noon)
        #expect(await kept(version: 2, at: noon) == "nytt")
    }

    @Test func `a page of another minute is stale, for it tells whether sign-up is open`() async {
        await keep("ett", version: 1, at: noon)
        #expect(await kept(version: 1, at: noon + 60) == nil)
    }
}
