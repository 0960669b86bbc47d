import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/deltagare/import`: many are added or changed at once, from a table.
///
/// Preview and send look at the same form, and at the same rules: what a table leads to is found by doing it and undoing it.
struct ImportPages: Sendable {
    let store: Store
    let frame: Frame
    let random: RandomBytes

    /// A form may lie open this long.
    private static let tokenSeconds: Int64 = 14 * 24 * 3600

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        var done: (counts: ImportCounts, reason: String)?
        if let id = form["done"].flatMap({ Int64($0) }) { done = try await store.logEntry(id: id)?.importCounts }
        return page(visit, signedIn, ImportDraft(language: visit.language), newToken(visit), done: done?.counts)
    }

    @Sendable func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: MultipartForm) async throws -> Response {
        let choices = ImportColumn.choices(mayReadNeeds: signedIn.may(.readNeeds))
        let draft = ImportDraft(form, words: try await words(signedIn), choices: choices, language: visit.language)
        let sent = FormToken(
            draft.token, for: .importing, within: Self.tokenSeconds, key: store.signingKey, visit)
        let token = sent ?? newToken(visit)
        var problems = sent == nil ? [ImportFormProblem(control: nil, message: FormToken.problem(visit))] : []
        problems += self.problems(visit, draft)
        guard let table = draft.table,
            problems.allSatisfy({ $0.control == nil || $0.control == ImportDraft.Name.reason })
        else { return page(visit, signedIn, draft, token, problems: problems) }

        let people = AttendeeImport(
            table.people(kommuner: store.kommuner), token: token, source: .table,
            reason: RegistrationForm.tidied(draft.reason), language: draft.language, isTold: draft.isTold,
            by: signedIn.actor)
        if draft.action == .send, problems.isEmpty {
            switch try await store.carryOut(people, agreed: draft.agreed, now: visit.now) {
            case .done(_, let entry):
                return .seeOther(visit.path(.importAttendees) + "?done=\(entry ?? 0)")
            case .refused(let report):
                if report.isFaultless {
                    let message = visit(
                        "Platser eller anmälningar har ändrats sedan du förhandsgranskade. Se efter vad som händer nu och "
                            + "skicka igen.",
                        "Seats or registrations have changed since the preview. See what happens now and send again.")
                    problems.append(ImportFormProblem(control: nil, message: message))
                }
            case .noConference: break
            }
        }
        let from: Int = if case .show(let from) = draft.action { from } else { 0 }
        let report = try await store.preview(people, shown: from..<(from + ImportPreview.rowsShown), now: visit.now)
        if report == nil {
            let message = visit(
                "Lägg upp konferensen först, med dag, platser och tider.",
                "Set up the conference first, with its day, seats and times.")
            problems.append(ImportFormProblem(control: nil, message: message))
        }
        return page(visit, signedIn, draft, token, report: report, problems: problems)
    }

    /// What is wrong with what was chosen beside the table.
    private func problems(_ visit: Visit, _ draft: ImportDraft) -> [ImportFormProblem] {
        var problems: [ImportFormProblem] = []
        if let table = draft.table {
            problems += table.doubled.map { index in
                let message = visit(
                    "En annan kolumn läses redan så. Lämna den ena utanför.",
                    "Another column is read so already. Leave one of them out.")
                return ImportFormProblem(control: ImportDraft.Name.column(index), message: message)
            }
            let isRead = table.columns.contains { column in
                if case .shownOnly = column { false } else { column != nil }
            }
            if !isRead, !table.columns.isEmpty {
                let message = visit(
                    "Ingen rubrik känns igen. Välj vad kolumnerna ska läsas som.",
                    "No heading is known. Choose what the columns are to be read as.")
                problems.append(ImportFormProblem(control: ImportDraft.Name.column(0), message: message))
            }
        }
        let reason = RegistrationForm.tidied(draft.reason)
        if reason.unicodeScalars.count > AttendeeImport.longestReason
            || !reason.unicodeScalars.allSatisfy(RegistrationForm.isPrintable)
        {
            let message = visit(
                "Skriv högst \(AttendeeImport.longestReason) tecken, på en rad",
                "Write at most \(AttendeeImport.longestReason) characters, on one line")
            problems.append(ImportFormProblem(control: ImportDraft.Name.reason, message: message))
        }
        return problems
    }

    /// All headings that our own files have are known, those of questions and workshops too.
    private func words(_ signedIn: SignedIn) async throws -> HeadingWords<ImportColumn> {
        let columns =
            AttendeeColumns(
                questions: try await store.questions(), workshops: try await store.workshops(), kommuner: store.kommuner
            ).all + [.labels]
        return ImportColumn.words(
            mayReadNeeds: signedIn.may(.readNeeds),
            others: columns.flatMap { [$0.id, $0.heading.sv, $0.heading.en] })
    }

    private func newToken(_ visit: Visit) -> FormToken { FormToken(for: .importing, random: random, visit) }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ draft: ImportDraft, _ token: FormToken, report: ImportReport? = nil,
        problems: [ImportFormProblem] = [], done: ImportCounts? = nil
    ) -> Response {
        let form = ImportForm(
            visit: visit, signedIn: signedIn, kommuner: store.kommuner,
            choices: ImportColumn.choices(mayReadNeeds: signedIn.may(.readNeeds)), draft: draft,
            token: token.text(key: store.signingKey), report: report, problems: problems)
        let summary = summary(visit, draft, report, problems)
        return frame.page(
            visit, title: visit("Importera deltagare", "Import attendees"),
            status: summary == nil ? .ok : .unprocessableContent, organiser: signedIn, problems: summary,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendees))">\(visit("Alla deltagare", "All attendees"))</a></p>
                <h1>\(visit("Importera deltagare", "Import attendees"))</h1>
                \(done.map { done in
                    """
                    <div class="success" role="status"><p>\(visit("Importen är klar:", "The import is done:")) \
                    \(ImportWords.counts(done, visit))</p></div>
                    """ as HTML
                })
                \(draft.table == nil ? introduction(visit) : nil)
                </div>
                \(form.html)
                """)
    }

    private func introduction(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Läs in en lista från ett kalkylblad. Den som har en bokningskod på sin rad ändras, alla andra anmäls på nytt, "
                + "med plats eller i kö som vid en vanlig anmälan. En tom cell ändrar inget.",
            "Read a list from a spreadsheet. Whoever has a booking code in the row is changed, all others are registered "
                + "anew, with a seat or in line as at any registration. An empty cell changes nothing."))</p>
        <p>\(visit(
            "Först förhandsgranskar du vad som händer med varje rad. Inget sparas förrän du säger till, och då allt eller "
                + "inget. Filerna som hämtas från deltagarlistan går att läsa in igen.",
            "You first preview what happens to each row. Nothing is saved before you say so, and then all or nothing. The "
                + "files of the list of attendees can be read again."))</p>
        """
    }

    private func summary(
        _ visit: Visit, _ draft: ImportDraft, _ report: ImportReport?, _ problems: [ImportFormProblem]
    ) -> ErrorSummary? {
        var items = problems.map { ErrorSummary.Item(message: $0.message, control: $0.control) }
        if let problem = draft.fileProblem {
            items.append(ErrorSummary.Item(message: problem.message[visit.language], control: problem.control))
        }
        let faulty = (report?.entries ?? []).filter { if case .faulty = $0.outcome { true } else { false } }
        for entry in faulty.prefix(ImportMending.rowsMended) {
            guard case .faulty(let found) = entry.outcome else { continue }
            items += found.map { problem in
                ErrorSummary.Item(
                    message: visit("Rad \(entry.row): ", "Row \(entry.row): ") + problem.message[visit.language],
                    control: ImportDraft.Name.cell(entry.row, problem.column))
            }
        }
        guard !items.isEmpty else { return nil }
        return ErrorSummary(title: visit("Inget är importerat än", "Nothing is imported yet"), items: items)
    }
}
