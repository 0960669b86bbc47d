import Conference
import HTTP
import HTTPTypes
import Storage

/// The figures for other sites: a page to stand in their frames, and one that says how to put it there.
struct EmbeddedQuotaPages: Sendable {
    let store: Store
    let frame: Frame

    /// `/kvoter/inbaddad`: all kommuner, or with `?kommun=0682` one. No menu, no script, and links that leave the frame.
    @Sendable func embedded(_ visit: Visit) async throws -> Response {
        let table = QuotaTable(board: try await store.quotaBoard(), register: store.kommuner)
        let wanted = try visit.request.head.queryFields()["kommun"]
        let row = wanted.flatMap { wanted in table.kommuner.first { $0.kommun == store.kommuner.find(wanted) } }
        let (heading, content) =
            row.map { ($0.name(in: visit.language), one(visit, $0)) }
            ?? (visit("Platser per kommun", "Seats per municipality"), all(visit, table))
        let document: HTML = """
            <!DOCTYPE html>
            <html lang="\(visit.language.rawValue)">
            <head>
            <meta charset="utf-8" />
            <title>\(heading) – #Vemfn</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <base target="_top" />
            <link rel="stylesheet" href="\(frame.assets.path("style.css"))" />
            </head>
            <body class="embedded">
            <main>
            <h1>\(heading)</h1>
            \(content)
            <p><a href="\(visit.path(.quotas))">\(visit("Alla platser på #Vemfn", "All seats at #Vemfn"))</a></p>
            </main>
            </body>
            </html>

            """
        var fields = frame.fields(visit)
        SecurityHeaders.allowFraming(&fields)
        fields[.cacheControl] = "no-cache"
        return Response(status: .ok, fields: fields, body: .bytes(document.bytes))
    }

    private func one(_ visit: Visit, _ row: QuotaTable.Row) -> HTML {
        let (taken, waiting) = (row.quota.taken, row.quota.waiting)
        return """
            <p>\(TakenWords(count: taken, capacity: row.quota.ceiling)[visit.language]), \
            \(WaitingWords(count: waiting)[visit.language]).
            \(visit("Kvar just nu: \(row.left).", "Left right now: \(row.left)."))</p>
            \(SeatBar(taken: taken, capacity: row.quota.ceiling).html)
            """
    }

    private func all(_ visit: Visit, _ table: QuotaTable) -> HTML {
        """
        <p>\(TakenWords(count: table.board.taken, capacity: table.board.capacity)[visit.language]), \
        \(WaitingWords(count: table.board.waiting)[visit.language]).</p>
        \(TileMap(visit: visit, table: table, target: visit.path(.quotas)).html)
        """
    }

    /// `/kvoter/badda-in`: what to copy.
    @Sendable func instructions(_ visit: Visit) async throws -> Response {
        let address = visit.address(.embeddedQuotas)
        let title = visit("Visa siffrorna på er webbplats", "Show the figures on your site")
        return frame.page(
            visit, title: title,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "Kopiera raden till en sida hos er. Rutan visar alltid de senaste siffrorna, sätter inga kakor och kör inga skript.",
                    "Copy the line into a page of yours. The frame always shows the latest figures, sets no cookies and runs no scripts."
                ))</p>
                <h2>\(visit("En kommun", "One municipality"))</h2>
                <p>\(visit(
                    "Byt ut 0682 mot er kommuns kod.", "Put your municipality's code in the place of 0682."))</p>
                \(code("\(address)?kommun=0682", height: 260, title: "Nässjö"))
                <h2>\(visit("Hela landet", "The whole country"))</h2>
                \(code(address, height: 1300, title: visit("Platser per kommun", "Seats per municipality")))
                <p>\(visit("Vill ni räkna själva finns siffrorna som", "To do your own sums, fetch the figures as"))
                <a href="\(visit.path(.quotasJSON))">JSON</a> \(visit("och", "and"))
                <a href="\(visit.path(.quotasCSV))?format=plain">CSV</a>.</p>
                </div>
                """)
    }

    private func code(_ address: String, height: Int, title: String) -> HTML {
        let tag = """
            <iframe src="\(address)" title="#Vemfn: \(title)" width="100%" height="\(height)" style="border: 0"></iframe>
            """
        return "<pre class=\"to-copy\" tabindex=\"0\"><code>\(tag)</code></pre>"
    }
}
