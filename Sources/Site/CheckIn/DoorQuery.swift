import Conference
import Foundation
import HTTP
import Secrets

/// What somebody at a door looks for, as it stands in the address.
struct DoorQuery {
    /// A name, an organisation, a code, or what a reader that types has read from a ticket.
    var search: String
    var door: DoorName
    /// The press that led here.
    var scan: ScanID?

    private static let longestSearch = 200

    init(_ form: FormData) {
        search = String((form["q"] ?? "").trimmed.prefix(Self.longestSearch))
        door = form["dorr"].flatMap(DoorName.init) ?? .usual
        scan = form["scan"].flatMap(ScanID.init)
    }

    var text: String {
        var pairs = [("q", search), ("dorr", door.text)]
        if let scan { pairs.append(("scan", scan.text)) }
        return "?" + FormData.encode(pairs)
    }

    /// What a search for a whole ticket comes to.
    enum Ticket: Equatable {
        case code(String)
        /// Not made by this conference, or altered.
        case forged
    }

    /// Nil for a search that is no ticket.
    func ticket(key: TicketKey) throws -> Ticket? {
        guard search.hasPrefix(TicketCode.version + ":") else { return nil }
        guard let ticket = TicketCode(text: search), try ticket.isMade(by: key) else { return .forged }
        return .code(ticket.bookingCode)
    }
}
