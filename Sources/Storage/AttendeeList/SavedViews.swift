import GRDB

/// A query of the attendee list with a name, to come back to.
package struct SavedView: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: String
    /// As it stands in the address, without "?".
    package let query: String
    /// Whether every organiser sees it.
    package let isShared: Bool

    /// In Unicode scalars.
    package static let longestName = 60
    /// Of one organiser, and of all together.
    package static let most = 50
}

extension Store {
    /// An organiser's own and the shared ones, by name.
    ///
    /// - Parameter organiser: By number.
    package func savedViews(of organiser: Int64) async throws -> [SavedView] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, name, query, organiserId IS NULL FROM savedView
                    WHERE organiserId IS NULL OR organiserId = ? ORDER BY name, id
                    """, arguments: [organiser]
            ).map { SavedView(id: $0[0], name: $0[1], query: $0[2], isShared: $0[3]) }
        }
    }

    /// Keeps a view; one of the same name is replaced.
    ///
    /// - Returns: Whether there was room for it.
    package func saveView(
        name: String, query: String, isShared: Bool, of organiser: Int64
    ) async throws -> Bool {
        try await writer.write { db in
            let owner = isShared ? nil : organiser
            try db.execute(
                sql: "DELETE FROM savedView WHERE organiserId IS ? AND name = ?", arguments: [owner, name])
            let count =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM savedView WHERE organiserId IS ?", arguments: [owner]) ?? 0
            guard count < SavedView.most else { return false }
            try db.execute(
                sql: "INSERT INTO savedView (organiserId, name, query) VALUES (?, ?, ?)",
                arguments: [owner, name, query])
            return true
        }
    }

    /// Forgets a view: a shared one, or one's own.
    package func removeView(id: Int64, of organiser: Int64) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM savedView WHERE id = ? AND (organiserId IS NULL OR organiserId = ?)",
                arguments: [id, organiser])
        }
    }
}
