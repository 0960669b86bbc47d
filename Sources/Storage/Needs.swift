package import Conference
import GRDB

/// How many of those with a seat gave one answer, whoever they are.
package struct Need: Sendable, Equatable {
    package let answer: String
    package let count: Int
}

extension Store {
    /// The answers to a question about needs with their numbers and without names, the most frequent first.
    package func needs(_ field: Field) async throws -> [Need] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT min(\(field.name)) AS answer, count(*) AS count FROM registration
                    WHERE state = 'confirmed' AND \(field.name) IS NOT NULL
                    GROUP BY lower(\(field.name)) ORDER BY count(*) DESC, lower(\(field.name))
                    """
            ).map { Need(answer: $0["answer"], count: $0["count"]) }
        }
    }
}
