package import Conference
package import Foundation
import GRDB
import Secrets

/// What an organiser wants somebody's answers to be.
package struct AttendeeEdit: Sendable {
    /// As it stood when the organiser began.
    package var base: AttendeeSheet
    package var wanted: AttendeeSheet
    /// The numbers of the questions that the form showed.
    package var shown: Set<Int64>
    /// Whether the form showed the workshops.
    package var choosesWorkshops: Bool
    /// Whether the organiser sees needs. Else they stay as they are, whatever came.
    package var mayChangeNeeds: Bool
    package var reason: String
    /// Whether the person gets a mail, though nothing that they must know has changed.
    package var isTold: Bool
    /// The text of the effect on seats that the organiser has agreed to.
    package var agreed: String?

    package init(
        base: AttendeeSheet, wanted: AttendeeSheet, shown: Set<Int64>, choosesWorkshops: Bool, mayChangeNeeds: Bool,
        reason: String, isTold: Bool, agreed: String?
    ) {
        self.base = base
        self.wanted = wanted
        self.shown = shown
        self.choosesWorkshops = choosesWorkshops
        self.mayChangeNeeds = mayChangeNeeds
        self.reason = reason
        self.isTold = isTold
        self.agreed = agreed
    }

    /// The longest reason, in Unicode scalars.
    package static let longestReason = 500
}

/// What became of an organiser's change.
package enum EditOutcome: Sendable, Equatable {
    case saved
    /// It was so already: nothing was written.
    case unchanged
    /// Seats would move like this. Nothing was written: it must be agreed to first.
    case mustAgree(SeatEffect)
    /// Somebody has changed the same person meanwhile, into this. Nothing was written.
    case changedMeanwhile(AttendeeSheet)
    case emailTaken
    case invalid([AnswerProblem], overlap: WorkshopOverlap?)
    case cancelled
    case notFound
}

extension Store {
    /// Changes what somebody gave, for an organiser, with the seat that goes with it: all of it or nothing.
    ///
    /// As when the attendee changes the address, another one ends all earlier links. The new one goes there by mail alone.
    package func edit(id: Int64, _ edit: AttendeeEdit, by actor: Actor, now: Date) async throws -> EditOutcome {
        do {
            return try await writer.write { [random, kommuner] db in
                try Self.advance(db, random: random, now: now)
                guard let attendee = try Self.attendee(db, where: "id = ?", id) else { return .notFound }
                guard attendee.state != .cancelled else { return .cancelled }
                let editing = try Editing(db, edit, of: attendee, by: actor, random: random, now: now)
                return try editing.carryOut(db, kommuner: kommuner)
            }
        } catch let refusal as NotAgreed<SeatEffect> {
            return .mustAgree(refusal.effect)
        }
    }
}

/// One change, with what stands at the moment it is made.
private struct Editing {
    let edit: AttendeeEdit
    let attendee: Attendee
    let actor: Actor
    let random: RandomBytes
    let now: Date
    let questionnaire: Questionnaire
    let current: AttendeeSheet
    /// With what the organiser does not see, or was not shown, as it stands.
    let wanted: AttendeeSheet
    /// Whether what the organiser saw is what stands.
    let isUpToDate: Bool

    init(_ db: Database, _ edit: AttendeeEdit, of attendee: Attendee, by actor: Actor, random: RandomBytes, now: Date)
        throws
    {
        (self.edit, self.attendee, self.actor, self.random, self.now) = (edit, attendee, actor, random, now)
        questionnaire = try Store.questionnaire(db, of: attendee)
        current = AttendeeSheet(questionnaire)
        let sensitive = Set(questionnaire.questions.filter(\.isSensitive).map(\.id))
        let unseen = { [current] (sheet: AttendeeSheet) in
            var sheet = sheet
            for part in sheet.differences(from: current) {
                let isSeen =
                    switch part {
                    case .field(let field): edit.mayChangeNeeds || !field.isSensitive
                    case .question(let id):
                        edit.shown.contains(id) && (edit.mayChangeNeeds || !sensitive.contains(id))
                    case .workshops: edit.choosesWorkshops
                    case .language: true
                    }
                if !isSeen { sheet.take(part, from: current) }
            }
            return sheet
        }
        wanted = unseen(edit.wanted)
        isUpToDate = unseen(edit.base) == current
    }

