/// What stands on a badge, in letters that make it fit.
package struct BadgeWords: Sendable, Equatable {
    /// Which of the sheet's sizes the letters of the name have.
    package let step: Int
    /// Above the name.
    package let heading: String?
    /// With soft hyphens where it is too wide for the badge otherwise. Never cut.
    package let name: String
    /// Organisation and the like, the first weighing most: cut with "…" where there is no room, or left out.
    package let lines: [String]
}

extension LabelSheet {
    /// White around the words, and between them and the code.
    package static let padding = 3.0
    package static let nameLeading = 1.2
    package static let smallLeading = 1.3

    /// Where words can stand.
    package func room(besideCode hasCode: Bool) -> Size {
        let code = hasCode ? self.code + (isUpright ? Self.padding : 1) : 0
        return Size(
            width: label.width - 2 * Self.padding - (isUpright ? 0 : code),
            height: label.height - 2 * Self.padding - (isUpright ? code : 0))
    }

    /// The steps a name shrinks in, largest first. In the smallest, any name that the form takes fits on any label.
    package var sizes: [Double] {
        var sizes = [largest]
        while let last = sizes.last, last * 0.85 > Self.smallest { sizes.append((last * 8.5).rounded() / 10) }
        return sizes + [Self.smallest]
    }

    private static let smallest = 1.5
    /// Below this a name is hard to read across a table: words are broken before letters get smaller.
    private static let readable = 0.42
    /// The part of a row that is reckoned with: letters are drawn where the dots allow.
    private static let reserve = 0.98

    /// Of the letters of everything but the name, beside a name of this size.
    package func smallSize(beside size: Double) -> Double { min(max(largest * 0.38, 2.5), size * 0.8) }

    /// Looks for the largest letters in which everything fits. Rather than make a name hard to read it breaks words, then
    /// gives each of the lines one row, and then leaves them out.
    package func words(heading: String? = nil, name: String, lines: [String], hasCode: Bool) -> BadgeWords {
        let room = room(besideCode: hasCode)
        let easy = sizes.indices.filter { sizes[$0] >= largest * Self.readable }
        let hard = sizes.indices.filter { $0 >= (easy.last ?? 0) }
        let attempts =
            easy.map { ($0, false, 2) } + hard.map { ($0, true, 2) } + hard.map { ($0, true, 1) }
            + hard.map { ($0, true, 0) }
        for (step, mayBreak, rows) in attempts {
            let text = mayBreak ? Self.broken(name, to: room.width / sizes[step]) : name
            let (size, small) = (sizes[step], smallSize(beside: sizes[step]))
            let isLast = step == sizes.indices.last
            guard let count = Self.rows(text, of: room.width / size, mayBreakAnywhere: isLast) else { continue }
            let texts = rows == 0 ? [] : [heading ?? ""] + lines
            let kept = texts.map { Self.cut($0, to: rows, of: room.width / small) }
            let smallRows = kept.reduce(0) {
                $0 + ($1.isEmpty ? 0 : Self.rows($1, of: room.width / small, mayBreakAnywhere: true) ?? rows)
            }
            let height = Double(count) * size * Self.nameLeading + Double(smallRows) * small * Self.smallLeading
            if height <= room.height {
                return BadgeWords(
                    step: step, heading: kept.first.flatMap { $0.isEmpty ? nil : $0 }, name: text,
                    lines: Array(kept.dropFirst()))
            }
        }
        return BadgeWords(step: sizes.count - 1, heading: nil, name: name, lines: [])
    }

    /// With soft hyphens in those words alone that are wider than a row.
    private static func broken(_ name: String, to width: Double) -> String {
        name.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let isWide = word.split(separator: "-").contains { TextWidth.of($0) + TextWidth.of("-") > width * reserve }
            return isWide ? Syllables.marked(word) : String(word)
        }.joined(separator: " ")
    }

    /// How many rows a text takes; nil when a word is wider than a row and may not be broken where it likes.
    ///
    /// - Parameter width: Of a row, in ems.
    static func rows(_ text: String, of width: Double, mayBreakAnywhere: Bool) -> Int? {
        let width = width * reserve
        var (rows, filled) = (1, 0.0)
        for piece in pieces(of: text) {
            let own = TextWidth.of(piece.text)
            if filled + own + piece.ending <= width {
                filled += own + piece.space
            } else if own + piece.ending <= width {
                rows += 1
                filled = own + piece.space
            } else if mayBreakAnywhere {
                if filled > 0 { rows += 1 }
                filled = 0
                for scalar in piece.text.unicodeScalars {
                    if filled + TextWidth.of(scalar) > width {
                        rows += 1
                        filled = 0
                    }
                    filled += TextWidth.of(scalar)
                }
                filled += piece.space
            } else {
                return nil
            }
        }
        return rows
    }

    private struct Piece {
        let text: Substring
        /// The hyphen that a break behind it brings.
        let ending: Double
        /// What comes before the next piece in the same row.
        let space: Double
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var start = text.startIndex
        for index in text.indices {
            let next = text.index(after: index)
            switch text[index] {
            case " ": pieces.append(Piece(text: text[start..<index], ending: 0, space: TextWidth.of(" ")))
            case "\u{AD}":
                pieces.append(Piece(text: text[start..<index], ending: TextWidth.of("-"), space: 0))
            case "-" where next < text.endIndex: pieces.append(Piece(text: text[start..<next], ending: 0, space: 0))
            default: continue
            }
            start = next
        }
        return pieces + [Piece(text: text[start...], ending: 0, space: 0)]
    }

    /// What of a text goes into so many rows, by whole words.
    private static func cut(_ text: String, to rows: Int, of width: Double) -> String {
        func fits(_ text: String) -> Bool {
            (self.rows(text, of: width, mayBreakAnywhere: true) ?? .max) <= rows
        }
        if fits(text) { return text }
        var words = text.split(separator: " ")
        while words.count > 1 {
            words.removeLast()
            let shorter = words.joined(separator: " ") + " …"
            if fits(shorter) { return shorter }
        }
        var start = String(words.first ?? "")
        while !start.isEmpty, !fits(start + "…") { start.removeLast() }
        return start + "…"
    }
}
