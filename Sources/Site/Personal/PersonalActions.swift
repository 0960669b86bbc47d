import Conference
import Secrets
import Storage

/// What somebody may do with their registration now, and what they may do no more and why.
struct PersonalActions {
    let visit: Visit
    let link: SecretLink
    let attendee: Attendee
    let conference: ConferenceFacts

    var html: HTML {
        guard attendee.state != .cancelled else {
            return """
                <p><a class="button" href="\(visit.path(.signUp))">\(visit("Anmäl dig igen", "Register again"))</a></p>
                """
        }
        let mayChange = visit.now < conference.changeStopsAt
        let hasSeat = attendee.state == .confirmed
        let items = [
            mayChange ? item(.change(link), visit("Ändra dina uppgifter", "Change your answers")) : nil,
            mayChange && hasSeat
                ? item(.handOver(link), visit("Lämna över platsen till en kollega", "Hand the seat to a colleague"))
                : nil,
            visit.now < conference.beginsAt
                ? item(.cancel(link), visit("Avboka min anmälan", "Cancel my registration")) : nil,
        ]
        return """
            <h2>\(visit("Det här kan du göra", "What you can do"))</h2>
            <ul>
            \(items.compactMap { $0 })</ul>
            <p>\(term(mayChange, hasSeat: hasSeat))</p>
            """
    }

    private func item(_ page: Page, _ words: String) -> HTML {
        "<li><a href=\"\(visit.path(page))\">\(words)</a></li>\n"
    }

    private func term(_ mayChange: Bool, hasSeat: Bool) -> String {
        let end = conference.changeStopsAt
        return switch (mayChange, hasSeat) {
        case (true, true):
            visit(
                "Du kan ändra och lämna över \(SwedishTime.until(end).sv).",
                "You can change and hand over \(SwedishTime.until(end).en).")
        case (true, false):
            visit("Du kan ändra \(SwedishTime.until(end).sv).", "You can change \(SwedishTime.until(end).en).")
        case (false, _):
            visit(
                "Det gick att ändra uppgifter och lämna över platsen till \(SwedishTime.moment(end).sv). Har något ändrats "
                    + "sedan dess? Hör av dig till arrangörerna.",
                "Answers could be changed and the seat handed over until \(SwedishTime.moment(end).en). Has something "
                    + "changed since then? Write to the organisers.")
        }
    }
}
