import Conference
import Foundation
import Storage

/// What somebody who waits wants to know: what moves the line, when, and what to do when it is their turn.
struct WaitingExplanation {
    let visit: Visit
    let conference: ConferenceFacts
    let place: PlaceInLine
    /// The next one, where there is one to come.
    let nextRelease: ComingRelease?

    var html: HTML {
        """
        <h2>\(visit("Så fungerar kön", "How the line works"))</h2>
        <ul class="steps">
        \([partyTurn, turn, release, offer].compactMap { $0 }.map { "<li>\($0)</li>\n" as HTML })
        </ul>
        """
    }

    private var partyTurn: String? {
        guard place.partySize > 1 else { return nil }
        return visit(
            "Ni är \(place.partySize) som vill ha plats samtidigt. Ni får plats när så många platser är lediga på en gång, "
                + "så det kan ta längre tid än för den som står ensam.",
            "You are \(place.partySize) who want your seats together. You get them when so many are free at once, which can "
                + "take longer than for somebody who waits alone.")
    }

    private var turn: String {
        switch place.reason {
        case .groupFull:
            visit(
                "Kön rör sig när någon i din grupp avbokar, eller när arrangörerna ger gruppen fler platser.",
                "The line moves when somebody of your group cancels, or when the organisers give the group more seats.")
        case .conferenceFull:
            visit(
                "Kön rör sig när någon avbokar. Platsen går till den som har stått längst och kan få den.",
                "The line moves when somebody cancels. The seat goes to whoever has waited longest and can have it.")
        }
    }

    private var release: String? {
        guard let date = nextRelease?.at else { return nil }
        let words = SwedishTime.moment(date)
        return visit(
            "Platser som hålls för vissa grupper och som ingen har tagit blir lediga för alla den \(words.sv).",
            "Seats that are kept for some groups and that nobody has taken become free for all on \(words.en).")
    }

    private var offer: String {
        guard conference.offerTerm.end(ofOfferMadeAt: visit.now) != nil else {
            return visit(
                "Blir det din tur får du platsen direkt. Titta in här igen.",
                "When it is your turn the seat is yours at once. Come back here to see.")
        }
        let time = LengthWords(seconds: conference.offerSeconds)
        return visit(
            "När det är din tur hålls platsen för dig i högst \(time[.swedish]), kortare tid nära konferensen. Svara på "
                + "erbjudandet här på sidan, annars går platsen vidare.",
            "When it is your turn the seat is kept for you for at most \(time[.english]), less close to the conference. "
                + "Answer the offer on this page, or the seat goes to the next.")
    }
}
