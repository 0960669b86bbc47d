/// A text of the organisers with placeholders.
package struct MailTemplate: Sendable, Equatable {
    package enum Piece: Sendable, Equatable {
        case words(String)
        case placeholder(MailPlaceholder)
    }

    package let pieces: [Piece]

    /// What is wrong with a text: a placeholder that does not belong there, or a bracket that belongs to none.
    package enum Flaw: Error, Equatable, Sendable {
        case unknown(String)
        case strayBracket
    }

    /// What stands in brackets is shown so long in a complaint.
    private static let longestWord = 40

    package init(_ text: String, allowed: [MailPlaceholder]) throws(Flaw) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let bracket = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            let inside = rest[rest.index(after: bracket)...]
            guard rest[bracket] == "{",
                let end = inside.firstIndex(where: { $0 == "{" || $0 == "}" || $0.isNewline }), inside[end] == "}"
            else { throw .strayBracket }
            let word = inside[..<end]
            guard let placeholder = MailPlaceholder(word: word.trimmingPrefix(while: \.isWhitespace).trimmedEnd),
                allowed.contains(placeholder)
            else { throw .unknown(String(word.prefix(Self.longestWord))) }
            if bracket > rest.startIndex { pieces.append(.words(String(rest[..<bracket]))) }
            pieces.append(.placeholder(placeholder))
            rest = inside[inside.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    /// A text that was checked when it was kept. What has become a flaw since, by a rule that changed, stands as it is.
    package init(kept text: String, allowed: [MailPlaceholder]) {
        do {
            try self.init(text, allowed: allowed)
        } catch {
            self.init(pieces: [.words(text)])
        }
    }

    private init(pieces: [Piece]) { self.pieces = pieces }

    package func contains(_ placeholder: MailPlaceholder) -> Bool { pieces.contains(.placeholder(placeholder)) }

    /// With a recipient's own words.
    package func text(_ value: (MailPlaceholder) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .placeholder(let placeholder): value(placeholder)
            }
        }.joined()
    }

    /// The parts between blank lines, each as its lines. What is put in for a placeholder later makes no new ones.
    package var paragraphs: [[MailTemplate]] {
        var paragraphs: [[[Piece]]] = [[[]]]
        func endLine() {
            if paragraphs[paragraphs.count - 1].last?.isBlank == true {
                if paragraphs[paragraphs.count - 1].count > 1 {
                    paragraphs[paragraphs.count - 1].removeLast()
                    paragraphs.append([[]])
                } else {
                    paragraphs[paragraphs.count - 1] = [[]]
                }
            } else {
                paragraphs[paragraphs.count - 1].append([])
            }
        }
        for piece in pieces {
            guard case .words(let words) = piece else {
                paragraphs[paragraphs.count - 1][paragraphs[paragraphs.count - 1].count - 1].append(piece)
                continue
            }
            for (number, line) in words.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if number > 0 { endLine() }
                if !line.isEmpty {
                    paragraphs[paragraphs.count - 1][paragraphs[paragraphs.count - 1].count - 1]
                        .append(.words(String(line)))
                }
            }
        }
        return paragraphs.map { lines in
            lines.filter { !$0.isBlank }.map(MailTemplate.init(pieces:))
        }.filter { !$0.isEmpty }
    }
}

extension [MailTemplate.Piece] {
    fileprivate var isBlank: Bool {
        allSatisfy { piece in
            if case .words(let words) = piece { words.allSatisfy(\.isWhitespace) } else { false }
        }
    }
}

extension Substring {
    fileprivate var trimmedEnd: Substring {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return self[endIndex...] }
        return self[...last]
    }
}
