package import Conference
package import Foundation
import GRDB
package import Secrets

/// Somebody on a delegation's list.
package struct NewMember: Sendable {
    package let registration: Registration
    /// Their own personal link. The same link again is the same person.
    package let link: SecretLink

    package init(_ registration: Registration, link: SecretLink) {
        self.registration = registration
        self.link = link
    }
}

/// What became of a list that was sent.
package enum DelegationOutcome: Sendable, Equatable {
    /// Of each person in the order of the list.
    case registered([SignUpOutcome])
    /// Nobody was registered: they want their seats together, and the addresses of these, counted from 0, are taken.
    case incomplete([Int])
    case closed
    /// The link leads to no delegation.
    case notFound
}

extension Store {
    /// Registers a delegation: seats are given in the order of the list, those first that the form holds. All of it, or
    /// nothing, in one transaction.
    ///
    /// - Parameters:
    ///   - link: The contact's link. The same link again is the same delegation, whoever is said to be its contact.
    ///   - token: Of the form, which may hold seats.
    ///   - kommun: The kommun's link, where it is the kommun that registers its own people and nobody else.
    package func register(
        delegation contact: DelegationContact, link: SecretLink, members: [NewMember], token: FormToken,
        kommun: SecretLink? = nil, now: Date
    ) async throws -> DelegationOutcome {
        let newcomers = list(members, language: contact.language, token: token)
        return try await writer.write { [random] db in
            var list = newcomers
            if let kommun {
                guard let code = try Self.kommun(db, link: kommun, now: now),
                    members.allSatisfy({ $0.registration.group == .kommun(code: code) })
                else { return .notFound }
                list.actor = .kommun(code)
            }
            try Self.advance(db, random: random, now: now)
            if let known = try Self.delegation(db, link: link) {
                return try list.join(db, known.id, known.contact, link, random: random, now: now)
            }
            guard case .open = try Self.signUp(db, at: now) else { return .closed }
            try db.execute(
                sql: """
                    INSERT INTO delegation (linkHash, contactName, contactEmail, contactKey, language, keepsTogether, createdAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(link.hash), contact.name, contact.email, EmailAddress.key(contact.email),
                    contact.language.rawValue, contact.keepsTogether, now.epochSeconds,
                ])
            let id = db.lastInsertedRowID
            let outcome = try list.join(db, id, contact, link, random: random, now: now)
            if case .registered(let each) = outcome, each.contains(where: \.isNew) { return outcome }
            // A delegation of nobody would stand there with its contact's address for nothing.
            try db.execute(sql: "DELETE FROM delegation WHERE id = ?", arguments: [id])
            return outcome
        }
    }

    /// Registers more people of a delegation that is there.
    package func register(
        members: [NewMember], ofDelegation link: SecretLink, language: Language, token: FormToken, now: Date
    ) async throws -> DelegationOutcome {
        let list = list(members, language: language, token: token)
        return try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let known = try Self.delegation(db, link: link) else { return .notFound }
            return try list.join(db, known.id, known.contact, link, random: random, now: now)
        }
    }

    // Worked out beside other requests, as for a single sign-up.
    private func list(_ members: [NewMember], language: Language, token: FormToken) -> MemberList {
        MemberList(
            newcomers: members.map { member in
                Newcomer(
                    member.registration, kommun: kommuner[member.registration[.kommun]], link: member.link,
                    language: language, random: random)
            },
            form: HoldingForm(token, address: "", key: signingKey))
    }
}

extension SignUpOutcome {
    fileprivate var isNew: Bool {
        if case .registered = self { true } else { false }
    }
}

/// A list on its way into a delegation.
private struct MemberList: Sendable {
    let newcomers: [Newcomer]
    let form: HoldingForm
    /// Who registers them.
    var actor = Actor.contact

    func join(
        _ db: Database, _ delegation: Int64, _ contact: DelegationContact, _ link: SecretLink, random: RandomBytes,
        now: Date
    ) throws -> DelegationOutcome {
        let refusals = try newcomers.map { try refusal(db, $0) }
        if refusals.allSatisfy({ $0 == .repeated }) { return .registered(refusals.map { _ in .repeated }) }
        guard case .open = try Store.signUp(db, at: now) else { return .closed }
        let taken = refusals.indices.filter { refusals[$0] == .emailTaken }
        // As at a sign-up of one, those who have the addresses are told.
        for index in taken {
            try Store.tellAddressIsTaken(db, emailKey: newcomers[index].emailKey, random: random, now: now)
        }
        if contact.keepsTogether, !taken.isEmpty { return .incomplete(taken) }

        let fresh = refusals.indices.filter { refusals[$0] == nil }
        let quotas = try fresh.map { try Store.quotaID(db, of: newcomers[$0].registration.group) }
        let areAllSeated = contact.keepsTogether ? try admitAtOnce(db, quotas) : nil
        var outcomes = refusals
        for (index, quota) in zip(fresh, quotas) {
            // One address stands twice in the list.
            if try refusal(db, newcomers[index]) == .emailTaken {
                outcomes[index] = .emailTaken
                continue
            }
            let isSeated = try areAllSeated ?? admitNext(db, quota)
            let state: RegistrationState = isSeated ? .confirmed : .waiting
            try insert(db, newcomers[index], delegation, quota, state, random: random, now: now)
            outcomes[index] = .registered(state)
        }
        try form.letGo(db)
        try Store.handOutSeats(db, random: random, now: now)
        if outcomes.contains(where: { $0?.isNew == true }) {
            try Store.enqueue(db, .delegation, delegation: delegation, link: link, random: random, now: now)
        }
        return .registered(outcomes.compactMap { $0 })  // none is nil any more
    }

    /// Nil for somebody who may be registered.
    private func refusal(_ db: Database, _ newcomer: Newcomer) throws -> SignUpOutcome? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM registration WHERE linkHash = ?),
                    EXISTS (SELECT 1 FROM registration WHERE emailKey = ? AND state <> 'cancelled')
                """)
        let key = newcomer.emailKey.isEmpty ? nil : newcomer.emailKey
        guard let row = try Row.fetchOne(statement, arguments: [newcomer.linkHash, key]) else { return nil }
        if row[0] { return .repeated }
        return row[1] ? .emailTaken : nil
    }

    /// Lets go of what the form holds and says whether there is a seat for everybody at once. What is held is theirs, so
    /// only the others must be admitted.
    private func admitAtOnce(_ db: Database, _ quotas: [Int64]) throws -> Bool {
        let held = try form.held(db)
        let wanted = Dictionary(quotas.map { ($0, 1) }, uniquingKeysWith: +)
        let missing = wanted.map { ($0.key, $0.value - held[$0.key, default: 0]) }.filter { $0.1 > 0 }
        let isAdmitted = try missing.isEmpty || Store.admits(db, Dictionary(uniqueKeysWithValues: missing))
        try form.letGo(db)
        return isAdmitted
    }

    /// A seat that the form holds, or one that anybody could have now.
    private func admitNext(_ db: Database, _ quota: Int64) throws -> Bool {
        if try form.held(db)[quota] != nil {
            try form.letGo(db, ofOneIn: quota)
            return true
        }
        return try Store.admits(db, [quota: 1])
    }

    private func insert(
        _ db: Database, _ newcomer: Newcomer, _ delegation: Int64, _ quota: Int64, _ state: RegistrationState,
        random: RandomBytes, now: Date
    ) throws {
        let code = try Store.unusedCode(db, preferring: newcomer.code, random: random)
        let id = try newcomer.insert(
            db, quota: quota, state: state, code: code, delegation: delegation, now: now)
        try Store.log(db, .registered, by: actor, registration: id, now: now, detail: state.rawValue)
        // Whoever has no address is told of in the contact's own mail.
        guard !newcomer.emailKey.isEmpty else { return }
        try Store.enqueue(
            db, state == .confirmed ? .confirmation : .waiting, registration: id, random: random, now: now)
    }
}
