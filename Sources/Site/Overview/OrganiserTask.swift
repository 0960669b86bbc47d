import Conference
import Foundation
import Storage

/// Something an organiser should look at or decide, with where to do it.
enum OrganiserTask: Equatable {
    case mailFailed(Int)
    /// Kommuner that have asked for more seats.
    case seatRequests(Int)
    /// There are free seats, but these people's groups have reached their ceilings.
    case waitingAtCeiling(people: Int, groups: Int)
    /// Nothing is free; some groups hold seats they have not used.
    case waitingWhileReserved(people: Int, unused: Int, releasesAt: Date?)
    /// Nothing is free, and nothing is held back.
    case full(waiting: Int)
    case workshopLine(Workshop)

    /// What must be looked at, the most pressing first.
    ///
    /// - Parameter releasesAt: When unused reserved seats go back to the pool; nil for never.
    static func all(in overview: Overview, releasesAt: Date?) -> [OrganiserTask] {
        var tasks: [OrganiserTask] = []
        if overview.unsentMessages > 0 { tasks.append(.mailFailed(overview.unsentMessages)) }
        if overview.seatRequests > 0 { tasks.append(.seatRequests(overview.seatRequests)) }
        let board = overview.board
        let stopped = board.lines.map(\.quota).filter { $0.waiting > 0 && $0.taken >= $0.ceiling }
        let unused = board.lines.reduce(0) { $0 + max(0, $1.quota.reserved - $1.quota.taken) }
        if !stopped.isEmpty && board.pool > 0 {
            let people = stopped.reduce(0) { $0 + $1.waiting }
            tasks.append(.waitingAtCeiling(people: people, groups: stopped.count))
        } else if board.waiting > 0 && unused > 0 {
            tasks.append(.waitingWhileReserved(people: board.waiting, unused: unused, releasesAt: releasesAt))
        } else if board.waiting > 0 {
            tasks.append(.full(waiting: board.waiting))
        }
        return tasks + overview.workshops.filter { $0.waiting > 0 }.map(OrganiserTask.workshopLine)
    }

    var page: Page {
        switch self {
        case .mailFailed: .messages
        case .seatRequests, .waitingAtCeiling, .waitingWhileReserved, .full: .quotaSettings
        case .workshopLine(let workshop): .workshopSetting(id: workshop.id)
        }
    }

    /// What one needs to be allowed to see it.
    var permission: Permission {
        switch self {
        case .mailFailed: .handleMail
        case .seatRequests, .waitingAtCeiling, .waitingWhileReserved, .full, .workshopLine: .readSettings
        }
    }

    func words(_ visit: Visit) -> String {
        switch self {
        case .mailFailed(let count):
            visit(
                "\(count) mejl gick inte att leverera. Rätta adressen eller skicka igen.",
                "\(count) \(count == 1 ? "mail" : "mails") could not be delivered. Correct the address or send again.")
        case .seatRequests(let count):
            visit(
                count == 1 ? "1 kommun ber om fler platser." : "\(count) kommuner ber om fler platser.",
                count == 1 ? "1 municipality asks for more seats." : "\(count) municipalities ask for more seats.")
        case .waitingAtCeiling(let people, let groups):
            visit(
                "\(people) väntar fast det finns lediga platser: \(groups == 1 ? "deras grupp" : "deras \(groups) grupper") "
                    + "har nått sitt tak. Höj taket om de ska få plats.",
                "\(people) \(people == 1 ? "waits" : "wait") though seats are free: their "
                    + "\(groups == 1 ? "group has reached its ceiling" : "\(groups) groups have reached their ceilings"). "
                    + "Raise it if they are to get seats.")
        case .waitingWhileReserved(let people, let unused, let releasesAt):
            visit(
                "\(people) väntar, och \(unused) reserverade platser är inte tagna. "
                    + (releasesAt.map { "De går till kön \(SwedishTime.moment($0).sv)." }
                        ?? "De går inte till kön av sig själva: sänk reservationen om de ska göra det."),
                "\(people) \(people == 1 ? "waits" : "wait"), and \(unused) reserved \(unused == 1 ? "seat is" : "seats are") "
                    + "not taken. "
                    + (releasesAt.map { "They go to the line on \(SwedishTime.moment($0).en)." }
                        ?? "They do not go to the line by themselves: lower the reservation if they are to."))
        case .full(let waiting):
            visit(
                "Alla platser är tagna och \(waiting) väntar.",
                "All seats are taken and \(waiting) \(waiting == 1 ? "waits" : "wait").")
        case .workshopLine(let workshop):
            visit(
                "\(workshop.title.sv): \(workshop.waiting) i kö.",
                "\(workshop.title.en): \(workshop.waiting) waiting.")
        }
    }
}
