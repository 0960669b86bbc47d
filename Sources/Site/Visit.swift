import Conference
import Foundation
import HTTP

/// One request for one page, in one language, at one moment.
struct Visit: Sendable {
    let request: Request
    let page: Page
    let language: Language
    let now: Date

    /// The words in the visitor's language.
    func callAsFunction(_ sv: String, _ en: String) -> String { Phrase(sv: sv, en: en)[language] }

    func path(_ page: Page) -> String { page.path(in: language) }
}
