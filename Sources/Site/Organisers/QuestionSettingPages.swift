import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// The organisers' own questions: the list with their order, one of them, and all as the attendees see them.
struct QuestionSettingPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        try await list(visit, signedIn, refusal: nil)
    }

    private func list(_ visit: Visit, _ signedIn: SignedIn, refusal: String?) async throws -> Response {
        let questions = try await store.questions()
        let asked = questions.filter { !$0.isRetired }
        let retired = questions.filter(\.isRetired)
        let title = visit("Frågor", "Questions")
        return frame.page(
            visit, title: title, status: refusal == nil ? .ok : .conflict, organiser: signedIn,
            problems: refusal.map {
                ErrorSummary(
                    title: visit("Frågorna ändrades inte", "The questions were not changed"),
                    items: [ErrorSummary.Item(message: $0, control: nil)])
            },
            content: """
                <h1>\(title)</h1>
                <p>\(visit(
                    "Frågorna ställs efter anmälan, i den här ordningen. Svaren syns hos varje deltagare och i exporten.",
                    "The questions are asked after the registration, in this order. The answers are shown with each "
                        + "attendee and in the export."))</p>
                <p class="choices">\(signedIn.may(.changeSettings) ? newQuestion(visit) : nil)
                <a href="\(visit.path(.questionPreview))">\(visit("Förhandsvisa", "Preview"))</a></p>
                \(asked.isEmpty
                    ? "<p>\(visit("Inga frågor ställs än.", "No questions are asked yet."))</p>" as HTML
                    : table(visit, signedIn, asked, title: visit("Ställs", "Asked"), id: "asked"))
                \(retired.isEmpty ? nil : table(
                    visit, signedIn, retired, title: visit("Ställs inte längre", "Not asked any more"), id: "retired"))
                """)
    }

    private func newQuestion(_ visit: Visit) -> HTML {
        "<a class=\"button\" href=\"\(visit.path(.newQuestion))\">\(visit("Ny fråga", "New question"))</a>"
    }

    private func table(
        _ visit: Visit, _ signedIn: SignedIn, _ questions: [Question], title: String, id: String
    ) -> HTML {
        let mayChange = signedIn.may(.changeSettings)
        let change: HTML? = mayChange ? "<th scope=\"col\">\(visit("Ändra", "Change"))</th>" : nil
        let rows = questions.map { question -> HTML in
            let words = QuestionWords(question: question, language: visit.language)
            let label = question.label[visit.language]
            let shown: HTML =
                mayChange ? "<a href=\"\(visit.path(.questionSetting(id: question.id)))\">\(label)</a>" : "\(label)"
            return """
                <tr><th scope="row">\(shown)</th>
                <td>\(question.kind.kind.label[visit.language])\
                \(question.isRequired ? ", \(visit("måste besvaras", "must be answered"))" as HTML : nil)</td>
                <td>\(words.retention)</td>
                \(mayChange ? "<td>\(actions(visit, signedIn, question))</td>" : nil)</tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="\(id)-caption" tabindex="0">
            <table>
            <caption id="\(id)-caption">\(title)</caption>
            <thead><tr><th scope="col">\(visit("Fråga", "Question"))</th>
            <th scope="col">\(visit("Besvaras med", "Answered by"))</th>
            <th scope="col">\(visit("Svaren sparas", "Answers are kept"))</th>
            \(change)</tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func actions(_ visit: Visit, _ signedIn: SignedIn, _ question: Question) -> HTML {
        func button(_ page: Page, _ name: HTML, _ value: String, _ words: String) -> HTML {
            """
            <form method="post" action="\(visit.path(page))">\(signedIn.tokenField)\
            <button class="quiet" name="\(name)" value="\(value)">\(words)\
            <span class="for-ears">: \(question.label[visit.language])</span></button></form>

            """
        }
        let retire: Page = .retireQuestion(id: question.id)
        if question.isRetired {
            return
                "<div class=\"row-actions\">\(button(retire, "retired", "no", visit("Ställ igen", "Ask again")))</div>"
        }
        let move: Page = .moveQuestion(id: question.id)
        return """
            <div class="row-actions">
            \(button(move, "direction", "up", visit("Upp", "Up")))
            \(button(move, "direction", "down", visit("Ner", "Down")))
            \(button(retire, "retired", "yes", visit("Sluta ställa", "Stop asking")))
            </div>
            """
    }

    /// The questions as somebody from a kommun meets them, with nothing answered; follow-ups come with the answer.
    @Sendable func preview(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let asked = try await store.questions().filter { !$0.isRetired }
        let controls = asked.map { question in
            QuestionControl(visit: visit, question: question, values: [], problem: nil, isAsked: true).html
        }
        let title = visit("Så ser frågorna ut", "What the questions look like")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.questionSettings))">\(visit("Alla frågor", "All questions"))</a></p>
                <h1>\(title)</h1>
                <p>\(visit("Svar här sparas inte.", "Answers given here are not kept."))</p>
                <form novalidate="novalidate">
                \(controls)
                </form>
                </div>
                """)
    }

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        page(visit, signedIn, existing: nil, earlier: try await earlier(than: nil), complaints: []) { name in
            name == QuestionDraft.Control.retention.rawValue ? ["days"] : []
        }
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let earlier = try await earlier(than: nil)
        switch QuestionDraft.check(existing: nil, earlier: earlier, typed: form.all) {
        case .valid(let draft):
            _ = try await store.addQuestion(draft, by: .organiser(signedIn.organiser.name), now: visit.now)
            return .seeOther(visit.path(.questionSettings))
        case .invalid(let complaints):
            return page(
                visit, signedIn, existing: nil, earlier: earlier, complaints: complaints, typed: form.all)
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        let seen = try await store.editTag(of: .question(id))
        guard let question = try await store.questions().first(where: { $0.id == id }) else {
            return problems.notFound(visit, signedIn)
        }
        return page(
            visit, signedIn, existing: question, earlier: try await earlier(than: id), complaints: [], seen: seen,
            typed: question.typed)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let question = try await store.questions().first(where: { $0.id == id }) else {
            return problems.notFound(visit, signedIn)
        }
        let earlier = try await earlier(than: id)
        let outcome = QuestionDraft.check(
            existing: question, earlier: earlier, typed: form.all, maySeeNeeds: signedIn.may(.readNeeds))
        switch outcome {
        case .valid(let draft):
            do {
                _ = try await store.changeQuestion(
                    id: id, to: draft, over: EditTag(form), by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.questionSettings))
            } catch let changed as ChangedMeanwhile {
                let seen = try await store.editTag(of: .question(id))
                let now = try await store.questions().first { $0.id == id } ?? question
                return page(
                    visit, signedIn, existing: now, earlier: earlier, complaints: [], seen: seen, changed: changed,
                    typed: form.all)
            }
        case .invalid(let complaints):
            return page(
                visit, signedIn, existing: question, earlier: earlier, complaints: complaints, seen: EditTag(form),
                typed: form.all)
        }
    }

    func move(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        let direction = form["direction"].flatMap(Store.Direction.init) ?? .up
        do {
            try await store.moveQuestion(id: id, direction, by: .organiser(signedIn.organiser.name), now: visit.now)
            return .seeOther(visit.path(.questionSettings))
        } catch let problem as QuestionOrderProblem {
            return try await list(visit, signedIn, refusal: words(visit, problem))
        }
    }

    func retire(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        do {
            try await store.retireQuestion(
                id: id, form["retired"] == "yes", by: .organiser(signedIn.organiser.name), now: visit.now)
            return .seeOther(visit.path(.questionSettings))
        } catch let problem as QuestionOrderProblem {
            return try await list(visit, signedIn, refusal: words(visit, problem))
        }
    }

    private func words(_ visit: Visit, _ problem: QuestionOrderProblem) -> String {
        switch problem {
        case .partsFollowUp:
            visit(
                "En följdfråga måste komma efter frågan som den följer på, och den frågan måste ställas.",
                "A follow-up question must come after the question that it follows, and that one must be asked.")
        case .othersDepend:
            visit(
                "Andra frågor ställs bara efter ett svar på den här. Ändra dem först.",
                "Other questions are asked only upon an answer to this one. Change them first.")
        }
    }

    /// Those that are asked before a question, or all for a new one.
    private func earlier(than id: Int64?) async throws -> [Question] {
        let questions = try await store.questions().filter { !$0.isRetired }
        return Array(questions.prefix { $0.id != id })
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, existing: Question?, earlier: [Question],
        complaints: [QuestionDraft.Complaint], seen: EditTag? = nil, changed: ChangedMeanwhile? = nil,
        typed: @escaping (String) -> [String]
    ) -> Response {
        let title = existing?.label[visit.language] ?? visit("Ny fråga", "New question")
        var standing: ((String) -> [String])?
        if changed != nil, let existing { standing = { existing.typed($0) } }
        let form = QuestionSettingForm(
            visit: visit, signedIn: signedIn, existing: existing, earlier: earlier, typed: typed,
            complaints: complaints, seen: seen, standing: standing)
        let status: HTTPResponse.Status =
            complaints.isEmpty ? changed == nil ? .ok : .conflict : .unprocessableContent
        return frame.page(
            visit, title: title, status: status, organiser: signedIn,
            problems: complaints.isEmpty
                ? nil
                : ErrorSummary(
                    title: visit("Frågan sparades inte", "The question was not saved"),
                    items: complaints.map {
                        ErrorSummary.Item(message: $0.problem.message[visit.language], control: $0.control)
                    }),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.questionSettings))">\(visit("Alla frågor", "All questions"))</a></p>
                <h1>\(title)</h1>
                \(changed.map { MeanwhileNotice(visit: visit, changed: $0).html })
                \(form.html)
                </div>
                """)
    }
}
