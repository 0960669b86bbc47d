import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// Pages for what went wrong: what happened, and what to do.
struct ProblemPages: Sendable {
    let frame: Frame

    func notFound(_ visit: Visit, _ organiser: SignedIn? = nil) -> Response {
        let isPersonal = visit.page?.isPersonal == true
        let words =
            isPersonal
            ? visit(
                "Kontrollera att hela länken kom med. En länk slutar gälla när e-postadressen ändras och när platsen "
                    + "lämnas över.",
                "Check that you have the whole link. A link ends when the e-mail address is changed and when the seat is "
                    + "handed over.")
            : visit(
                "Kontrollera adressen. En personlig sida öppnas bara med hela länken du fick när du anmälde dig.",
                "Check the address. A personal page opens only with the whole link you got when you registered.")
        // Also where an address names no page: it may be what a mail program left of a link.
        let isPerhapsLost = isPersonal || visit.page == nil
        return page(
            visit, .notFound, organiser, title: visit("Sidan finns inte", "There is no such page"), words,
            more: isPerhapsLost
                ? (.lostLink, visit("Få länken till din sida igen", "Get the link to your page again")) : nil)
    }

    /// For an address that names no page: its language is a guess from its beginning.
    func notFound(_ request: Request, now: Date) -> Response {
        let isEnglish = request.head.path.hasPrefix("/en/")
        return notFound(Visit(request: request, page: nil, language: isEnglish ? .english : .swedish, now: now))
    }

    func crossSite(_ visit: Visit, _ organiser: SignedIn? = nil) -> Response {
        page(
            visit, .forbidden, organiser,
            title: visit("Formuläret kunde inte tas emot", "The form could not be accepted"),
            visit(
                "Det skickades inte från en sida här, eller så har du loggat ut sedan sidan öppnades. "
                    + "Gå tillbaka, ladda om sidan och försök igen.",
                "It was not sent from a page of this site, or you have signed out since the page was opened. "
                    + "Go back, reload the page and try again."))
    }

    func notAllowed(_ visit: Visit, _ organiser: SignedIn) -> Response {
        let roles = organiser.organiser.roles.inOrder.map { $0.label[visit.language] }.joined(separator: ", ")
        return page(
            visit, .forbidden, organiser,
            title: visit("Det här ingår inte i din roll", "This is not part of your role"),
            visit(
                "Du är inloggad som \(organiser.organiser.name) (\(roles)). Behöver du sidan, be en av lagets ägare om en "
                    + "roll som har den.",
                "You are signed in as \(organiser.organiser.name) (\(roles)). If you need the page, ask an owner of the "
                    + "team for a role that has it."))
    }

    func notAForm(_ visit: Visit) -> Response {
        page(
            visit, .unsupportedMediaType, title: visit("Formuläret gick inte att läsa", "The form could not be read"),
            visit(
                "Det skickades i ett format som inte stöds. Skicka det som application/x-www-form-urlencoded.",
                "It was sent in a format that is not supported. Send it as application/x-www-form-urlencoded."))
    }

    func unreadable(_ visit: Visit) -> Response {
        page(
            visit, .badRequest, title: visit("Formuläret gick inte att läsa", "The form could not be read"),
            visit(
                "Det innehöll fler fält än vad som finns på sidan. Gå tillbaka och försök igen.",
                "It had more fields than there are on the page. Go back and try again."))
    }

    /// Nobody has to unpack what strangers send: a few bytes could become gigabytes (RFC 9110 §15.5.16).
    func packed(_ visit: Visit) -> Response {
        var response = page(
            visit, .unsupportedMediaType,
            title: visit("Innehållet gick inte att läsa", "The content could not be read"),
            visit("Skicka det utan komprimering.", "Send it without compression."))
        response.fields[.acceptEncoding] = "identity"
        return response
    }

    func failed(_ visit: Visit) -> Response {
        page(
            visit, .internalServerError, title: visit("Något gick fel hos oss", "Something went wrong on our side"),
            visit(
                "Försök igen om en stund. Hör gärna av dig till arrangörerna och uppge nummer \(visit.request.id).",
                "Try again in a while. If you write to the organisers, mention number \(visit.request.id)."))
    }

    private func page(
        _ visit: Visit, _ status: HTTPResponse.Status, _ organiser: SignedIn? = nil, title: String, _ words: String,
        more: (page: Page, words: String)? = nil
    ) -> Response {
        frame.page(
            visit, title: title, status: status, organiser: organiser,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(words)</p>
                \(more.map { "<p><a href=\"\(visit.path($0.page))\">\($0.words)</a></p>" as HTML })
                <p><a href="\(visit.path(.start))">\(visit("Till startsidan", "To the start page"))</a></p>
                </div>
                """)
    }

    /// What bytes get that never became a request: short, in both languages, for nobody knows whose they were.
    static func response(to refusal: Refusal, id: RequestID) -> Response {
        let (status, words): (HTTPResponse.Status, Phrase) =
            switch refusal {
            case .malformed: (.badRequest, Phrase(sv: "Begäran gick inte att läsa.", en: "Malformed request."))
            case .withoutTLS:
                (.badRequest, Phrase(sv: "Den här porten talar HTTPS.", en: "This port speaks HTTPS."))
            case .tooSlow: (.requestTimeout, Phrase(sv: "Begäran kom för långsamt.", en: "The request was too slow."))
            case .headTooLarge:
                (.requestHeaderFieldsTooLarge, Phrase(sv: "Begärans huvud är för stort.", en: "Head too large."))
            case .targetTooLong: (.uriTooLong, Phrase(sv: "Adressen är för lång.", en: "Address too long."))
            case .bodyTooLarge:
                (
                    .contentTooLarge,
                    Phrase(
                        sv: "Det du skickade är för stort. Gå tillbaka, korta ner texten eller välj en mindre fil.",
                        en: "What you sent is too large. Go back and shorten the text or choose a smaller file.")
                )
            case .tooManyConnections:
                (
                    .serviceUnavailable,
                    Phrase(sv: "Just nu är det för många här. Försök igen strax.", en: "Too busy. Try again soon.")
                )
            case .unknownTransferCoding, .unknownMethod:
                (.notImplemented, Phrase(sv: "Det stöds inte här.", en: "Not supported here."))
            case .unknownVersion:
                (.httpVersionNotSupported, Phrase(sv: "HTTP-versionen stöds inte.", en: "HTTP version not supported."))
            case .unknownExpectation:
                (.expectationFailed, Phrase(sv: "Förväntan stöds inte.", en: "Expectation not supported."))
            }
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = "text/plain; charset=utf-8"
        fields[.cacheControl] = "no-store"
        if status == .serviceUnavailable { fields[.retryAfter] = "5" }
        return Response(status: status, fields: fields, body: .bytes(Array("\(words.sv)\n\(words.en)\n\(id)\n".utf8)))
    }
}
