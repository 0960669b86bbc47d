/// How numbers of cells are shown, as far as it tells what they are.
final class CellFormats: XMLSink {
    enum Shown: Equatable {
        case number
        /// With at least so many digits: "0682" is 682 under "0000".
        case padded(Int)
        case date(hasDay: Bool, hasTime: Bool)
    }

    private var custom: [Int: Shown] = [:]
    private var ofCells: [Int] = []
    private var isInCells = false

    func start(_ name: String, _ attributes: XMLAttributes) throws(WorkbookProblem) {
        switch name {
        case "numFmt":
            guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
            custom[id] = Self.read(attributes["formatCode"] ?? "")
        case "cellXfs": isInCells = true
        case "xf" where isInCells: ofCells.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {}

    func end(_ name: String) {
        if name == "cellXfs" { isInCells = false }
    }

    /// - Parameter style: The number of the cell's style; nil for none.
    func shown(_ style: Int?) -> Shown {
        guard let style, ofCells.indices.contains(style) else { return .number }
        let id = ofCells[style]
        if let custom = custom[id] { return custom }
        switch id {  // those that need no entry (ISO/IEC 29500-1 §18.8.30)
        case 14...17, 27...31, 36, 50...54, 57, 58: return .date(hasDay: true, hasTime: false)
        case 22: return .date(hasDay: true, hasTime: true)
        case 18...21, 32...35, 45...47, 55, 56: return .date(hasDay: false, hasTime: true)
        default: return .number
        }
    }

    /// Reads a format such as "yyyy\-mm\-dd;@". Letters in quotes, behind a backslash and in brackets are no part of it.
    private static func read(_ code: String) -> Shown {
        if code.utf8.count >= 2, code.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) { return .padded(code.utf8.count) }
        var letters: Set<Character> = []
        var closing: Character?
        var isEscaped = false
        for letter in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if let end = closing {
                if letter == end { closing = nil }
            } else if letter == "\\" || letter == "_" || letter == "*" {
                isEscaped = true
            } else if letter == "\"" {
                closing = "\""
            } else if letter == "[" {
                closing = "]"
            } else if letter == ";" {
                break
            } else {
                letters.insert(letter)
            }
        }
        if letters.isSuperset(of: "general") { return .number }
        let hasDay = letters.contains("y") || letters.contains("d")
        let hasTime = letters.contains("h") || letters.contains("s")
        return hasDay || hasTime ? .date(hasDay: hasDay, hasTime: hasTime) : .number
    }
}
