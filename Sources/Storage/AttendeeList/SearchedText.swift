import Conference
import Foundation
import GRDB

/// What somebody typed into the search, as questions to the database.
///
/// All words must be found, in any order: "Berg Anna" finds Anna Berg. Words of three letters are found anywhere; shorter
/// ones, which are in nearly everything, at the beginnings of words.
struct SearchedText {
    /// More words than this are not looked for.
    private static let mostWords = 8

    private let words: [String]
    /// A booking code however it was typed, as it stands in what is searched.
    private let code: String?
    private let indexedTo: Int64

    /// Nil where nothing is searched for.
    init?(_ typed: String, indexedTo: Int64) {
        words = typed.precomposedStringWithCanonicalMapping.lowercased()
            .split { $0.isWhitespace || $0 == "\0" }  // SQLite ends a bound text at NUL
            .prefix(Self.mostWords).map(String.init)
        guard !words.isEmpty else { return nil }
        code = BookingCode.normalised(typed)?.lowercased()
        self.indexedTo = indexedTo
    }

    /// LIKE would give "%" and "_" a meaning.
    var condition: SQL {
        let found = words.map { word -> SQL in
            word.unicodeScalars.count < 3
                ? "instr(' ' || replace(searchText, char(10), ' '), \(" " + word)) > 0"
                : "instr(searchText, \(word)) > 0"
        }.joined(separator: " AND ")
        return code.map { "(\(found) OR code = \($0.uppercased()))" } ?? found
    }

    /// Those in the index that have all the trigrams, and those of the latest that are not in it yet.
    var source: SQL {
        """
        SELECT rowid AS id FROM searchIndex WHERE \(match)
        UNION ALL
        SELECT id FROM registration WHERE id > \(indexedTo) AND \(condition)
        """
    }

    /// Of a row of `searchIndex`.
    var match: SQL {
        var expression = words.map(Self.trigrams).joined(separator: " AND ")
        if let code { expression = "(\(expression)) OR (\(Self.trigrams(of: code)))" }
        return "searchIndex MATCH \(expression)"
    }

    /// Enough of the word's trigrams to cover it: each costs a walk through all who have it, and whoever is found is
    /// looked at anyway. Behind the "@" stands what many have in common.
    private static func trigrams(of word: String) -> String {
        var scalars = Array(word.unicodeScalars)
        if let at = scalars.firstIndex(of: "@"), at >= 3 { scalars = Array(scalars[..<at]) }
        // As the trigger of migration 0012 puts two spaces before each word.
        while scalars.count < 3 { scalars.insert(" ", at: 0) }
        let last = scalars.count - 3
        return (Array(stride(from: 0, to: last, by: 3)) + [last]).map { start in
            var trigram = ""
            trigram.unicodeScalars.append(contentsOf: scalars[start..<start + 3])
            return "\"" + trigram.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: " AND ")
    }
}
