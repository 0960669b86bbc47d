import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// Links that have just been made, for organisers to send themselves. They cannot be shown again: only hashes are kept.
struct KommunLinksShown {
    let visit: Visit
    let kommuner: KommunRegister
    /// By code.
    let links: [String: SecretLink]
    /// Of the form that made them. Sent again it makes no others, and so shows the same.
    let form: String
    let action: String
    /// Where it was sent.
    let page: Page

    /// A form is good for an hour.
    private static let seconds: Int64 = 3600

    static func token(_ form: FormData, key: SigningKey, _ visit: Visit) -> FormToken? {
        FormToken(form["form"], for: .kommunLinks, within: seconds, key: key, visit)
    }

    private var rows: [(kommun: Kommun, address: String)] {
        kommuner.all.compactMap { kommun in
            links[kommun.code].map { (kommun, visit.address(in: .swedish, .kommun($0))) }
        }
    }

    func page(_ frame: Frame, _ signedIn: SignedIn) -> Response {
        let title = visit("Nya länkar", "New links")
        let rows = rows
        let none: HTML = """
            <p>\(visit(
                "Inga nya länkar gjordes. De som fanns gäller, eller har bytts ut sedan sidan öppnades.",
                "No new links were made. Those there were are valid, or have been renewed since the page was opened."))</p>
            """
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                \(rows.isEmpty ? none : list(rows, signedIn))
                <p><a href="\(visit.path(.kommunLinks))">\(visit("Alla kommuners länkar", "Links of all municipalities"))</a></p>
                """)
    }

    private func list(_ rows: [(kommun: Kommun, address: String)], _ signedIn: SignedIn) -> HTML {
        """
        <div class="reading">
        <p class="success" role="status">\(visit(
            rows.count == 1 ? "Länken är gjord." : "\(rows.count) länkar är gjorda.",
            rows.count == 1 ? "The link is made." : "\(rows.count) links are made."))</p>
        <p>\(visit(
            rows.count == 1
                ? "Spara eller skriv ut den nu. Den går inte att visa igen, bara att byta ut."
                : "Spara eller skriv ut dem nu. De går inte att visa igen, bara att byta ut.",
            rows.count == 1
                ? "Save or print it now. It cannot be shown again, only renewed."
                : "Save or print them now. They cannot be shown again, only renewed."))</p>
        <form method="post" action="\(visit.path(page))">
        \(signedIn.tokenField)
        <input type="hidden" name="form" value="\(form)" />
        <input type="hidden" name="format" value="csv" />
        <button class="quiet" name="action" value="\(action)">\(visit("Spara som CSV för Excel", "Save as CSV for Excel"))</button>
        </form>
        </div>
        <div class="wide-table" role="region" aria-labelledby="links" tabindex="0">
        <table>
        <caption id="links">\(visit("Länkarna", "The links"))</caption>
        <thead><tr><th scope="col">\(visit("Kommun", "Municipality"))</th>
        <th scope="col">\(visit("Länk", "Link"))</th></tr></thead>
        <tbody>
        \(rows.map { row -> HTML in
            """
            <tr><th scope="row">\(row.kommun.name)</th>
            <td class="full-address"><code data-link="\(row.kommun.code)">\(row.address)</code></td></tr>

            """
        })
        </tbody>
        </table>
        </div>
        """
    }

    var csv: Response {
        var csv = CSV(.excel)
        csv.row([.ours("Kommun"), .ours("Länk")])
        for row in rows { csv.row([.ours("\(row.kommun.code) \(row.kommun.name)"), .ours(row.address)]) }
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = "text/csv; charset=utf-8; header=present"
        fields[.contentDisposition] = "attachment; filename=\"kommunlankar-\(SwedishTime.isoDay(visit.now)).csv\""
        fields[.cacheControl] = "no-store"
        return Response(status: .ok, fields: fields, body: .bytes(csv.bytes))
    }
}
