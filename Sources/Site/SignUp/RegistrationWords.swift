import Conference
import Storage

/// A registration's state, said to the one it is about.
struct RegistrationWords {
    let visit: Visit
    let attendee: Attendee
    /// Nil unless waiting.
    let place: PlaceInLine?
    let kommuner: KommunRegister

    var heading: String {
        switch attendee.state {
        case .confirmed: visit("Du har en plats", "You have a seat")
        case .waiting:
            visit("Du står på plats \(place?.place ?? 1) i kön", "You are number \(place?.place ?? 1) in line")
        case .cancelled: visit("Du har avbokat", "You have cancelled")
        }
    }

    var explanation: String {
        switch (attendee.state, place?.reason) {
        case (.confirmed, _):
            visit("Vi ses på konferensen, \(givenName).", "See you at the conference, \(givenName).")
        case (.waiting, .groupFull):
            visit(
                "Alla platser för \(group.sv) är tagna. Du får en plats när någon i samma grupp avbokar eller när "
                    + "arrangörerna ger gruppen fler platser.",
                "All seats for \(group.en) are taken. You get a seat when somebody in the same group cancels or "
                    + "when the organisers give the group more seats.")
        case (.waiting, _):
            visit(
                "Konferensen är full just nu. Du får en plats när någon avbokar och du står först.",
                "The conference is full at the moment. You get a seat when somebody cancels and you are first.")
        case (.cancelled, _):
            visit(
                "Anmälan är avbokad. Vill du ändå komma? Anmäl dig igen.",
                "The registration is cancelled. Want to come after all? Register again.")
        }
    }

    private var givenName: String { attendee.registration[.givenName] }

    private var group: Phrase {
        switch attendee.registration.group {
        case .kommun(let code): Phrase(sv: kommuner[code]?.name ?? code, en: kommuner[code]?.name ?? code)
        case .organisation(let type):
            Phrase(sv: "gruppen ”\(type.label.sv)”", en: "the group “\(type.label.en)”")
        }
    }
}
