import Conference

/// What organisers wrote, as blocks of a letter. Only their own words can become links: a placeholder's value is text,
/// whatever is in it.
struct OwnWords {
    /// For every placeholder but the link.
    let value: (MailPlaceholder) -> String
    let link: (words: String, inline: String, address: String)

    func line(_ template: MailTemplate) -> String {
        template.text(value)
    }

    func blocks(_ template: MailTemplate) -> [Letter.Block] {
        template.paragraphs.flatMap { lines -> [Letter.Block] in
            var blocks: [Letter.Block] = []
            var gathered: [[Letter.Inline]] = []
            for line in lines {
                // Alone on its line it is the link, rather than a word of a sentence.
                if line.pieces.contains(.placeholder(.link)),
                    line.text({ $0 == .link ? "" : "x" }).allSatisfy(\.isWhitespace)
                {
                    if !gathered.isEmpty { blocks.append(.text(gathered)) }
                    gathered = []
                    blocks.append(.link(link.words, address: link.address))
                } else {
                    gathered.append(inlines(line))
                }
            }
            return gathered.isEmpty ? blocks : blocks + [.text(gathered)]
        }
    }

    private func inlines(_ line: MailTemplate) -> [Letter.Inline] {
        line.pieces.flatMap { piece -> [Letter.Inline] in
            switch piece {
            case .words(let words): withLinks(words)
            case .placeholder(.link): [.link(link.inline, address: link.address)]
            case .placeholder(let placeholder): [.words(value(placeholder))]
            }
        }
    }

    /// What stands with http:// or https:// in the text can be clicked in the page, too. A mark at its end belongs to the
    /// sentence.
    private func withLinks(_ words: String) -> [Letter.Inline] {
        var inlines: [Letter.Inline] = []
        var rest = words[...]
        while let match = rest.firstMatch(of: #/https?://[!-;=?-~]*[/0-9A-Za-z_=#&-]/#) {
            let address = String(match.output)
            if match.range.lowerBound > rest.startIndex {
                inlines.append(.words(String(rest[..<match.range.lowerBound])))
            }
            inlines.append(.link(address, address: address))
            rest = rest[match.range.upperBound...]
        }
        return rest.isEmpty ? inlines : inlines + [.words(String(rest))]
    }
}
