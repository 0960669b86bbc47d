import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/incheckning`: who comes in. Everything here works by plain forms; `public/checkin.js` adds the camera and the
/// work without network.
struct CheckInPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes

    /// So many are shown of those a search finds.
    private static let mostCards = 20

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = DoorQuery(try visit.request.head.queryFields())
        let count = try await store.doorCount()
        let title = visit("Incheckning", "Check-in")
        var response = frame.page(
            visit, title: title, organiser: signedIn, script: "checkin.js",
            content: """
                <h1>\(title)</h1>
                <p class="figure door-count"><strong data-arrived="true">\(count.arrived)</strong> \
                \(visit("av", "of")) <span data-seats="true">\(count.seats)</span> \(visit("är här", "are here"))</p>
                \(DoorApp(visit: visit, signedIn: signedIn, assets: frame.assets).html)
                \(form(visit, query))
                <div id="door-found">\(try await found(visit, signedIn, query))</div>
                <p class="choices"><a class="button quiet" href="\(visit.path(.walkIn))\(door(query))">\(visit(
                    "Någon utan anmälan", "Somebody who has not registered"))</a>
                \(signedIn.may(.changeSettings) ? viewLink(visit) : nil)</p>
                """)
        SecurityHeaders.allowScanning(&response.fields)
        return response
    }

    @Sendable func press(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        var query = DoorQuery(form)
        guard let code = form["code"].flatMap(BookingCode.normalised), let scan = query.scan,
            let kind = form["kind"].flatMap(Scan.Kind.init)
        else { return problems.unreadable(visit) }
        query.search = code
        let outcome = try await store.checkIn(
            code: code, kind, id: scan, door: query.door, by: signedIn.organiser.name, now: visit.now)
        switch outcome {
        case .done: break
        // The page says why.
        case .hasNoSeat, .notFound: query.scan = nil
        }
        return .seeOther(visit.path(.checkIn) + query.text)
    }

    private func viewLink(_ visit: Visit) -> HTML {
        "<a href=\"\(visit.path(.doorView))\">\(visit("Välj vad som visas", "Choose what is shown"))</a>"
    }

    private func form(_ visit: Visit, _ query: DoorQuery) -> HTML {
        """
        <form method="get" action="\(visit.path(.checkIn))" role="search" class="door-search" id="door-search">
        <div><label for="q">\(visit("Namn, organisation eller bokningskod", "Name, organisation or booking code"))</label>
        <input type="search" id="q" name="q" value="\(query.search)" autocomplete="off" spellcheck="false" /></div>
        <div><label for="dorr">\(visit("Din dörr", "Your door"))</label>
        <input id="dorr" name="dorr" value="\(query.door.text)" maxlength="\(DoorName.longest)" autocomplete="off" /></div>
        <button>\(visit("Sök", "Find"))</button>
        </form>
        """
    }

    private func found(_ visit: Visit, _ signedIn: SignedIn, _ query: DoorQuery) async throws -> HTML? {
        guard !query.search.isEmpty else { return nil }
        let ticket = try query.ticket(key: store.ticketKey)
        if ticket == .forged { return refusal(Self.forged[visit.language]) }
        let search = if case .code(let code) = ticket { code } else { query.search }
        let list = try await store.doorList(search: search, limit: Self.mostCards + 1)
        guard !list.guests.isEmpty else {
            return ticket == nil
                ? "<p>\(visit("Ingen hittades. Sök på en del av namnet, eller på koden.", "Nobody was found. Search for a part of the name, or the code."))</p>"
                : refusal(
                    visit(
                        "Biljetten är äkta, men anmälan finns inte.",
                        "The ticket is real, but there is no such registration."))
        }
        let words = DoorWords(list: list, kommuner: store.kommuner, language: visit.language)
        let cards = list.guests.prefix(Self.mostCards).map { guest in
            DoorCard(
                visit: visit, signedIn: signedIn, guest: guest, words: words, query: query, scan: ScanID(random: random)
            ).html
        }
        let more: HTML? =
            list.guests.count > Self.mostCards
            ? "<p>\(visit("Fler hittades. Skriv mer av namnet.", "More were found. Type more of the name."))</p>" : nil
        return """
            <h2 class="for-ears">\(visit("Hittade", "Found"))</h2>
            <ul class="plain door-cards">
            \(cards)</ul>
            \(more)
            """
    }

    static let forged = Phrase(
        sv: "Det är ingen biljett till den här konferensen.", en: "It is no ticket to this conference.")

    private func refusal(_ words: String) -> HTML {
        "<p class=\"door-result problem-result\" role=\"status\"><strong>\(words)</strong></p>"
    }

    private func door(_ query: DoorQuery) -> String { "?" + FormData.encode([("dorr", query.door.text)]) }
}

extension ScanID {
    /// A fresh one.
    init(random: RandomBytes) {
        self = ScanID(SecretLink(random: random).text)!  // 16 bytes, written as both are
    }
}
