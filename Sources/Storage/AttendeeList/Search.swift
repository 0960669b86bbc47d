import GRDB

/// How what was typed is looked for in a file.
///
/// A list of the search index is walked from its beginning, however few of its entries are also in another list. So the
/// rarest trigrams lead the way, which are told by how far apart those are that have them; the lists that cost more to
/// walk than they spare are left alone, and rows are looked at instead.
struct Search {
    /// Nanoseconds an entry, in an index of one segment.
    private static let walking = 20.0
    /// Nanoseconds a row, found by its number among a million.
    private static let looking = 1500.0
    /// So many entries of a list are walked to tell how long it is.
    private static let sample = 100
    /// Who has two trigrams of a word mostly has the others too.
    private static let enoughOfWord = 2

    let condition: SQL
    /// The numbers of those it finds, in order of arrival.
    let source: SQL
    /// The same and perhaps some more, where that takes less time.
    let candidates: SQL
    /// Trigrams by which it goes through the index.
    let walked: [String]

    /// - Parameter indexedTo: Registrations up to this number are in the index.
    init(_ db: Database, _ searched: SearchedText, indexedTo: Int64) throws {
        // A word of eight letters can be a code as well: it is one if somebody has it.
        if let code = searched.code, try Self.exists(db, code: code) {
            condition = "code = \(code)"
            source = "SELECT id FROM registration WHERE code = \(code)"
            candidates = source
            walked = []
            return
        }
        condition = searched.condition
        let (walked, leftOut) = try Self.worthWalking(db, searched.trigrams, indexedTo: indexedTo)
        self.walked = walked
        let latest: SQL = "SELECT id FROM registration WHERE id > \(indexedTo) AND \(condition)"
        source = """
            SELECT registration.id FROM searchIndex CROSS JOIN registration ON registration.id = searchIndex.rowid
            WHERE \(Self.match(walked)) AND \(condition)
            UNION ALL \(latest)
            """
        candidates =
            leftOut ? source : "SELECT rowid AS id FROM searchIndex WHERE \(Self.match(walked)) UNION ALL \(latest)"
    }

    /// Of a row of `searchIndex`.
    var match: SQL { Self.match(walked) }

    private static func match(_ trigrams: [String]) -> SQL {
        "searchIndex MATCH \(trigrams.map(quoted).joined(separator: " AND "))"
    }

    private static func exists(_ db: Database, code: String) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM registration WHERE code = ?")
        return try Int.fetchOne(statement, arguments: [code]) != nil
    }

    /// The rarest, and those that are worth it beside them; and whether one of the words is in none.
    private static func worthWalking(
        _ db: Database, _ words: [[String]], indexedTo: Int64
    ) throws -> (trigrams: [String], leftOut: Bool) {
        var lists: [TrigramList] = []
        for (number, word) in words.enumerated() {
            for trigram in word {
                let list = try TrigramList(db, trigram, word: number, indexedTo: indexedTo)
                // That few are looked at and nothing else asked for.
                if list.length < Double(sample) { return ([trigram], leftOut: true) }
                lists.append(list)
            }
        }
        lists.sort { $0.length < $1.length }
        var taken: [TrigramList] = []
        var rows = Double.infinity
        for list in lists {
            let ofWord = taken.count { $0.word == list.word }
            guard ofWord < enoughOfWord else { continue }
            // Words are mostly independent of each other, the trigrams of one are not.
            let share = ofWord == 0 ? list.length / Double(indexedTo) : 0.5
            guard taken.isEmpty || list.length * walking < rows * (1 - share) * looking else { continue }
            taken.append(list)
            rows = min(rows * share, list.length)
        }
        return (taken.map(\.trigram), leftOut: Set(taken.map(\.word)).count < words.count)
    }

    /// Of those who have a trigram.
    private struct TrigramList {
        let trigram: String
        /// The number of the word it is of.
        let word: Int
        /// Counted below `sample`, else told from how far the first are apart.
        let length: Double

        init(_ db: Database, _ trigram: String, word: Int, indexedTo: Int64) throws {
            (self.trigram, self.word) = (trigram, word)
            let statement = try db.cachedStatement(
                sql: """
                    SELECT count(*), max(rowid)
                    FROM (SELECT rowid FROM searchIndex WHERE searchIndex MATCH ? LIMIT ?)
                    """)
            let row = try Row.fetchOne(statement, arguments: [Search.quoted(trigram), Search.sample])
            let (count, last): (Int, Int64?) = (row?[0] ?? 0, row?[1])
            if count == Search.sample, let last {
                length = Double(count) * Double(max(indexedTo, last)) / Double(last)
            } else {
                length = Double(count)
            }
        }
    }

    /// As a string of FTS5 (fts5.html §3.1).
    private static func quoted(_ trigram: String) -> String {
        "\"" + trigram.replacing("\"", with: "\"\"") + "\""
    }
}
