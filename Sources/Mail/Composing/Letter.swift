/// What a message says, before it is a text or a page.
struct Letter: Sendable {
    enum Block: Sendable, Equatable {
        case paragraph(String)
        /// Lines of words and links.
        case text([[Inline]])
        /// Terms and values.
        case facts([Fact])
        /// Where to go.
        case link(String, address: String)
    }

    enum Inline: Sendable, Equatable {
        case words(String)
        /// In a plain text the address stands for both.
        case link(String, address: String)
    }

    struct Fact: Sendable, Equatable {
        let term: String
        let value: String
    }

    let language: String
    let subject: String
    let heading: String
    let blocks: [Block]
    /// Who sent this, and why.
    let footer: String

    var plainText: String {
        let parts = blocks.map { block in
            switch block {
            case .paragraph(let words): words
            case .text(let lines): lines.map { $0.map(plain).joined() }.joined(separator: "\n")
            case .facts(let facts): facts.map { "\($0.term): \($0.value)" }.joined(separator: "\n")
            case .link(let words, let address): "\(words):\n\(address)"
            }
        }
        // A signature's mark, so that replies leave it out (RFC 3676 §4.3).
        return ([heading] + parts).joined(separator: "\n\n") + "\n\n-- \n\(footer)\n"
    }

    /// Without pictures, style sheet or anything that is fetched: what is read tells nobody.
    var page: String {
        let parts = blocks.map { block in
            switch block {
            case .paragraph(let words): "<p>\(escaped(words))</p>"
            case .text(let lines): "<p>" + lines.map { $0.map(markup).joined() }.joined(separator: "<br>\n") + "</p>"
            case .facts(let facts):
                "<p>"
                    + facts.map { "\(escaped($0.term)): <strong>\(escaped($0.value))</strong>" }.joined(
                        separator: "<br>\n") + "</p>"
            case .link(let words, let address):
                "<p><a href=\"\(escaped(address))\">\(escaped(words))</a></p>"
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language)">
            <head><meta charset="utf-8"><title>\(escaped(subject))</title></head>
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
            <h1 style="font-size: 1.4em">\(escaped(heading))</h1>
            \(parts.joined(separator: "\n"))
            <hr>
            <p><small>\(escaped(footer))</small></p>
            </body>
            </html>

            """
    }

    private func plain(_ inline: Inline) -> String {
        switch inline {
        case .words(let words): words
        case .link(_, let address): address
        }
    }

    private func markup(_ inline: Inline) -> String {
        switch inline {
        case .words(let words): escaped(words)
        case .link(let words, let address): "<a href=\"\(escaped(address))\">\(escaped(words))</a>"
        }
    }

    /// On UTF-8, as `HTML` in `Site` does it and for the same reason.
    private func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
