import Conference
import HTTP
import HTTPTypes
import Storage

/// Writing notes about attendees, changing them and removing them.
struct NotePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let attendee: OneAttendeePage

    func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        let typed = form[AttendeeNotes.control] ?? ""
        let text = RegistrationForm.tidied(typed)
        var problem = problem(text, visit)
        if problem == nil {
            switch try await store.addNote(text, toRegistration: id, by: writer(signedIn), now: visit.now) {
            case .done, .notOwn: return .seeOther(visit.path(.attendee(id: id)) + "?done=note#notes")
            case .notFound: return problems.notFound(visit, signedIn)
            case .tooMany:
                problem = visit(
                    "Det finns redan \(Note.most) anteckningar. Ta bort någon först.",
                    "There are \(Note.most) notes already. Remove one first.")
            }
        }
        return try await attendee.show(
            visit, signedIn, id: id,
            attempt: problem.map { .init(control: AttendeeNotes.control, problem: $0, typed: typed) })
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let note = try await store.note(id: id) else { return problems.notFound(visit, signedIn) }
        return page(visit, signedIn, note, typed: note.text, problem: nil)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let note = try await store.note(id: id) else { return problems.notFound(visit, signedIn) }
        let typed = form[AttendeeNotes.control] ?? ""
        let text = form["what"] == "remove" ? nil : RegistrationForm.tidied(typed)
        if let text, let problem = problem(text, visit) {
            return page(visit, signedIn, note, typed: typed, problem: problem)
        }
        switch try await store.changeNote(id: id, to: text, by: writer(signedIn), now: visit.now) {
        case .done, .tooMany:
            return .seeOther(visit.path(.attendee(id: note.registration)) + "?done=note#notes")
        case .notOwn: return problems.notAllowed(visit, signedIn)
        case .notFound: return problems.notFound(visit, signedIn)
        }
    }

    /// An owner may remove what others wrote, since somebody must be able to when they have left.
    private func writer(_ signedIn: SignedIn) -> NoteWriter {
        NoteWriter(
            id: signedIn.organiser.id, name: signedIn.organiser.name, mayRemoveAll: signedIn.may(.manageTeam))
    }

    private func problem(_ text: String, _ visit: Visit) -> String? {
        TypedProblem.with(text, longest: Note.longest, allowsLines: true)?.message[visit.language]
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ note: Note, typed: String, problem: String?
    ) -> Response {
        let isOwn = note.organiser == signedIn.organiser.id
        guard isOwn || signedIn.may(.manageTeam) else { return problems.notAllowed(visit, signedIn) }
        let title =
            isOwn ? visit("Ändra anteckningen", "Change the note") : visit("Ta bort anteckningen", "Remove the note")
        let save: HTML = """
            \(NoteControl(visit: visit, typed: typed, problem: problem).html)
            <button class="main">\(visit("Spara anteckningen", "Save the note"))</button>
            """
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problem.map {
                ErrorSummary(
                    title: visit("Det sparades inte", "It was not saved"),
                    items: [ErrorSummary.Item(message: $0, control: AttendeeNotes.control)])
            },
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendee(id: note.registration)))">\(visit(
                    "Tillbaka till deltagaren", "Back to the attendee"))</a></p>
                <h1>\(title)</h1>
                \(isOwn ? nil : "<p class=\"note\">\(note.text)</p>" as HTML)
                <form method="post" action="\(visit.path(.note(id: note.id)))">
                \(signedIn.tokenField)
                \(isOwn ? save : nil)
                <p class="choices"><button class="warning" name="what" value="remove">\(visit(
                    "Ta bort anteckningen", "Remove the note"))</button></p>
                </form>
                </div>
                """)
    }
}
