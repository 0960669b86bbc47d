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

/// Who registers somebody, and what the log calls it.
struct SignUpSource: Sendable {
    static let attendee = SignUpSource(actor: .attendee, action: .registered, isStranger: true)

    let actor: Actor
    let action: LoggedAction

    /// Whoever fills in the sign-up form, or has a program do so, may be anybody: the form is open for a time, and the
    /// holder of an address is told of it. An organiser is bound by neither.
    let isStranger: Bool
}

/// What a sign-up led to, and where it leads next.
package struct SignUpResult: Sendable, Equatable {
    package let outcome: SignUpOutcome
    /// Whether anything is asked beside the form. Read where the sign-up is decided: a read of its own would take a
    /// connection and two changes of thread.
    package let asksMore: Bool
}

extension Store {
    /// Gives a newcomer a seat or a place in line.
    ///
    /// - Parameters:
    ///   - link: The personal link. The same link again is the same registration, whatever else was typed.
    ///   - now: Decides whether sign-up is open; kept as the time of arrival.
    package func register(
        _ registration: Registration, link: SecretLink, language: Language, now: Date
    ) async throws -> SignUpResult {
        // Worked out here, beside other requests, so that the one writer does only what must be decided there.
        let newcomer = Newcomer(
            registration, kommun: kommuner[registration[.kommun]], link: link, language: language, random: random)
        return try await writer.write { [random] db in
            try Self.register(db, newcomer, random: random, now: now)
        }
    }

    static func register(
        _ db: Database, _ newcomer: Newcomer, from source: SignUpSource = .attendee, random: RandomBytes, now: Date
    ) throws -> SignUpResult {
        guard var standing = try Standing(db, for: newcomer, now: now) else {
            return SignUpResult(outcome: .closed, asksMore: false)
        }
        if standing.somethingIsDue && !standing.isRepeated {
            try advance(db, random: random, now: now)
            standing = try Standing(db, for: newcomer, now: now) ?? standing
        }
        return SignUpResult(
            outcome: try register(db, newcomer, standing, from: source, random: random, now: now),
            asksMore: standing.asksMore)
    }

    private static func register(
        _ db: Database, _ newcomer: Newcomer, _ standing: Standing, from source: SignUpSource, random: RandomBytes,
        now: Date
    ) throws -> SignUpOutcome {
        if standing.isRepeated { return .repeated }
        guard standing.isOpen || !source.isStranger else { return .closed }
        if standing.emailIsTaken {
            if source.isStranger { try tellAddressIsTaken(db, emailKey: newcomer.emailKey, random: random, now: now) }
            return .emailTaken
        }

        // A group without a quota, such as a kommun that came with a later migration, gets one without seats:
        // its people wait until an organiser raises it.
        let quota = standing.quota ?? Quota(reserved: 0, ceiling: 0)
        let quotaID = try standing.quotaID ?? insert(db, quota, of: newcomer.registration.group)
        let isAdmitted =
            try quota.hasRoom(pool: standing.pool) && (!standing.someGroupWaits || admits(db, [quotaID: 1]))
        let state: RegistrationState = isAdmitted ? .confirmed : .waiting

        let code = try standing.codeIsTaken ? unusedCode(db, random: random) : newcomer.code
        let id = try newcomer.insert(db, quota: quotaID, state: state, code: code, now: now)
        try log(db, source.action, by: source.actor, registration: id, now: now, detail: state.rawValue)
        if newcomer.isTold {
            // Without `enqueue`, which would look up what is known here.
            try insertMessage(
                db, state == .confirmed ? .confirmation : .waiting, registration: id, delegation: nil,
                recipient: newcomer.registration[.email], language: newcomer.language.rawValue, link: newcomer.link,
                detail: MessageDetail(), random: random, now: now)
        }
        return .registered(state)
    }

    /// - Parameter drawn: One that was drawn before, and is nearly always free.
    static func unusedCode(
        _ db: Database, preferring drawn: String? = nil, random: RandomBytes
    ) throws -> String {
        var code = drawn ?? drawCode(random)
        while true {
            let isTaken = try Int.fetchOne(db, sql: "SELECT 1 FROM registration WHERE code = ?", arguments: [code])
            if isTaken == nil { return code }
            code = drawCode(random)
        }
    }
}

