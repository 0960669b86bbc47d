import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/incheckning/visning`: what a door is shown beside names.
struct DoorViewPages: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let view = try await store.doorView()
        let questions = try await store.questions().filter { !$0.isSensitive && !$0.isRetired }
        let isSaved = try visit.request.head.queryFields()["sparat"] != nil
        let saved: HTML =
            "<p class=\"success\" role=\"status\">\(visit("Valet är sparat.", "The choice is saved."))</p>"
        let title = visit("Vad dörrarna ser", "What the doors see")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.checkIn))">\(visit("Till incheckningen", "To the check-in"))</a></p>
                <h1>\(title)</h1>
                \(isSaved ? saved : nil)
                <p>\(visit(
                    "Namn, kod och status visas alltid. Behov, e-post och telefon visas aldrig, och svar bara på frågor som "
                        + "inte är känsliga.",
                    "Name, code and state are always shown. Needs, e-mail and telephone never are, and answers only to "
                        + "questions that are not sensitive."))</p>
                <form method="post" action="\(visit.path(.doorView))">
                \(signedIn.tokenField)
                <fieldset class="question">
                <legend>\(visit("Visa också", "Show also"))</legend>
                \(DoorField.allCases.map { field in
                    option("field", field.rawValue, field.label[visit.language], isTicked: view.fields.contains(field))
                })
                \(questions.map { question in
                    option(
                        "question", String(question.id), question.label[visit.language],
                        isTicked: view.questions.contains(question.id))
                })
                </fieldset>
                <button class="main">\(visit("Spara valet", "Save the choice"))</button>
                </form>
                </div>
                """)
    }

    @Sendable func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let view = DoorView(
            fields: Set(form.all("field").compactMap(DoorField.init)),
            questions: Set(form.all("question").compactMap { Int64($0) }))
        try await store.setDoorView(view)
        return .seeOther(visit.path(.doorView) + "?sparat=ja")
    }

    private func option(_ name: String, _ value: String, _ label: String, isTicked: Bool) -> HTML {
        let id = "\(name)-\(value)"
        return """
            <div class="option"><input type="checkbox" id="\(id)" name="\(name)" value="\(value)"\
            \(isTicked ? " checked=\"checked\"" : "" as HTML) /><label for="\(id)">\(label)</label></div>

            """
    }
}
