import Conference
import Foundation
import Storage

/// When reserved seats that nobody has taken are released, and how many that is just now.
struct ReleaseAnnouncement {
    let visit: Visit
    let board: QuotaBoard
    let register: KommunRegister

    /// More than so many are not named one by one.
    private static let mostNamed = 4

    /// Nil when none is to come.
    var html: HTML? {
        let releases = board.comingReleases(after: visit.now)
        guard !releases.isEmpty else { return nil }
        return """
            <section class="notice" aria-labelledby="releases">
            <h2 id="releases">\(visit("Platser som släpps", "Seats that are released"))</h2>
            <p>\(visit(
                "Reserverade platser som ingen har tagit går till kön och till alla andra:",
                "Reserved seats that nobody has taken go to the line and to everybody else:"))</p>
            <ul>
            \(releases.map(item))
            </ul>
            </section>
            """
    }

    private func item(_ release: ComingRelease) -> HTML {
        let when = SwedishTime.moment(release.at)[visit.language]
        let seats =
            release.seats == 1
            ? visit("1 plats just nu", "1 seat just now")
            : visit("\(release.seats) platser just nu", "\(release.seats) seats just now")
        return """
            <li><time datetime="\(release.at.ISO8601Format())">\(when)</time>: \(seats) (\(names(release)))</li>

            """
    }

    private func names(_ release: ComingRelease) -> String {
        guard release.groups.count <= Self.mostNamed else {
            return visit("\(release.groups.count) grupper", "\(release.groups.count) groups")
        }
        return release.groups.map { $0.group.label(register)[visit.language] }.joined(separator: ", ")
    }
}

extension QuotaGroup {
    /// "Nässjö", "Region".
    func label(_ register: KommunRegister) -> Phrase {
        switch self {
        case .kommun(let code):
            let name = register[code]?.name ?? code
            return Phrase(sv: name, en: name)
        case .organisation(let type): return type.label
        }
    }
}