    func carryOut(_ db: Database, kommuner: KommunRegister) throws -> EditOutcome {
        guard isUpToDate else { return .changedMeanwhile(current) }
        let changed = wanted.registration.changes(from: attendee.registration)
        let person = Newcomer(
            wanted.registration, kommun: kommuner[wanted.registration[.kommun]], link: SecretLink(random: random),
            language: wanted.language, random: random)
        guard try !Store.isTaken(db, emailKey: person.emailKey, byOtherThan: attendee.id) else { return .emailTaken }

        let type = OrganisationType(rawValue: wanted.registration[.organisationType]) ?? .other
        let open = questionnaire.questions.filter { !$0.isRetired && $0.isFor(type) }
        let checked = questionnaire.answers.edited(open, of: type, shown: shown) { wanted.answers[$0.id] ?? [] }
        let choice =
            edit.choosesWorkshops
            ? WorkshopChoice.decide(
                questionnaire.workshops.filter { wanted.workshops.contains($0.id) },
                held: Dictionary(uniqueKeysWithValues: questionnaire.places.map { ($0.workshop, $0.state) }))
            : nil
        if case .overlap(let one, let other) = choice {
            return .invalid(checked.problems, overlap: WorkshopOverlap(one: one, other: other))
        }
        guard checked.problems.isEmpty else { return .invalid(checked.problems, overlap: nil) }

        var parts = changed.map { EditedPart.field($0) }
        if !changed.isEmpty { try person.overwrite(db, attendee) }
        if wanted.language != current.language {
            try db.execute(
                sql: "UPDATE registration SET language = ? WHERE id = ?",
                arguments: [wanted.language.rawValue, attendee.id])
            parts.append(.language)
        }
        let link = changed.contains(.email) ? try moveLinks(db, to: person.link) : nil
        parts += try Store.write(db, checked, of: questionnaire.asked(of: wanted.registration)).map { .question($0) }
        if case .joins(let joins) = choice, wanted.workshops != current.workshops {
            try Store.choose(
                db, joins: joins, chosen: wanted.workshops, of: attendee.id, by: actor, random: random, now: now)
            parts.append(.workshops)
        }
        guard !parts.isEmpty else { return .unchanged }
        try Store.log(
            db, .edited, by: actor, registration: attendee.id, now: now,
            detail: parts.map(\.text).joined(separator: ","), reason: edit.reason)
        let step = try moveSeat(db)
        try tell(db, step, link: link, hasNewAddress: changed.contains(.email))
        return .saved
    }

    private var shown: Set<Int64> {
        edit.mayChangeNeeds
            ? edit.shown : edit.shown.subtracting(questionnaire.questions.filter(\.isSensitive).map(\.id))
    }

    /// Returns the link that the new address gets.
    private func moveLinks(_ db: Database, to successor: SecretLink) throws -> SecretLink? {
        if !attendee.registration[.email].isEmpty {
            try Store.endLinks(db, ofOldAddressOf: attendee.id, successor: successor, now: now)
            return successor
        }
        // As when the contact gives the address: the link of the group's list stays, by which the list finds this person.
        try Store.endMailedLinks(db, of: attendee.id)
        if let claim = try Store.standingClaim(db, of: attendee.id, now: now) {
            try Store.end(db, claim: claim.id, "withdrawn", now: now)
            try Store.log(db, .claimLinkWithdrawn, by: actor, registration: attendee.id, now: now)
        }
        return nil
    }

    /// - Throws: `NotAgreed` when that moves seats in another way than was agreed to.
    private func moveSeat(_ db: Database) throws -> SeatEffect.Step? {
        let group = wanted.registration.group
        guard group != attendee.registration.group else { return nil }
        let effect = try Store.moveSeats(
            db, [(attendee, group)], by: actor, reason: edit.reason, random: random, now: now)
        guard effect.text == edit.agreed else { throw NotAgreed(effect: effect) }
        return effect.steps.first
    }

    private func tell(_ db: Database, _ step: SeatEffect.Step?, link: SecretLink?, hasNewAddress: Bool) throws {
        let after = step?.after ?? attendee.state
        let kind: MessageKind
        switch (attendee.state, after) {
        case (.confirmed, .waiting), (.offered, .waiting): kind = .waiting
        // They have been written to.
        case (.waiting, .offered), (.waiting, .confirmed): return
        case (_, .offered) where hasNewAddress: kind = .offer
        default:
            guard edit.isTold || hasNewAddress else { return }
            kind = .changed
        }
        let end = kind == .offer ? try Store.lastOffer(db, to: attendee.id)?.endsAt : nil
        try Store.enqueue(
            db, kind, registration: attendee.id, link: link, detail: MessageDetail(endsAt: end?.epochSeconds),
            random: random, now: now)
    }
}

extension Questionnaire {
    /// The same person's, with the answers to the form that they have now.
    fileprivate func asked(of registration: Registration) -> Questionnaire {
        Questionnaire(
            attendee: attendee.answering(registration), questions: questions, answers: answers, workshops: workshops,
            places: places)
    }
}
