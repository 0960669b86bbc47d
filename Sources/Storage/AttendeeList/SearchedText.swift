import Conference
import Foundation
import GRDB

/// What somebody typed into the search.
///
/// All words must be found, in any order: "Berg Anna" finds Anna Berg. Words of three letters are found anywhere; shorter
/// ones, which are in nearly everything, at the beginnings of words.
struct SearchedText {
    /// More words than this are not looked for.
    private static let mostWords = 8
    /// So many trigrams tell rare from frequent.
    private static let mostTrigramsOfWord = 6
    private static let mostTrigrams = 12

    private let words: [String]
    /// What was typed as a booking code, if it can be one.
    let code: String?

    /// Nil where nothing is searched for.
    init?(_ typed: String) {
        words = typed.precomposedStringWithCanonicalMapping.lowercased()
            .split { $0.isWhitespace || $0 == "\0" }  // SQLite ends a bound text at NUL
            .prefix(Self.mostWords).map(String.init)
        guard !words.isEmpty else { return nil }
        code = BookingCode.normalised(typed)
    }

    /// Of a row of `registration`. LIKE would give "%" and "_" a meaning.
    var condition: SQL {
        words.map { word -> SQL in
            word.unicodeScalars.count < 3
                ? "instr(' ' || replace(searchText, char(10), ' '), \(" " + word)) > 0"
                : "instr(searchText, \(word)) > 0"
        }.joined(separator: " AND ")
    }

    /// Of each word some of its trigrams, spread over it: they stand in whatever has the word.
    var trigrams: [[String]] {
        let most = max(1, min(Self.mostTrigramsOfWord, Self.mostTrigrams / words.count))
        return words.map { word in
            var scalars = Array(word.unicodeScalars)
            // Behind the "@" stands what many have in common.
            if let at = scalars.firstIndex(of: "@"), at >= 2 { scalars = Array(scalars[...at]) }
            // As the trigger of migration 0012 puts two spaces before each word.
            while scalars.count < 3 { scalars.insert(" ", at: 0) }
            let last = scalars.count - 3
            return stride(from: last, through: 0, by: -(last / most + 1)).map { start in
                String(String.UnicodeScalarView(scalars[start..<start + 3]))
            }
        }
    }
}
