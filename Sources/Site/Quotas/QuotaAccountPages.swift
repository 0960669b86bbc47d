import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/admin/kvoter/7/konto`: every movement of a group's seats, as a bank statement.
struct QuotaAccountPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private static let pageLength = 100

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        let before = try visit.request.head.queryFields()["before"].flatMap { Int($0) }
        guard let account = try await store.seatAccount(ofQuota: id, before: before, limit: Self.pageLength) else {
            return problems.notFound(visit, signedIn)
        }
        let name = account.line.group.label(store.kommuner)[visit.language]
        let title = visit("Platskonto: \(name)", "Account of seats: \(name)")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <p><a href="\(visit.path(.quotaSettings))">\(visit("Alla kvoter", "All quotas"))</a></p>
                <h1>\(title)</h1>
                \(sum(visit, account))
                \(table(visit, signedIn, account))
                \(signedIn.may(.changeSettings)
                    ? "<p><a href=\"\(visit.path(.quotaSetting(id: id)))\">\(visit("Ändra kvoten", "Change the quota"))</a></p>"
                        as HTML : nil)
                \(pages(visit, id, account, isFirst: before == nil))
                """)
    }

    private func sum(_ visit: Visit, _ account: SeatAccount) -> HTML {
        let (sum, quota) = (account.sum, account.line.quota)
        let words = visit(
            "\(account.count) rörelser ger tillsammans \(sum.taken) tagna, \(sum.reserved) reserverade och taket "
                + "\(sum.ceiling).",
            "\(account.count) movements come to \(sum.taken) taken, \(sum.reserved) reserved and a ceiling of "
                + "\(sum.ceiling).")
        guard !account.addsUp else {
            return """
                <p>\(words) \(visit("Det är vad kvoten visar.", "That is what the quota shows."))</p>
                """
        }
        return """
            <p class="notice">\(words) \(visit(
                "Kvoten visar \(quota.taken) tagna, \(quota.reserved) reserverade och taket \(quota.ceiling). Någon har "
                    + "ändrat i databasen vid sidan av tjänsten.",
                "The quota shows \(quota.taken) taken, \(quota.reserved) reserved and a ceiling of \(quota.ceiling). "
                    + "Somebody has changed the database beside the service."))</p>
            """
    }

    private func table(_ visit: Visit, _ signedIn: SignedIn, _ account: SeatAccount) -> HTML {
        let heads = [visit("Tagna", "Taken"), visit("Reserverade", "Reserved"), visit("Tak", "Ceiling")]
        return """
            <div class="wide-table" role="region" aria-labelledby="account-caption" tabindex="0">
            <table class="statement">
            <caption id="account-caption">\(visit("Rörelser, den senaste först", "Movements, the latest first"))</caption>
            <thead><tr><th scope="col" class="number">\(visit("Nr", "No."))</th>\
            <th scope="col">\(visit("När", "When"))</th><th scope="col">\(visit("Vad", "What"))</th>\
            \(heads.map { "<th scope=\"col\" class=\"number\">\($0)</th>" as HTML })</tr></thead>
            <tbody>
            \(account.movements.map { row(visit, signedIn, $0) })
            </tbody>
            </table>
            </div>
            """
    }

    private func row(_ visit: Visit, _ signedIn: SignedIn, _ movement: SeatMovement) -> HTML {
        let who: HTML? = movement.registration.map { id in
            guard let code = movement.code else {
                return " <span class=\"soft\">(\(visit("raderad", "deleted")))</span>"
            }
            return signedIn.may(.readAttendees)
                ? " <a href=\"\(visit.path(.attendee(id: id)))\">\(code)</a>" : " \(code)"
        }
        let (change, balance) = (movement.change, movement.balance)
        return """
            <tr><td class="number">\(movement.number)</td>\
            <td><time datetime="\(movement.at.ISO8601Format())">\(SwedishTime.isoMinute(movement.at))</time></td>\
            <td>\(Self.label(of: movement.kind)[visit.language])\(who)</td>\
            \(figure(change.taken, balance.taken))\(figure(change.reserved, balance.reserved))\
            \(figure(change.ceiling, balance.ceiling))</tr>

            """
    }

    /// The balance, with what changed it before it.
    private func figure(_ change: Int, _ balance: Int) -> HTML {
        change == 0
            ? "<td class=\"number soft\">\(balance)</td>"
            : "<td class=\"number\"><span class=\"change\">\(signed(change))</span> <strong>\(balance)</strong></td>"
    }

    private func pages(_ visit: Visit, _ id: Int64, _ account: SeatAccount, isFirst: Bool) -> HTML? {
        let address = visit.path(.quotaAccount(id: id))
        let newest: HTML? =
            isFirst ? nil : "<a href=\"\(address)\">\(visit("De senaste", "The latest"))</a> "
        let earlier: HTML? = account.movements.last.flatMap { last in
            last.number > 1
                ? "<a href=\"\(address)?before=\(last.number)\">\(visit("Tidigare", "Earlier"))</a>" : nil
        }
        return newest == nil && earlier == nil ? nil : "<p>\(newest)\(earlier)</p>"
    }

    private static func label(of kind: SeatMovementKind) -> Phrase {
        switch kind {
        case .opening: Phrase(sv: "Ingående saldo", en: "Opening balance")
        case .granted: Phrase(sv: "Kvoten satt", en: "Quota set")
        case .released: Phrase(sv: "Reserverade platser släppta", en: "Reserved seats released")
        case .taken: Phrase(sv: "Plats tagen", en: "Seat taken")
        case .offered: Phrase(sv: "Plats erbjuden", en: "Seat offered")
        case .accepted: Phrase(sv: "Erbjuden plats tagen", en: "Offered seat taken")
        case .returned: Phrase(sv: "Plats lämnad tillbaka", en: "Seat given back")
        case .handedOver: Phrase(sv: "Plats överlämnad", en: "Seat handed over")
        case .held: Phrase(sv: "Plats hålls för en lista", en: "Seat held for a list")
        case .letGo: Phrase(sv: "Hållen plats släppt", en: "Held seat let go")
        }
    }
}
