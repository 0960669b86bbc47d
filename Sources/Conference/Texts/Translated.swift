/// Words in Swedish, and in English where somebody has written them: else the Swedish ones stand in for them.
///
/// A `Phrase` is in both. This is for what organisers write at length, where half of it is better than none.
package struct Translated: Sendable, Equatable {
    package let sv: String
    package let en: String?

    package init(sv: String, en: String?) {
        self.sv = sv
        self.en = en
    }

    /// The words for a page in that language, and the language they are in.
    package func words(in language: Language) -> (text: String, language: Language) {
        switch language {
        case .swedish: (sv, .swedish)
        case .english: en.map { ($0, .english) } ?? (sv, .swedish)
        }
    }
}
