import Conference
import Markdown

/// What a text may not hold, in words that say what to write instead.
enum MarkdownRefusals {
    /// - Parameter controls: Those in which Markdown is written.
    static func problems<Control>(
        _ controls: [Control], typed: (Control) -> String
    ) -> [DraftForm<Control>.Problem] {
        controls.compactMap { control in
            MarkdownText(typed(control)).refusals.first.map { .init(control: control, message: words(for: $0)) }
        }
    }

    static func words(for refusal: MarkdownText.Refusal) -> Phrase {
        switch refusal {
        case .html:
            Phrase(
                sv:
                    "HTML går inte att ha i texten: taggarna skulle synas som de är. Ta bort dem, eller sätt texten mellan "
                    + "två `.",
                en:
                    "HTML cannot be in the text: the tags would be seen as they are. Remove them, or put the text between "
                    + "two `.")
        case .image:
            Phrase(
                sv: "Bilder går inte att ha i texten. Ta bort ![…](…), eller länka till bilden i stället.",
                en: "Images cannot be in the text. Remove ![…](…), or link to the image instead.")
        case .link(let address):
            Phrase(
                sv:
                    "Länken \(shown(address)) går inte att använda. Börja med https://, mailto:, tel: eller med / för en "
                    + "sida här.",
                en:
                    "The link \(shown(address)) cannot be used. Begin with https://, mailto:, tel: or with / for a page "
                    + "here.")
        case .tooDeep:
            Phrase(
                sv: "Listor och citat ligger i varandra i fler än \(MarkdownText.deepest) led. Gör texten enklare.",
                en: "Lists and quotes lie in each other more than \(MarkdownText.deepest) deep. Make the text simpler.")
        }
    }

    private static func shown(_ address: String) -> String {
        address.isEmpty ? "()" : address.count > 60 ? address.prefix(60) + "…" : address
    }
}
