package import Foundation
import GRDB

/// What names a request that may come more than once and is to be carried out once.
package struct RepeatKey: Sendable, Equatable {
    let client: Int64
    let text: String
    /// SHA-256 of what is asked.
    let request: [UInt8]

    package init(client: Int64, text: String, request: [UInt8]) {
        self.client = client
        self.text = text
        self.request = request
    }
}

/// An answer as it is sent and, where the request changed something, kept.
package struct APIAnswer: Sendable, Equatable {
    package var status: Int
    package var location: String?
    package var tag: String?
    package var body: [UInt8]

    package init(status: Int, location: String? = nil, tag: String? = nil, body: [UInt8]) {
        self.status = status
        self.location = location
        self.tag = tag
        self.body = body
    }
}

/// The key came before with another request.
package struct KeyOfAnotherRequest: Error, Equatable {}

extension Store {
    static let answerSeconds: Int64 = 24 * 3600

    /// Carries out a request and keeps its answer in the same transaction, or gives the answer that was kept. What was
    /// refused is not kept: it has changed nothing and may be tried again.
    ///
    /// - Parameter key: Nil for a request that is carried out each time it comes.
    /// - Throws: `KeyOfAnotherRequest`.
    func once<Outcome: Sendable>(
        _ key: RepeatKey?, now: Date, _ work: @escaping @Sendable (Database) throws -> Outcome,
        answer: @escaping @Sendable (Outcome) throws -> APIAnswer
    ) async throws -> APIAnswer {
        try await writer.write { db in
            guard let key else { return try answer(try work(db)) }
            if let kept = try Self.answer(db, to: key, now: now) { return kept }
            let answer = try answer(try work(db))
            if (200...299).contains(answer.status) {
                try db.execute(
                    sql: """
                        INSERT OR REPLACE INTO apiAnswer (keyId, repeat, request, status, location, tag, body, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        key.client, key.text, Data(key.request), answer.status, answer.location, answer.tag,
                        Data(answer.body), now.epochSeconds,
                    ])
            }
            return answer
        }
    }

    private static func answer(_ db: Database, to key: RepeatKey, now: Date) throws -> APIAnswer? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM apiAnswer WHERE keyId = ? AND repeat = ? AND at > ?",
            arguments: [key.client, key.text, now.epochSeconds - answerSeconds])
        guard let row else { return nil }
        guard row["request"] == Data(key.request) else { throw KeyOfAnotherRequest() }
        let body: Data = row["body"]
        return APIAnswer(status: row["status"], location: row["location"], tag: row["tag"], body: Array(body))
    }

    /// Deletes what is kept for a time only: answers to programs for a day, and what webhooks were told for a month.
    package func forgetWhatIsOver(now: Date) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM apiAnswer WHERE at <= ?", arguments: [now.epochSeconds - Self.answerSeconds])
            try db.execute(
                sql: "DELETE FROM webhookDelivery WHERE state <> 'pending' AND occurredAt <= ?",
                arguments: [now.epochSeconds - Self.deliverySeconds])
        }
    }
}
