package import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a sign-up.
package enum SignUpOutcome: Sendable, Equatable {
    case registered(RegistrationState)
    /// The same form came again: nothing was written.
    case repeated
    /// Another living registration has the address. Nothing about that one is told.
    case emailTaken
    case closed
}

extension Store {
    /// Gives a newcomer a seat or a place in line.
    ///
    /// - Parameters:
    ///   - link: The personal link. The same link again is the same registration, whatever else was typed.
    ///   - now: Decides whether sign-up is open; kept as the time of arrival.
    package func register(
        _ registration: Registration, link: SecretLink, language: Language, now: Date
    ) async throws -> SignUpOutcome {
        // Worked out here, beside other requests, so that the one writer does only what must be decided there.
        let newcomer = Newcomer(registration, kommun: kommuner[registration[.kommun]], link: link, language: language)
        return try await writer.write { [random] db in
            try Self.register(db, newcomer, random: random, now: now)
        }
    }

    static func register(
        _ db: Database, _ newcomer: Newcomer, random: RandomBytes, now: Date
    ) throws -> SignUpOutcome {
        if try exists(db, "linkHash = ?", newcomer.linkHash) { return .repeated }
        guard case .open? = try signUp(db, at: now) else { return .closed }
        if try exists(db, "emailKey = ? AND state <> 'cancelled'", newcomer.emailKey) { return .emailTaken }

        let (quotaID, quota) = try quota(db, of: newcomer.registration.group)
        let admission = try Admission.decide(quota: quota, pool: try seatPool(db), lines: try quotasWithLine(db))
        let state: RegistrationState = admission == .seat ? .confirmed : .waiting

        let code = try unusedCode(db, random: random)
        let id = try newcomer.insert(db, quota: quotaID, state: state, code: code, now: now)
        try log(db, .registered, by: .attendee, registration: id, now: now, detail: state.rawValue)
        return .registered(state)
    }

    private static func exists(
        _ db: Database, _ condition: String, _ value: any DatabaseValueConvertible
    ) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM registration WHERE \(condition)")
        return try Int.fetchOne(statement, arguments: [value]) != nil
    }

    /// A group without a quota, such as a kommun that came with a later migration, gets one without seats:
    /// its people wait until an organiser raises it.
    private static func quota(_ db: Database, of group: QuotaGroup) throws -> (id: Int64, Quota) {
        let (column, value): (String, String) =
            switch group {
            case .kommun(let code): ("kommun", code)
            case .organisation(let type): ("organisationType", type.rawValue)
            }
        let statement = try db.cachedStatement(sql: "SELECT * FROM quota WHERE \(column) = ?")
        if let row = try Row.fetchOne(statement, arguments: [value]) { return (row["id"], Quota(row: row)) }
        let none = Quota(reserved: 0, ceiling: 0)
        return (try insert(db, none, of: group), none)
    }

    private static func quotasWithLine(_ db: Database) throws -> [Quota] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM quota WHERE waiting > 0")
        return try Array(Row.fetchCursor(statement).map(Quota.init(row:)))
    }

    private static func unusedCode(_ db: Database, random: RandomBytes) throws -> String {
        while true {
            let code = BookingCode.prefix + readableCode(groups: 2, random: random)
            if try !exists(db, "code = ?", code) { return code }
        }
    }
}

/// What is known of a newcomer before it is decided what they get: the answers, and what is derived from them.
struct Newcomer: Sendable {
    let registration: Registration
    let linkHash: Data
    let language: Language
    let emailKey: String
    let sortKey: String
    let kommunSortKey: String
    /// Without the booking code, which is not drawn yet.
    let searchText: String

    init(_ registration: Registration, kommun: Kommun?, link: SecretLink, language: Language) {
        self.registration = registration
        self.language = language
        linkHash = Data(link.hash)
        emailKey = EmailAddress.key(registration[.email])
        sortKey = SwedishOrder.key(registration[.familyName], registration[.givenName])
        kommunSortKey = (kommun.map { SwedishOrder.key($0.name) } ?? "~") + SwedishOrder.separator + sortKey
        searchText = [registration.fullName, registration[.email], registration[.organisation]]
            .joined(separator: "\n").lowercased()
    }

    private static let sql = {
        let columns =
            [
                "code", "linkHash", "quotaId", "state", "language", "createdAt", "emailKey", "sortKey",
                "kommunSortKey", "searchText",
            ] + Field.all.map(\.name)
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO registration (\(columns.joined(separator: ", "))) VALUES (\(places))"
    }()

    /// Returns the number of the registration.
    func insert(_ db: Database, quota: Int64, state: RegistrationState, code: String, now: Date) throws -> Int64 {
        var values: [(any DatabaseValueConvertible)?] = [
            code, linkHash, quota, state.rawValue, language.rawValue, now.epochSeconds, emailKey, sortKey,
            kommunSortKey, searchText + "\n" + code.lowercased(),
        ]
        for field in Field.all { values.append(registration[field].isEmpty ? nil : registration[field]) }
        try db.cachedStatement(sql: Self.sql).execute(arguments: StatementArguments(values))
        return db.lastInsertedRowID
    }
}
