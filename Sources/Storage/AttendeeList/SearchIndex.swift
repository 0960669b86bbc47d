import GRDB

// The index is behind on purpose. Half a hundred microseconds of trigrams for each sign-up would make the one writer take
// a third fewer; put in by the hundreds they cost less, and when nobody waits they cost nobody anything. Until then the
// latest registrations are read one by one, a microsecond each.
extension Store {
    /// Fewer than this are not worth a segment of the index of their own.
    private static let worthIndexing = 500
    /// Also while others wait to write, for then searches take longer by milliseconds.
    private static let tooFarBehind = 10_000

    /// Puts the latest registrations into the search index, some hundreds at a time, as long as nobody else has to
    /// write. Searches find them before and after.
    ///
    /// - Returns: How many it put in.
    @discardableResult
    package func indexForSearch() async throws -> Int {
        var indexed = 0
        while !Task.isCancelled {
            let behind = try await pool.read { db in
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM (
                            SELECT 1 FROM registration WHERE id > (SELECT indexedTo FROM searchProgress) LIMIT ?)
                        """, arguments: [Self.tooFarBehind]) ?? 0
            }
            guard behind >= Self.worthIndexing, writesInLine == 0 || behind >= Self.tooFarBehind else { break }
            indexed += try await writer.write { db in try Self.indexSome(db, limit: Self.worthIndexing) }
        }
        if indexed > 0, writesInLine == 0, try await hasManySegments() { try await mergeSegments() }
        return indexed
    }

    /// Whether the largest segment of the index is less than half of it. A search walks the lists of each segment, at
    /// twice the time of one of all; to merge them whenever the index has doubled writes it not more than twice.
    private func hasManySegments() async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT 2 * max(pages) < sum(pages)
                    FROM (SELECT count(*) AS pages FROM searchIndex_idx GROUP BY segid)
                    """) ?? false
        }
    }

    static func indexSome(_ db: Database, limit: Int) throws -> Int {
        try db.execute(
            sql: """
                UPDATE searchProgress SET indexedTo = coalesce((
                    SELECT max(id) FROM (SELECT id FROM registration WHERE id > indexedTo ORDER BY id LIMIT ?)), indexedTo)
                """, arguments: [limit])
        return limit
    }

    static func countEverybody(_ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT registrations + (SELECT count(*) FROM registration WHERE id > indexedTo) FROM searchProgress
                """) ?? 0
    }

    /// Takes what changed and deleted registrations have left in the search index out of the file's pages, where it
    /// stays until the index is merged; in small steps, between which others write. Then out of the write-ahead log.
    ///
    /// - Returns: Whether there was anything.
    /// - Throws: `DatabaseError` `SQLITE_BUSY` when a reader holds the log open; call again later.
    @discardableResult
    package func forgetFormerSearchText() async throws -> Bool {
        let leftovers = try await pool.read { db in
            try Int.fetchOne(db, sql: "SELECT leftovers FROM searchProgress") ?? 0
        }
        guard leftovers > 0 else { return false }
        try await mergeSegments()
        try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        // Those that came meanwhile are for the next time.
        try await writer.write { db in
            try db.execute(sql: "UPDATE searchProgress SET leftovers = leftovers - ?", arguments: [leftovers])
        }
        return true
    }

    /// Into one, in small steps.
    private func mergeSegments() async throws {
        var pages = -500  // less than zero: all of them (SQLite fts5.html §6.8)
        while try await writer.write({ [pages] db in try Self.mergeSome(db, pages: pages) }) {
            try Task.checkCancellation()
            pages = 500
        }
    }

    private static func mergeSome(_ db: Database, pages: Int) throws -> Bool {
        let before = db.totalChangesCount
        try db.execute(
            sql: "INSERT INTO searchIndex (searchIndex, rank) VALUES ('merge', ?)", arguments: [pages])
        return db.totalChangesCount - before >= 2  // less: there is nothing left to merge
    }
}
