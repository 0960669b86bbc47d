package import Conference
import GRDB

/// What those with a seat need, in figures.
package struct CountedNeeds: Sendable {
    package enum Asked: Sendable {
        case field(Field)
        case question(Question)
    }

    package let asked: Asked
    /// By what they wrote, in small letters, or by the number of what they chose.
    package let counts: NeedCounts
}

extension Store {
    /// The answers of those with a seat to everything sensitive that is asked, and how many seats are taken.
    package func countedNeeds() async throws -> (seats: Int, needs: [CountedNeeds]) {
        try await pool.read { db in
            let seats = try Int.fetchOne(db, sql: "SELECT count(*) FROM registration WHERE state = 'confirmed'") ?? 0
            let fields = try Field.all.filter(\.isSensitive).map { field in
                CountedNeeds(asked: .field(field), counts: NeedCounts(try Self.answers(db, to: field)))
            }
            let questions = try Self.questions(db).filter(\.isSensitive).map { question in
                CountedNeeds(asked: .question(question), counts: NeedCounts(try Self.answers(db, to: question)))
            }
            return (seats, fields + questions)
        }
    }

    private static func answers(_ db: Database, to field: Field) throws -> [Set<String>: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(field.name), count(*) FROM registration
                WHERE state = 'confirmed' AND \(field.name) IS NOT NULL GROUP BY 1
                """)
        return rows.reduce(into: [:]) { $0[[NeedCounts.spelling($1[0])], default: 0] += $1[1] }
    }

    private static func answers(_ db: Database, to question: Question) throws -> [Set<String>: Int] {
        // Unit separators (U+001F) stand in no answer: the forms take nothing that cannot be printed.
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT given, count(*) FROM (
                    SELECT group_concat(value, char(31)) AS given
                    FROM answer JOIN registration ON registration.id = registrationId
                    WHERE questionId = ? AND state = 'confirmed' GROUP BY registrationId)
                GROUP BY given
                """, arguments: [question.id])
        return rows.reduce(into: [:]) { answers, row in
            let given = (row[0] as String).split(separator: "\u{1F}").map { NeedCounts.spelling(String($0)) }
            answers[Set(given), default: 0] += row[1]
        }
    }
}
