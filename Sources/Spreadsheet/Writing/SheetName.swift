/// What a sheet may be called: at most 31 UTF-16 units without []:*?/\, no apostrophe at either end, not "History", and
/// nothing that differs from another's name in case only.
enum SheetName {
    private static let longest = 31
    private static let forbidden: Set<Unicode.Scalar> = ["[", "]", ":", "*", "?", "/", "\\"]

    static func allowed(_ wanted: String, besides taken: Set<String>) -> String {
        let scalars = wanted.unicodeScalars.map { scalar in
            forbidden.contains(scalar) || scalar.properties.generalCategory == .control ? "-" : scalar
        }
        var plain = ""
        plain.unicodeScalars.append(contentsOf: scalars)
        plain = trimmed(plain)
        if plain.isEmpty { plain = "-" }
        var name = shortened(plain, to: longest)
        var number = 2
        while taken.contains(key(name)) || key(name) == "history" {
            let suffix = " (\(number))"
            name = shortened(plain, to: longest - suffix.utf16.count) + suffix
            number += 1
        }
        return name
    }

    static func key(_ name: String) -> String { name.lowercased() }

    private static func shortened(_ text: String, to length: Int) -> String {
        var text = text
        while text.utf16.count > length { text.removeLast() }
        return trimmed(text)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first == "'" || first == " " { text.removeFirst() }
        while let last = text.last, last == "'" || last == " " { text.removeLast() }
        return String(text)
    }
}