private func drawCode(_ random: RandomBytes) -> String {
    BookingCode.prefix + readableCode(groups: 2, random: random)
}

/// All that is read to decide about one newcomer.
///
/// One statement, because the writer is where all sign-ups stand in line, and there the way to SQLite and back takes
/// longer than what SQLite does.
private struct Standing {
    let isRepeated: Bool
    let isOpen: Bool
    let emailIsTaken: Bool
    let codeIsTaken: Bool
    let pool: Int
    let quotaID: Int64?
    let quota: Quota?
    let someGroupWaits: Bool
    let asksMore: Bool
    let somethingIsDue: Bool

    /// - Parameter group: The column of `quota` that names the newcomer's group.
    private static func sql(_ group: String) -> String {
        """
        SELECT EXISTS (SELECT 1 FROM registration WHERE linkHash = ?),
            EXISTS (SELECT 1 FROM registration WHERE emailKey = ? AND state <> 'cancelled'),
            EXISTS (SELECT 1 FROM registration WHERE code = ?),
            EXISTS (SELECT 1 FROM quota WHERE waiting > 0),
            opensAt, closesAt, capacity - committed, quota.id, reserved, ceiling, taken, waiting,
            \(Store.asksMore), \(Store.somethingIsDue)
        FROM conference LEFT JOIN quota ON quota.\(group) = ?
        """
    }

    /// Nil before there is a conference.
    init?(_ db: Database, for newcomer: Newcomer, now: Date) throws {
        let (column, value): (String, String) =
            switch newcomer.registration.group {
            case .kommun(let code): ("kommun", code)
            case .organisation(let type): ("organisationType", type.rawValue)
            }
        let statement = try db.cachedStatement(sql: Self.sql(column))
        let time = now.epochSeconds
        let row = try Row.fetchOne(
            statement,
            arguments: [newcomer.linkHash, newcomer.emailKey, newcomer.code, time, time, time, time, time, value])
        guard let row else { return nil }
        isRepeated = row[0]
        emailIsTaken = row[1]
        codeIsTaken = row[2]
        someGroupWaits = row[3]
        let signUp = ConferenceFacts.SignUp(
            at: now, opensAt: Date(epochSeconds: row[4]), closesAt: Date(epochSeconds: row[5]))
        isOpen = if case .open = signUp { true } else { false }
        pool = row[6]
        quotaID = row[7]
        quota =
            quotaID == nil ? nil : Quota(reserved: row[8], ceiling: row[9], taken: row[10], waiting: row[11])
        asksMore = row[12]
        somethingIsDue = row[13]
    }
}

/// What is known of a newcomer before it is decided what they get: the answers, and what is derived from them.
struct Newcomer: Sendable {
    let registration: Registration
    let link: SecretLink
    let linkHash: Data
    /// Whether they get a mail.
    let isTold: Bool
    let language: Language
    let emailKey: String
    let sortKey: String
    let kommunSortKey: String
    /// Without the booking code, which may have to be drawn again.
    let searchText: String
    /// Nearly always free.
    let code: String

    init(
        _ registration: Registration, kommun: Kommun?, link: SecretLink, language: Language, isTold: Bool = true,
        random: RandomBytes
    ) {
        self.link = link
        self.isTold = isTold
        code = drawCode(random)
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
                "kommunSortKey", "searchText", "delegationId",
            ] + Field.all.map(\.name)
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO registration (\(columns.joined(separator: ", "))) VALUES (\(places))"
    }()

    /// Returns the number of the registration.
    func insert(
        _ db: Database, quota: Int64, state: RegistrationState, code: String, delegation: Int64? = nil, now: Date
    ) throws -> Int64 {
        var values: [(any DatabaseValueConvertible)?] = [
            code, linkHash, quota, state.rawValue, language.rawValue, now.epochSeconds,
            emailKey.isEmpty ? nil : emailKey, sortKey, kommunSortKey, searchText + "\n" + code.lowercased(),
            delegation,
        ]
        for field in Field.all { values.append(registration[field].isEmpty ? nil : registration[field]) }
        try db.cachedStatement(sql: Self.sql).execute(arguments: StatementArguments(values))
        return db.lastInsertedRowID
    }
}
