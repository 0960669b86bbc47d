package import Conference
package import Foundation
import GRDB
package import Secrets

/// What somebody is asked, and has answered, beside the fields of the form.
package struct Questionnaire: Sendable {
    package let attendee: Attendee
    /// In order; retired ones too, for their answers are still there.
    package let questions: [Question]
    package let answers: QuestionAnswers
    /// Those one may choose.
    package var workshops: [Workshop] = []
    package var places: [WorkshopPlace] = []

    package var type: OrganisationType {
        OrganisationType(rawValue: attendee.registration[.organisationType]) ?? .other
    }

    /// The questions that may be asked of this attendee, whatever else they answer.
    package var open: [Question] { questions.filter { !$0.isRetired && $0.isFor(type) } }

    /// What must be answered and is not.
    package var missing: [Question] { answers.missing(of: questions, type: type) }
}

/// Two workshops that were chosen and that nobody can be in at once.
package struct WorkshopOverlap: Sendable, Equatable {
    package let one: Workshop
    package let other: Workshop
}

/// What became of answers that were sent.
package enum AnswerOutcome: Sendable, Equatable {
    /// The follow-ups that must be asked next; none when all is answered.
    case saved(unasked: [Question])
    /// Nothing was written.
    case invalid([AnswerProblem], overlap: WorkshopOverlap?)
    /// The change stop has passed, or the registration is cancelled.
    case tooLate
    case notFound
}

extension Store {
    /// Whether anything is asked beside the form.
    package func asksMore() async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(try db.cachedStatement(sql: "SELECT \(Self.asksMore)")) ?? false
        }
    }

    static let asksMore = """
        (EXISTS (SELECT 1 FROM question WHERE retiredAt IS NULL)
            OR EXISTS (SELECT 1 FROM workshop WHERE retiredAt IS NULL))
        """

    /// Those among some attendees who have not answered what must be answered.
    package func attendeesMissingAnswers(_ attendees: [Attendee]) async throws -> Set<Int64> {
        try await pool.read { db in
            let questions = try Self.questions(db)
            guard questions.contains(where: { $0.isRequired && !$0.isRetired }) else { return [] }
            let answers = try Self.answers(db, of: attendees.map(\.id))
            let missing = attendees.filter { attendee in
                let own = Questionnaire(
                    attendee: attendee, questions: questions, answers: answers[attendee.id] ?? QuestionAnswers())
                return attendee.state != .cancelled && !own.missing.isEmpty
            }
            return Set(missing.map(\.id))
        }
    }

    package func questionnaire(link: SecretLink) async throws -> Questionnaire? {
        try await pool.read { db in try Self.attendee(db, link: link).map { try Self.questionnaire(db, of: $0) } }
    }

    package func questionnaire(of id: Int64) async throws -> Questionnaire? {
        try await pool.read { db in
            try Self.attendee(db, where: "id = ?", id).map { try Self.questionnaire(db, of: $0) }
        }
    }

    /// Checks answers and chosen workshops against the questions and the places as they now are, and keeps them: all or
    /// none.
    ///
    /// - Parameters:
    ///   - shown: The numbers of the questions that the form showed.
    ///   - typed: What came, by question.
    ///   - workshops: All that are wanted; nil leaves them as they are.
    package func answer(
        link: SecretLink, shown: Set<Int64>, typed: [Int64: [String]], workshops: Set<Int64>? = nil, now: Date
    ) async throws -> AnswerOutcome {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let attendee = try Self.attendee(db, link: link) else { return .notFound }
            guard try Self.mayChange(db, attendee, now: now) else { return .tooLate }
            let questionnaire = try Self.questionnaire(db, of: attendee)
            let checked = QuestionAnswers.check(
                questionnaire.open, of: questionnaire.type, shown: shown, typed: { typed[$0.id] ?? [] })
            let choice = workshops.map { wanted in
                WorkshopChoice.decide(
                    questionnaire.workshops.filter { wanted.contains($0.id) },
                    held: Dictionary(uniqueKeysWithValues: questionnaire.places.map { ($0.workshop, $0.state) }))
            }
            if case .overlap(let one, let other) = choice {
                return .invalid(checked.problems, overlap: WorkshopOverlap(one: one, other: other))
            }
            guard checked.problems.isEmpty else { return .invalid(checked.problems, overlap: nil) }
            let changed = try Self.write(db, checked, of: questionnaire)
            if !changed.isEmpty {
                // Which questions, but not what was answered.
                try Self.log(
                    db, .answered, by: .attendee, registration: attendee.id, now: now,
                    detail: changed.map(String.init).joined(separator: " "))
            }
            if case .joins(let joins) = choice {
                try Self.choose(
                    db, joins: joins, chosen: workshops ?? [], of: attendee.id, random: random, now: now)
            }
            return .saved(unasked: checked.unasked)
        }
    }

    /// Answers may be changed until the change stop.
    static func mayChange(_ db: Database, _ attendee: Attendee, now: Date) throws -> Bool {
        guard let conference = try conference(db) else { return false }
        return attendee.state != .cancelled && now < conference.changeStopsAt
    }

    /// Returns the numbers of the questions that are answered in another way now.
    static func write(
        _ db: Database, _ checked: QuestionAnswers.Checked, of questionnaire: Questionnaire
    ) throws -> [Int64] {
        let unasked = Set(checked.unasked.map(\.id))
        var changed: [Int64] = []
        for question in questionnaire.open where !unasked.contains(question.id) {
            let (old, new) = (Set(questionnaire.answers[question.id]), Set(checked.answers[question.id]))
            guard old != new else { continue }
            changed.append(question.id)
            let id = questionnaire.attendee.id
            try db.execute(
                sql: "DELETE FROM answer WHERE registrationId = ? AND questionId = ?", arguments: [id, question.id])
            for value in new {
                try db.execute(sql: "INSERT INTO answer VALUES (?, ?, ?)", arguments: [id, question.id, value])
            }
        }
        return changed
    }

    static func questionnaire(_ db: Database, of attendee: Attendee) throws -> Questionnaire {
        Questionnaire(
            attendee: attendee, questions: try questions(db),
            answers: try answers(db, of: [attendee.id])[attendee.id] ?? QuestionAnswers(),
            workshops: try workshops(db).filter { !$0.isRetired },
            places: try places(db, of: [attendee.id])[attendee.id] ?? [])
    }

    /// By registration; those who have answered nothing are left out.
    static func answers(_ db: Database, of ids: [Int64]) throws -> [Int64: QuestionAnswers] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT registrationId, questionId, value FROM answer
                    WHERE registrationId IN (SELECT value FROM json_each(?)) ORDER BY registrationId, questionId, value
                    """),
            arguments: [ids.jsonList])
        return Dictionary(grouping: rows, by: { $0["registrationId"] as Int64 }).mapValues { rows in
            QuestionAnswers(
                stored: Dictionary(grouping: rows, by: { $0["questionId"] as Int64 })
                    .mapValues { $0.map { $0["value"] } })
        }
    }
}
