import Conference
import HTTP
import HTTPTypes
import Storage

/// How a mailing reads for each of its recipients, and the way to mail it to oneself.
struct MailingPreviewPages: Sendable {
    let store: Store
    let problems: ProblemPages
    let letters: LetterViews

    private func subject(_ visit: Visit, _ mailing: Mailing) async throws -> LetterViews.Subject {
        let audience = try await store.audience(mailing.draft, mailing.filter)
        return LetterViews.Subject(
            kind: .mailing, text: mailing.draft.text, isVoluntary: mailing.draft.isVoluntary,
            people: audience?.recipients.map(\.registration) ?? [], page: .mailingPreview(id: mailing.id),
            letterPage: .mailingLetter(id: mailing.id), title: visit("Förhandsvisning", "Preview"))
    }

    func letter(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let mailing = try await store.mailing(id: id) else { return problems.notFound(visit, signedIn) }
        return try await letters.letter(visit, signedIn, try await subject(visit, mailing))
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let mailing = try await store.mailing(id: id) else { return problems.notFound(visit, signedIn) }
        return try await page(visit, signedIn, mailing, problem: nil, typed: nil)
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ mailing: Mailing, problem: String?, typed: String?
    ) async throws -> Response {
        let subject = try await subject(visit, mailing)
        let edit: HTML = """
            <a href="\(visit.path(.mailingText(id: mailing.id)))">\(visit("Ändra utskicket", "Change the mailing"))</a>
            """
        return try await letters.page(
            visit, signedIn, subject, problem: problem, typed: typed,
            above: """
                <p><a href="\(visit.path(.mailing(id: mailing.id)))">\(visit("Till utskicket", "To the mailing"))</a></p>
                <h1>\(subject.title)</h1>
                """,
            below: """
                <p class="choices"><a class="button" href="\(visit.path(.mailing(id: mailing.id)))">\(visit(
                    "Vidare till att skicka", "On to sending"))</a>
                \(mailing.isOpen ? edit : nil)</p>
                """)
    }

    func sendTest(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let mailing = try await store.mailing(id: id) else { return problems.notFound(visit, signedIn) }
        let subject = try await subject(visit, mailing)
        if let problem = try await letters.sendTest(visit, signedIn, form, subject) {
            return try await page(visit, signedIn, mailing, problem: problem, typed: form["address"] ?? "")
        }
        return .seeOther(visit.path(.mailingPreview(id: id)) + "?prov=ja")
    }
}
