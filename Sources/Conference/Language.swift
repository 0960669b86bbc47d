/// A language the site speaks. A third is one case here; the compiler then names every word that is missing.
package enum Language: String, Sendable, CaseIterable {
    case swedish = "sv"
    case english = "en"

    package var other: Language {
        switch self {
        case .swedish: .english
        case .english: .swedish
        }
    }
}

/// The same words in every language.
package struct Phrase: Sendable, Equatable {
    package let sv: String
    package let en: String

    package init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .swedish: sv
        case .english: en
        }
    }
}
