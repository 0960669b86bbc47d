import Conference
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

/// The quotas as a picture, which is the table's equal.
struct TileMapTests {
    @Test func `each län has one tile, and no two stand in the same place`() async throws {
        let counties = Set(try await TestSite().store.kommuner.all.map(\.county.code))
        #expect(Set(CountyTiles.all.map(\.county)) == counties)
        #expect(CountyTiles.all.count == counties.count)
        #expect(Set(CountyTiles.all.map { "\($0.column) \($0.row)" }).count == counties.count)
        #expect(CountyTiles.all.allSatisfy { $0.column < CountyTiles.columns })
    }

    @Test(arguments: ["/kvoter", "/en/quotas"])
    func `each kommun has a square that says its seats and leads to its row`(address: String) async throws {
        let site = try await TestSite()
        let page = await site.get(address).text
        let squares = page.matches(of: #/<a href="#(k\d{4})"><title>([^<]+)</title>/#)
        #expect(squares.count == 290)
        for square in squares { #expect(page.contains("<tr id=\"\(square.1)\"")) }
        let words = address == "/kvoter" ? "Habo: 0 av 5 platser är tagna" : "Habo: 0 of 5 seats are taken"
        #expect(squares.contains { $0.2 == words })
    }

    @Test func `a search shows the table alone`() async throws {
        let page = try await TestSite().get("/kvoter?q=habo").text
        #expect(!page.contains("tile-map"))
    }

    @Test(arguments: [
        (0, 4, Shade.none), (1, 4, .some), (2, 4, .half), (3, 4, .half), (4, 4, .full), (5, 4, .full), (0, 0, .none),
    ])
    func `the colour tells how much of the ceiling is taken`(taken: Int, ceiling: Int, shade: Shade) {
        #expect(Shade(Quota(reserved: 0, ceiling: ceiling, taken: taken)) == shade)
    }

    @Test(arguments: ["", "?kommun=0643", "?kommun=Habo", "?kommun=finns-inte"])
    func `other sites may show the figures in a frame, where nothing can be pressed by mistake`(query: String)
        async throws
    {
        let reply = try await TestSite().get("/kvoter/inbaddad" + query)
        let policy = try #require(reply.response.fields[.contentSecurityPolicy])
        #expect(policy.contains("frame-ancestors *"))
        #expect(!policy.contains("script-src"))
        #expect(!reply.text.contains("<form") && !reply.text.contains("<script"))
        #expect(reply.text.contains("<h1>Habo</h1>") == (query.contains("0643") || query.contains("Habo")))
    }

    @Test(arguments: ["/", "/kvoter", "/anmalan", "/kvoter/badda-in", "/admin/logga-in"])
    func `no other page may stand in a frame`(address: String) async throws {
        let policy = try await TestSite().get(address).response.fields[.contentSecurityPolicy]
        #expect(policy?.contains("frame-ancestors 'none'") == true)
    }
}
