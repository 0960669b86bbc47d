import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Synchronization
import Testing

@testable import Site

/// Pages that are kept: how old one may be.
struct RenderedPageTests {
    private let pages = RenderedPages()
    private let head = RequestHead(method: .get, path: "/kvoter")

    private func keep(_ text: String, version: Int, at now: Date) async {
        _ = await pages.rendered(visit(at: now)) { (page(text), version) }
    }

    private func visit(at now: Date) -> Visit {
        Visit(request: Request(head: head), page: .quotas, language: .swedish, now: now)
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

    /// What the first visitor gets whose page is rendered by `first`, and what those get who come meanwhile and would
    /// have `other` for it.
    private func answers(
        _ first: Response, meanwhile other: @escaping @Sendable () -> Response
    ) async -> (first: String, others: [String]) {
        let waiting = Mutex<[Task<Response, Never>]>([])
        let answer = await pages.rendered(visit(at: noon)) {
            for _ in 1...20 {
                let visitor = Task.immediate { await pages.rendered(visit(at: noon)) { (other(), 1) } }
                waiting.withLock { $0.append(visitor) }
            }
            return (first, 1)
        }
        var others: [String] = []
        for visitor in waiting.withLock({ $0 }) { others.append(text(of: await visitor.value)) }
        return (text(of: answer), others)
    }

    @Test func `whoever comes while a page is rendered waits for that one`() async {
        let (first, others) = await answers(page("en")) { page("en till") }
        #expect(first == "en")
        #expect(others == [String](repeating: "en", count: 20))
    }

    @Test func `a page about an error is for one alone, and the others try themselves`() async {
        let (first, others) = await answers(page("fel", status: .internalServerError)) { page("rätt") }
        #expect(first == "fel")
        #expect(others == [String](repeating: "rätt", count: 20))
        #expect(await kept(version: 1, at: noon) == nil)
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

private func page(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, body: .bytes(Array(text.utf8)))
}

private func text(of response: Response) -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
}
