import Conference
import Secrets
import Storage

/// One person at the door: who it is, whether they are in, and what can be done about it.
struct DoorCard {
    let visit: Visit
    let signedIn: SignedIn
    let guest: DoorGuest
    let words: DoorWords
    let query: DoorQuery
    /// Fresh, for the press of a button here.
    let scan: ScanID

    var html: HTML {
        let checkIn = guest.checkIn
        return """
            <li class="door-card \(checkIn.hasArrived ? "in" : guest.state == .confirmed ? "out" : "barred" as HTML)">
            <h3>\(guest.familyName), \(guest.givenName)</h3>
            <p class="booking-code">\(guest.code)</p>
            \(shown)
            \(result(checkIn))
            \(standing(checkIn))
            \(actions(checkIn))
            </li>

            """
    }

    private var shown: HTML? {
        let lines = words.shown(guest).map { "<li>\($0)</li>" as HTML }
        return lines.isEmpty ? nil : "<ul class=\"plain\">\(lines)</ul>"
    }

    /// What the press that led here came to.
    private func result(_ checkIn: CheckIn) -> HTML? {
        guard let pressed = guest.scans.first(where: { $0.id == query.scan }) else { return nil }
        if checkIn.first == pressed { return notice("good", visit("Insläppt.", "Let in.")) }
        if checkIn.doubles.contains(pressed), let first = checkIn.first {
            let place = words.place(first)
            return notice("wait", visit("Redan insläppt: \(place).", "Let in already: \(place)."))
        }
        if checkIn.returns.contains(pressed) { return notice("good", visit("Insläppt igen.", "Let in again.")) }
        return pressed.kind == .undone ? notice("wait", visit("Incheckningen är ångrad.", "Check-in undone.")) : nil
    }

    private func notice(_ kind: HTML, _ words: String) -> HTML {
        "<p class=\"door-result \(kind)\" role=\"status\"><strong>\(words)</strong></p>"
    }

    private func standing(_ checkIn: CheckIn) -> HTML {
        guard let first = checkIn.first else {
            guard let reason = words.barred(guest.state) else {
                return
                    "<p class=\"standing\">\(visit("Har plats, har inte kommit än.", "Has a seat, not here yet."))</p>"
            }
            return "<p class=\"door-result problem-result\"><strong>\(reason)</strong></p>"
        }
        let doubles = checkIn.doubles.map { double -> HTML in
            "<li>\(visit("Skannad igen", "Scanned again")): \(words.place(double))</li>"
        }
        let returns = checkIn.returns.map { back -> HTML in
            "<li>\(visit("Insläppt igen", "Let in again")): \(words.place(back))</li>"
        }
        let noSeat: HTML? = words.barred(guest.state).map { "<li><strong>\($0)</strong></li>" }
        return """
            <ul class="standing plain">
            <li><span class="state confirmed">\(visit("Här", "Here"))</span> \(words.place(first))</li>
            \(doubles)\(returns)\(noSeat)
            </ul>
            """
    }

    private func actions(_ checkIn: CheckIn) -> HTML? {
        let buttons: [HTML]
        if checkIn.hasArrived {
            buttons = [
                button(.returned, "quiet", visit("Släpp in igen", "Let in again")),
                button(.undone, "quiet", visit("Ångra incheckningen", "Undo check-in")),
            ]
        } else if guest.state == .confirmed {
            buttons = [button(.arrived, "main", visit("Checka in", "Check in"))]
        } else {
            return nil
        }
        return """
            <form method="post" action="\(visit.path(.checkIn))" class="choices" data-once="true">
            \(signedIn.tokenField)
            <input type="hidden" name="code" value="\(guest.code)" />
            <input type="hidden" name="scan" value="\(scan.text)" />
            <input type="hidden" name="dorr" value="\(query.door.text)" />
            \(buttons)
            </form>
            """
    }

    private func button(_ kind: Scan.Kind, _ look: HTML, _ label: String) -> HTML {
        """
        <button class="\(look)" name="kind" value="\(kind.rawValue)">\(label)\
        <span class="for-ears"> \(guest.givenName) \(guest.familyName)</span></button>
        """
    }
}
