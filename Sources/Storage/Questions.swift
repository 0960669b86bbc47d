package import Conference
package import Foundation
import GRDB

/// Why a question cannot be moved or retired as asked.
package enum QuestionOrderProblem: Error, Sendable, Equatable {
    /// It would be asked before the question that decides about it, or after one that it decides about.
    case partsFollowUp
    /// Others are asked only upon an answer to it.
    case othersDepend
}

extension Store {
    /// All questions in the order they are asked, those that are retired too.
    package func questions() async throws -> [Question] {
        try await pool.read(Self.questions)
    }

    /// Adds a question behind the others.
    ///
    /// - Returns: Its number.
    package func addQuestion(_ draft: QuestionDraft, by actor: Actor, now: Date) async throws -> Int64 {
        try await writer.write { db in try Self.addQuestion(db, draft, by: actor, now: now) }
    }

    static func addQuestion(_ db: Database, _ draft: QuestionDraft, by actor: Actor, now: Date) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO question
                    (place, kind, labelSv, labelEn, hintSv, hintEn, purposeSv, purposeEn, isRequired, isSensitive,
                     lowest, highest, conditionQuestionId, conditionAnswer, retentionDays)
                VALUES ((SELECT coalesce(max(place), 0) + 1 FROM question), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: StatementArguments([draft.kind.rawValue]) + draft.columns)
        let id = db.lastInsertedRowID
        try writeParts(db, of: draft, question: id, now: now)
        try log(db, .questionAdded, by: actor, now: now, detail: "\(id)")
        return id
    }

    /// Changes all of a question but its kind.
    ///
    /// - Parameter seen: What was changed into this; nil to change whatever stands.
    /// - Returns: Whether there is such a question.
    /// - Throws: `ChangedMeanwhile`.
    package func changeQuestion(
        id: Int64, to draft: QuestionDraft, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            try Self.expect(db, seen, of: .question(id))
            try db.execute(
                sql: """
                    UPDATE question
                    SET labelSv = ?, labelEn = ?, hintSv = ?, hintEn = ?, purposeSv = ?, purposeEn = ?, isRequired = ?,
                        isSensitive = ?, lowest = ?, highest = ?, conditionQuestionId = ?, conditionAnswer = ?,
                        retentionDays = ?
                    WHERE id = ?
                    """,
                arguments: draft.columns + [id])
            guard db.changesCount == 1 else { return false }
            try Self.writeParts(db, of: draft, question: id, now: now)
            try Self.log(db, .questionChanged, by: actor, now: now, detail: "\(id)")
            return true
        }
    }

    package enum Direction: String, Sendable {
        case up, down
    }

    /// Changes places with the nearest question that is asked before or after; at either end nothing happens.
    ///
    /// - Throws: `QuestionOrderProblem` when a follow-up would come before what it follows.
    package func moveQuestion(id: Int64, _ direction: Direction, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            var order = try Self.questions(db).filter { !$0.isRetired }
            guard let from = order.firstIndex(where: { $0.id == id }) else { return }
            let to = direction == .up ? from - 1 : from + 1
            guard order.indices.contains(to) else { return }
            let (earlier, later) = (order[min(from, to)], order[max(from, to)])
            guard later.condition?.question != earlier.id else { throw QuestionOrderProblem.partsFollowUp }
            order.swapAt(from, to)
            for (place, question) in order.enumerated() {
                try db.execute(sql: "UPDATE question SET place = ? WHERE id = ?", arguments: [place + 1, question.id])
            }
            try Self.log(db, .questionMoved, by: actor, now: now, detail: "\(id)")
        }
    }

    /// Stops asking a question, or asks it again. Its answers stay until their time is over.
    ///
    /// - Throws: `QuestionOrderProblem` when follow-ups hang on it.
    package func retireQuestion(id: Int64, _ isRetired: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            let questions = try Self.questions(db)
            guard let question = questions.first(where: { $0.id == id }), question.isRetired != isRetired else {
                return
            }
            let dependsOnThis = { (other: Question) in !other.isRetired && other.condition?.question == id }
            if isRetired, questions.contains(where: dependsOnThis) { throw QuestionOrderProblem.othersDepend }
            // Asked again it comes last, and a question that it follows must be asked, too.
            let base = questions.first { $0.id == question.condition?.question }
            if !isRetired, base?.isRetired == true { throw QuestionOrderProblem.partsFollowUp }
            try db.execute(
                sql: """
                    UPDATE question
                    SET retiredAt = ?, place = (SELECT coalesce(max(place), 0) + 1 FROM question) WHERE id = ?
                    """,
                arguments: [isRetired ? now.epochSeconds : nil, id])
            try Self.log(db, isRetired ? .questionRetired : .questionAskedAgain, by: actor, now: now, detail: "\(id)")
        }
    }

    static func questions(_ db: Database) throws -> [Question] {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM question ORDER BY retiredAt IS NOT NULL, place, id")
        if rows.isEmpty { return [] }
        let choices = Dictionary(
            grouping: try Row.fetchAll(db, sql: "SELECT * FROM questionChoice ORDER BY place, id"),
            by: { $0["questionId"] as Int64 })
        let audiences = Dictionary(
            grouping: try Row.fetchAll(db, sql: "SELECT * FROM questionAudience"), by: { $0["questionId"] as Int64 })
        return try rows.map { row in
            let id: Int64 = row["id"]
            return try Question(row: row, choices: choices[id] ?? [], audience: audiences[id] ?? [])
        }
    }

    private static func writeParts(_ db: Database, of draft: QuestionDraft, question id: Int64, now: Date) throws {
        try db.execute(sql: "DELETE FROM questionAudience WHERE questionId = ?", arguments: [id])
        for type in draft.audience {
            try db.execute(sql: "INSERT INTO questionAudience VALUES (?, ?)", arguments: [id, type.rawValue])
        }
        // What somebody may have answered is never deleted; what is still offered is told again right below.
        try db.execute(
            sql: "UPDATE questionChoice SET retiredAt = ? WHERE questionId = ? AND retiredAt IS NULL",
            arguments: [now.epochSeconds, id])
        for (place, choice) in draft.choices.enumerated() {
            if let existing = choice.id {
                try db.execute(
                    sql: """
                        UPDATE questionChoice SET place = ?, labelSv = ?, labelEn = ?, retiredAt = NULL
                        WHERE id = ? AND questionId = ?
                        """,
                    arguments: [place, choice.label.sv, choice.label.en, existing, id])
            } else {
                try db.execute(
                    sql: "INSERT INTO questionChoice (questionId, place, labelSv, labelEn) VALUES (?, ?, ?, ?)",
                    arguments: [id, place, choice.label.sv, choice.label.en])
            }
        }
    }
}

