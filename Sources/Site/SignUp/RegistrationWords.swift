import Conference
import Foundation
import Storage

/// A registration's state, said to the one it is about.
struct RegistrationWords {
    let visit: Visit
    let attendee: Attendee
    /// Nil unless waiting.
    let place: PlaceInLine?
    /// When the last offer made ends or ended.
    let offerEndsAt: Date?
    let kommuner: KommunRegister

    var heading: String {
        switch attendee.state {
        case .confirmed: visit("Du har en plats", "You have a seat")
        case .offered: visit("Du erbjuds en plats", "You are offered a seat")
        case .waiting: waiting
        case .cancelled: visit("Din anmälan är avbokad", "Your registration is cancelled")
        }
    }

    var explanation: String {
        switch (attendee.state, place?.reason) {
        case (.confirmed, _):
            visit("Vi ses på konferensen, \(givenName).", "See you at the conference, \(givenName).")
        case (.offered, _):
            visit(
                "En plats har blivit ledig och hålls för dig\(offerEnd.sv). Svara på erbjudandet, annars går platsen "
                    + "vidare till nästa i kön.",
                "A seat has become free and is kept for you\(offerEnd.en). Answer the offer, or the seat goes to the "
                    + "next in line.")
        case (.waiting, .groupFull):
            visit(
                "Platserna för \(group.sv) räcker inte till just nu. Du står i gruppens egen kö och erbjuds en plats när "
                    + "gruppen har rum igen, konferensen har en ledig plats och du står först.",
                "The seats for \(group.en) are not enough at the moment. You are in the group’s own line and are offered "
                    + "a seat when the group has room again, the conference has a free seat and you are first.")
        case (.waiting, _):
            visit(
                "Konferensen är full just nu. Du erbjuds en plats när någon avbokar och du står först.",
                "The conference is full at the moment. You are offered a seat when somebody cancels and you are first.")
        case (.cancelled, _):
            visit(
                "Vill du ändå komma är du välkommen att anmäla dig igen.",
                "If you want to come after all you are welcome to register again.")
        }
    }

    private var offerEnd: Phrase {
        guard let end = offerEndsAt.map(SwedishTime.moment) else { return Phrase(sv: "", en: "") }
        return Phrase(sv: " till \(end.sv)", en: " until \(end.en)")
    }

    private var waiting: String {
        let number = place?.place ?? 1
        return switch place?.reason {
        case .groupFull:
            visit("Du är nummer \(number) i kön för \(group.sv)", "You are number \(number) in the line of \(group.en)")
        case .conferenceFull, nil: visit("Du är nummer \(number) i kön", "You are number \(number) in line")
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
