import Conference
package import Foundation
import GRDB

/// Who did something.
package enum Actor: Sendable, Equatable {
    case attendee
    /// Who registered the attendee.
    case contact
    case system
    /// Somebody with a link of the kommun with this code.
    case kommun(String)
    case organiser(String)
    /// A program, by the name of its key.
    case key(String)

    /// As it stands in the database.
    package var text: String {
        switch self {
        case .attendee: "attendee"
        case .contact: "contact"
        case .system: "system"
        case .kommun(let code): "kommun:\(code)"
        case .organiser(let name): "organiser:\(name)"
        case .key(let name): "key:\(name)"
        }
    }

    package init(text: String) {
        switch text {
        case "attendee": self = .attendee
        case "contact": self = .contact
        case "system": self = .system
        case _ where text.hasPrefix("key:"): self = .key(String(text.dropFirst("key:".count)))
        case _ where text.hasPrefix("kommun:"): self = .kommun(String(text.dropFirst("kommun:".count)))
        default: self = .organiser(String(text.dropFirst("organiser:".count)))
        }
    }

    var isKommun: Bool { if case .kommun = self { true } else { false } }
}

/// What was done. Raw values stand in the database.
package enum LoggedAction: String, Sendable, CaseIterable {
    case conferenceCreated, conferenceChanged
    case registered, walkedIn, seated, cancelled, quotaChanged, quotasDecided, needsErased, messageResent,
        messageSettled, addressAdded
    case workshopJoined, workshopWaiting, workshopLeft, workshopOffered, workshopOfferAccepted, workshopOfferDeclined
    case workshopOfferExpired, workshopAdded, workshopChanged, workshopRetired, workshopOfferedAgain
    case answered, questionAdded, questionChanged, questionMoved, questionRetired, questionAskedAgain
    case offered, offerAccepted, offerDeclined, offerExpired
    case addedByHand, addedByImport, changedByImport, imported
    case labelled, unlabelled, edited, moved, noteAdded, noteChanged, noteRemoved, notesErased
    case changed, claimLinkMade, claimLinkWithdrawn, handedOver, tookOver, contactChanged, contactsForgotten
    case passwordChosen, sessionEnded, secondFactorAdded, secondFactorRemoved, recoveryCodeUsed, recoveryCodesMade
    case textChanged, programmeItemAdded, programmeItemChanged, programmeItemRetired, programmeItemHeldAgain
    case roomAdded, roomChanged, roomRetired, roomUsedAgain
    case speakerAdded, speakerChanged, speakerRetired, speakerUsedAgain
    case mailTextChanged, mailTextRemoved, testSent
    case mailingWritten, mailingDiscarded, mailingScheduled, mailingStarted, mailingStopped, mailingContinued
    case mailingEnded
    case invited, invitationWithdrawn, invitationAccepted, rolesChanged, memberRemoved, secondFactorDemanded
    case keyMade, keyRevoked, webhookAdded, webhookChanged, webhookRemoved, webhookResent
    case kommunLinkMade, kommunLinkSent, kommunLinksRevoked
    case seatsAsked, seatsAskedWithdrawn, seatsGranted, seatsDeclined
}

/// One line of the log. Holds no answers.
package struct LogEntry: Sendable {
    package let at: Date
    package let actor: Actor
    package let action: LoggedAction
    package let detail: String
    /// In the organiser's words; nil where none was asked for, and once it is deleted.
    package let reason: String?

    /// Nil for an action that this program does not know.
    init?(row: Row) {
        guard let action = LoggedAction(rawValue: row["action"]) else { return nil }
        at = Date(epochSeconds: row["at"])
        actor = Actor(text: row["actor"])
        self.action = action
        detail = row["detail"]
        reason = row["reason"]
    }
}

extension Store {
    static func log(
        _ db: Database, _ action: LoggedAction, by actor: Actor, registration: Int64? = nil, quota: Int64? = nil,
        now: Date, detail: String = "", reason: String? = nil
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO logEntry (at, actor, action, registrationId, quotaId, detail, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: [now.epochSeconds, actor.text, action.rawValue, registration, quota, detail, reason])
    }

    /// The history of one registration, oldest first.
    package func history(ofRegistration id: Int64) async throws -> [LogEntry] {
        try await pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM logEntry WHERE registrationId = ? ORDER BY id", arguments: [id]
            ).compactMap(LogEntry.init(row:))
        }
    }
}
