/// Where a long word may be broken: Swedish puts one consonant on the next line, and two or three that a word can begin
/// with ("Berg-ström", "An-ders-son").
///
/// Names are in no dictionary, so this is a rule and not a list. It is asked for names alone that would not fit otherwise.
enum Syllables {
    private static let vowels = Set("aeiouyåäöéèüáóøæ")
    private static let beginnings = [
        "str", "skr", "spr", "spl", "skv", "sch", "tr", "dr", "kr", "gr", "br", "pr", "fr", "bl", "fl", "gl", "kl",
        "pl", "kv", "qv", "sv", "tv", "kn", "sj", "tj", "hj", "ch", "th", "ph",
    ]
    /// So many letters stand before the first break and behind the last.
    private static let fewest = 2

    /// The word with a soft hyphen wherever it may be broken.
    static func marked(_ word: some StringProtocol) -> String {
        let letters = Array(word)
        let small = letters.map { $0.lowercased().first ?? $0 }
        let isVowel = small.map(vowels.contains)
        var (pieces, start): ([String], Int) = ([], 0)
        for next in letters.indices where isVowel[next] {
            // A hyphen and the like parts words.
            let word = (letters[..<next].lastIndex { !$0.isLetter } ?? -1) + 1
            let end = letters[next...].firstIndex { !$0.isLetter } ?? letters.endIndex
            guard next > word, !isVowel[next - 1], let before = isVowel[word..<next].lastIndex(of: true) else {
                continue
            }
            let between = String(small[(before + 1)..<next])
            let begins = beginnings.first { between.hasSuffix($0) }?.count ?? 1
            let cut = next - begins
            guard cut - max(start, word) >= fewest, end - cut >= fewest else { continue }
            pieces.append(String(letters[start..<cut]))
            start = cut
        }
        return (pieces + [String(letters[start...])]).joined(separator: "\u{AD}")
    }
}
