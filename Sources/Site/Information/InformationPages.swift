import Conference
import HTTP

/// Pages of plain text: personal data, accessibility.
struct InformationPages: Sendable {
    let frame: Frame

    @Sendable func privacy(_ visit: Visit) async throws -> Response {
        let text =
            switch visit.language {
            case .swedish: privacySwedish
            case .english: privacyEnglish
            }
        return page(visit, visit("Personuppgifter", "Personal data"), text)
    }

    @Sendable func accessibility(_ visit: Visit) async throws -> Response {
        let text =
            switch visit.language {
            case .swedish: accessibilitySwedish
            case .english: accessibilityEnglish
            }
        return page(visit, visit("Tillgänglighet", "Accessibility"), text)
    }

    private func page(_ visit: Visit, _ title: String, _ text: HTML) -> Response {
        let contact =
            frame.contact.map { "<a href=\"mailto:\($0)\">\($0)</a>" as HTML }
            ?? "\(visit("någon av de fyra arrangörskommunerna", "any of the four municipalities that arrange it"))"
        return frame.page(
            visit, title: title,
            content: """
                <article class="reading">
                <h1>\(title)</h1>
                \(text)
                <h2>\(visit("Kontakt", "Contact"))</h2>
                <p>\(visit("Hör av dig till", "Write to")) \(contact).</p>
                </article>
                """)
    }
}
