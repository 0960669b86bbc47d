import Conference
import HTTP
import Storage

/// Pages of plain text: practical information, personal data, accessibility.
struct InformationPages: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func privacy(_ visit: Visit) async throws -> Response {
        let responsible = try await written(visit, .responsible)
        let text =
            switch visit.language {
            case .swedish: privacySwedish(responsible: responsible)
            case .english: privacyEnglish(responsible: responsible)
            }
        let questions = try await store.questions().filter { !$0.isRetired }
        return page(
            visit, visit("Personuppgifter", "Personal data"),
            "\(text)\(questions.isEmpty ? nil : purposes(visit, questions))")
    }

    /// What the organisers ask beside the form.
    private func purposes(_ visit: Visit, _ questions: [Question]) -> HTML {
        let items = questions.map { question -> HTML in
            let words = QuestionWords(question: question, language: visit.language)
            return """
                <li><strong>\(question.label[visit.language])</strong> \(question.purpose[visit.language]) \
                \(words.retention)</li>

                """
        }
        return """
            <h2>\(visit("Frågor inför konferensen", "Questions before the conference"))</h2>
            <p>\(visit(
                "Efter anmälan ställer arrangörerna också de här frågorna:",
                "After the registration the organisers also ask these questions:"))</p>
            <ul>
            \(items)
            </ul>
            """
    }

    @Sendable func accessibility(_ visit: Visit) async throws -> Response {
        let help = try await written(visit, .accessibility)
        let text =
            switch visit.language {
            case .swedish: accessibilitySwedish(help: help)
            case .english: accessibilityEnglish(help: help)
            }
        return page(visit, visit("Tillgänglighet", "Accessibility"), text)
    }

    /// Day and place stand here too, so that whoever travels has all of it on one sheet of paper.
    @Sendable func practical(_ visit: Visit) async throws -> Response {
        let text = try await store.text(.practical)
        let later: HTML = "<p>\(visit("Mer kommer här längre fram.", "More will come here later."))</p>"
        return page(
            visit, visit("Praktisk information", "Practical information"),
            """
            \(try await store.conference().map { ConferenceFactList(visit: visit, conference: $0).html })
            \(text.map { visit.prose($0, headingsFrom: ConferenceText.practical.headingsFrom) } ?? later)
            """)
    }

    private func written(_ visit: Visit, _ name: ConferenceText) async throws -> HTML {
        try await store.text(name).map { visit.prose($0, headingsFrom: name.headingsFrom) } ?? ""
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
