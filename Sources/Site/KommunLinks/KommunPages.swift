import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/kommun/{link}`: a kommun's seats, its people and what it has asked for. Nothing of what anybody has answered.
struct KommunPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let account = try await store.kommunAccount(link: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        let query = try visit.request.head.queryFields()
        let people = KommunPeopleList(
            visit: visit, link: link, account: account, state: query["state"].flatMap(RegistrationState.init),
            workshop: query["workshop"].flatMap { Int64($0) })
        let isOpen = if case .open = account.conference.signUp(at: visit.now) { true } else { false }
        let register: HTML = """
            <a class="button" href="\(visit.path(.kommunRegister(link)))">\(visit("Anmäl personer", "Register people"))</a>
            """
        return frame.page(
            visit, title: account.kommun.name,
            content: """
                <div class="reading">
                <h1>\(visit("Platser för \(account.kommun.name)", "Seats of \(account.kommun.name)"))</h1>
                \(KommunDone(visit: visit).html)
                </div>
                \(KommunFigures(visit: visit, account: account).html)
                <div class="reading">
                \(account.requests.first.flatMap { KommunAnswer(visit: visit, link: link, request: $0).html })
                <p class="choices">
                \(isOpen ? register : nil)
                <a class="button quiet" href="\(visit.path(.kommunSeats(link)))">\
                \(visit("Ändra antalet platser", "Change the number of seats"))</a>
                </p>
                \(isOpen ? nil : signUp(visit, account.conference))
                </div>
                \(people.html)
                <div class="reading">
                <h2>\(visit("Om länken", "About the link"))</h2>
                <p>\(visit(
                    "Den som har länken till den här sidan kan anmäla, byta och avboka för hela kommunen. Dela den bara med "
                        + "dem som ska göra det. Har den hamnat fel? Be arrangörerna om en ny, så slutar den här att gälla.",
                    "Whoever has the link to this page can register, swap and cancel for the whole municipality. Share it "
                        + "only with those who are to do so. Has it gone to the wrong place? Ask the organisers for a new "
                        + "one, and this one will no longer be valid."))</p>
                <p>\(visit(
                    "Här syns aldrig vad någon har svarat om mat, tillgänglighet eller annat, och inga personliga länkar.",
                    "What anybody has answered about food, access or anything else is never shown here, and no personal "
                        + "links are."))</p>
                </div>
                """)
    }

    private func signUp(_ visit: Visit, _ conference: ConferenceFacts) -> HTML {
        let words =
            switch conference.signUp(at: visit.now) {
            case .opens(let date):
                visit(
                    "Anmälan öppnar \(SwedishTime.moment(date).sv).",
                    "Registration opens on \(SwedishTime.moment(date).en).")
            case .open, .closed:
                visit(
                    "Anmälan har stängt. Nya personer går inte att anmäla här.",
                    "Registration has closed. No more people can be registered here.")
            }
        return "<p>\(words)</p>"
    }

    /// All its people, in the dialect of the query.
    func csv(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let account = try await store.kommunAccount(link: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        let isPlain = try visit.request.head.queryFields()["format"] == "plain"
        var csv = CSV(isPlain ? .plain : .excel)
        let heads =
            isPlain
            ? ["familyName", "givenName", "state", "workshops", "createdAt"]
            : ["Efternamn", "Förnamn", "Anmälan", "Workshoppar", "Anmäld"]
        csv.row(heads.map { .ours($0) })
        let titles = Dictionary(uniqueKeysWithValues: account.workshops.map { ($0.id, $0.title) })
        for person in account.people {
            let places = person.places.map { place in
                let title = titles[place.workshop]?.sv ?? ""
                return isPlain
                    ? "\(title) (\(place.state.rawValue))" : "\(title) (\(place.state.label.sv.lowercased()))"
            }
            csv.row([
                .typed(person.familyName), .typed(person.givenName),
                .ours(isPlain ? person.state.rawValue : person.state.label.sv),
                .typed(places.joined(separator: "; ")),
                .ours(SwedishTime.isoMinute(person.createdAt)),
            ])
        }
        var fields = SecurityHeaders.page(visit.page)
        fields[.contentType] = "text/csv; charset=utf-8; header=present"
        fields[.contentDisposition] =
            "attachment; filename=\"kommun-\(account.kommun.code)-\(SwedishTime.isoDay(visit.now)).csv\""
        fields[.cacheControl] = "no-store"
        return Response(status: .ok, fields: fields, body: .bytes(csv.bytes))
    }
}

/// What has just been done, told on the page that one is led to thereafter.
private struct KommunDone {
    let visit: Visit

    var html: HTML? {
        let words: String? =
            switch visit.request.head.query {
            case "done=registered": visit("Personerna är anmälda.", "The people are registered.")
            case "done=cancelled": visit("Anmälan är avbokad.", "The registration is cancelled.")
            case "done=swapped":
                visit(
                    "Platsen är överlämnad. Båda får besked med e-post.",
                    "The seat has been handed over. Both are told by mail.")
            case "done=given": visit("Platserna är lämnade tillbaka.", "The seats have been given back.")
            case "done=lowered": visit("Taket är sänkt.", "The ceiling has been lowered.")
            case "done=asked":
                visit("Önskemålet är skickat till arrangörerna.", "The request is on its way to the organisers.")
            case "done=withdrawn": visit("Önskemålet är taget tillbaka.", "The request has been withdrawn.")
            default: nil
            }
        return words.map { "<p class=\"success\" role=\"status\">\($0)</p>" }
    }
}

/// The seats in figures, and when those that are guaranteed pass on.
struct KommunFigures {
    let visit: Visit
    let account: KommunAccount

    var html: HTML {
        let quota = account.quota
        let figures = [
            (visit("Tagna", "Taken"), quota.taken), (visit("I kö", "Waiting"), quota.waiting),
            (visit("Kvar att ta", "Left to take"), account.left), (visit("Reserverade", "Reserved"), quota.reserved),
            (visit("Tak", "Ceiling"), quota.ceiling),
        ]
        return """
            <dl class="figures">
            \(figures.map { name, count -> HTML in
                "<div><dt>\(name)</dt><dd>\(count)</dd></div>\n"
            })</dl>
            <div class="reading">
            <p>\(reserved)</p>
            \(account.held == 0 ? nil : "<p>\(held)</p>" as HTML)
            </div>
            """
    }

    private var reserved: String {
        let unused = account.quota.unused
        if account.isReleased {
            return visit(
                "De reserverade platserna har gått tillbaka till alla. Nu får den plats som står först.",
                "The reserved seats have gone back to all. Seats go to whoever is first now.")
        }
        guard unused > 0 else {
            return visit("Inga reserverade platser är outnyttjade.", "No reserved seats are unused.")
        }
        let count = visit(
            unused == 1 ? "1 reserverad plats är inte tagen." : "\(unused) reserverade platser är inte tagna.",
            unused == 1 ? "1 reserved seat is not taken." : "\(unused) reserved seats are not taken.")
        guard let release = account.releasesAt.map(SwedishTime.moment) else { return count }
        return count + " "
            + visit("Det som är kvar \(release.sv) går till alla.", "What is left on \(release.en) goes to all.")
    }

    private var held: String {
        visit(
            account.held == 1
                ? "Av de tagna hålls 1 åt en lista som just fylls i."
                : "Av de tagna hålls \(account.held) åt listor som just fylls i.",
            account.held == 1
                ? "Of those taken 1 is held for a list that is being filled in."
                : "Of those taken \(account.held) are held for lists that are being filled in.")
    }
}

/// What was asked for last, and the answer to it.
private struct KommunAnswer {
    let visit: Visit
    let link: SecretLink
    let request: SeatRequest

    var html: HTML? {
        let seats = visit(
            request.seats == 1 ? "1 plats till" : "\(request.seats) platser till",
            request.seats == 1 ? "1 more seat" : "\(request.seats) more seats")
        let asked = SwedishTime.moment(request.askedAt)
        switch request.outcome {
        case nil:
            return """
                <div class="panel waiting" data-request="open">
                <h2>\(visit("Ni har bett om \(seats)", "You have asked for \(seats)"))</h2>
                <p>\(visit(
                    "Skickat \(asked.sv). Arrangörerna svarar här på sidan.",
                    "Sent on \(asked.en). The organisers answer here on this page."))</p>
                <form method="post" action="\(visit.path(.kommunSeats(link)))">
                <input type="hidden" name="request" value="\(String(request.id))" />
                <p><button class="quiet" name="action" value="withdraw">\
                \(visit("Ta tillbaka önskemålet", "Withdraw the request"))</button></p>
                </form>
                </div>
                """
        case .granted:
            return """
                <div class="panel confirmed" data-request="granted">
                <h2>\(visit("Ni fick \(seats)", "You were granted \(seats)"))</h2>
                <p>\(visit("Siffrorna ovan räknar med dem.", "The figures above include them."))</p>
                </div>
                """
        case .declined:
            return """
                <div class="panel" data-request="declined">
                <h2>\(visit("Ni fick inte \(seats)", "You were not granted \(seats)"))</h2>
                <p>\(visit("Arrangörerna svarar:", "The organisers answer:"))</p>
                <blockquote><p>\(request.reply ?? "")</p></blockquote>
                </div>
                """
        case .withdrawn: return nil
        }
    }
}
