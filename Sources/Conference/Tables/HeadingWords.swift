/// The words that columns of a table are headed with, and what each means. Columns stand in any order.
package struct HeadingWords<Meaning: Hashable & Sendable>: Sendable {
    private let meanings: [String: Meaning]

    /// - Parameter words: Of two that read alike the first counts.
    package init(_ words: [(String, Meaning)]) {
        meanings = Dictionary(words.map { (TableWord.key($0), $1) }, uniquingKeysWith: { first, _ in first })
    }

    /// What each column of a row of headings means; nil where that is not known. Of two alike the first counts.
    package func meanings(of row: [String]) -> [Meaning?] {
        var seen: Set<Meaning> = []
        return row.map { heading in
            meanings[TableWord.key(heading)].flatMap { seen.insert($0).inserted ? $0 : nil }
        }
    }

    /// Whether a row is headings: as many known ones as asked, at least half of its cells, and no address among them. A
    /// person may well be called as a heading is.
    package func areKnown(in row: [String], atLeast: Int) -> Bool {
        guard !row.contains(where: { $0.utf8.contains(UInt8(ascii: "@")) }) else { return false }
        let known = row.count { meanings[TableWord.key($0)] != nil }
        return known >= atLeast && known * 2 >= row.count { !$0.isBlank }
    }
}

/// A word of a table as it is looked up.
enum TableWord {
    /// Case, spaces, hyphens and a star or colon behind it make no other word.
    static func key(_ word: String) -> String {
        let kept = word.composed.lowercased().unicodeScalars.filter { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return String(String.UnicodeScalarView(kept))
    }
}