extension QuestionDraft {
    /// In the order of the two statements above.
    fileprivate var columns: StatementArguments {
        [
            label.sv, label.en, hint?.sv, hint?.en, purpose.sv, purpose.en, isRequired, isSensitive, lowest, highest,
            condition?.question, condition?.answer, retentionDays,
        ]
    }
}

extension Question {
    fileprivate init(row: Row, choices: [Row], audience: [Row]) throws {
        let choices = choices.map { row in
            Choice(
                id: row["id"], label: Phrase(sv: row["labelSv"], en: row["labelEn"]),
                isRetired: (row["retiredAt"] as Int64?) != nil)
        }
        let kind: QuestionKind = try row.value("kind")
        let condition = (row["conditionQuestionId"] as Int64?).map {
            Condition(question: $0, answer: row["conditionAnswer"])
        }
        self.init(
            id: row["id"], kind: Kind(kind, lowest: row["lowest"], highest: row["highest"], choices: choices),
            label: Phrase(sv: row["labelSv"], en: row["labelEn"]),
            hint: (row["hintSv"] as String?).map { Phrase(sv: $0, en: row["hintEn"]) },
            purpose: Phrase(sv: row["purposeSv"], en: row["purposeEn"]), isRequired: row["isRequired"],
            isSensitive: row["isSensitive"], audience: Set(try audience.map { try $0.value("organisationType") }),
            condition: condition, retentionDays: row["retentionDays"],
            isRetired: (row["retiredAt"] as Int64?) != nil)
    }
}

extension Question.Kind {
    fileprivate init(_ kind: QuestionKind, lowest: Int64?, highest: Int64?, choices: [Question.Choice]) {
        self =
            switch kind {
            case .line: .line
            case .paragraph: .paragraph
            case .number: .number(lowest: lowest, highest: highest)
            case .day: .day
            case .choice: .choice(choices)
            case .choices: .choices(choices)
            case .yesNo: .yesNo
            }
    }
}
