internal import CCMark

/// Markdown (CommonMark 0.30) read into the few things that a text of ours may hold.
///
/// What is none of them cannot be said by these types: raw HTML becomes the text it is written as, an image the words
/// for those who do not see it, a link that may not be followed its words. So whatever somebody writes, a page can show.
/// Nothing here writes HTML: pages do, by the type that escapes.
package struct MarkdownText: Sendable, Equatable {
    package let blocks: [Block]
    /// What was left out or shown otherwise, in the order of the text; each kind and address once.
    package let refusals: [Refusal]

    package indirect enum Block: Sendable, Equatable {
        case paragraph([Inline])
        /// - Parameter level: From 1, as in an outline that skips none.
        case heading(level: Int, [Inline])
        /// - Parameter start: The first number; nil without numbers.
        case list(start: Int?, isTight: Bool, items: [[Block]])
        case quote([Block])
        case code(String)
        case rule
    }

    package indirect enum Inline: Sendable, Equatable {
        case text(String)
        case emphasis([Inline])
        case strong([Inline])
        case code(String)
        case link(LinkAddress, [Inline])
        case lineBreak
        case space
    }

    package enum Refusal: Sendable, Hashable {
        case html
        case image
        case link(address: String)
        case tooDeep
    }

    /// Lists in quotes in lists: what lies deeper is shown without its own form.
    package static let deepest = 8
    /// In Unicode scalars: no reader of Markdown is quick with everything, and nobody reads on for longer.
    package static let longest = 10_000

    /// Never fails. What comes after `longest` is not read.
    package init(_ text: String) {
        let scalars = text.unicodeScalars
        let read = scalars.count <= Self.longest ? text : String(String.UnicodeScalarView(scalars.prefix(Self.longest)))
        var reader = MarkdownReader()
        blocks = reader.blocks(of: read)
        refusals = reader.refusals
    }
}
