import Conference
import Storage

/// What organisers have written about one attendee, and the form to write more.
struct AttendeeNotes {
    let visit: Visit
    let signedIn: SignedIn
    let id: Int64
    let notes: [Note]
    let attempt: OneAttendeePage.Attempt?
    /// The time is over until which notes are kept.
    let isOver: Bool

    static let control = "note"

    var html: HTML? {
        let mayWrite = signedIn.may(.changeAttendees) && !isOver
        guard mayWrite || !notes.isEmpty else { return nil }
        return """
            <section id="notes">
            <h2>\(visit("Anteckningar", "Notes"))</h2>
            \(notes.isEmpty ? nil : "<ul class=\"plain notes\">\n\(notes.map(note))</ul>" as HTML)
            \(mayWrite ? form : nil)
            </section>
            """
    }

    private func note(_ note: Note) -> HTML {
        let written = SwedishTime.moment(note.createdAt)[visit.language]
        let changed = note.changedAt.map { changed -> HTML in
            ", \(visit("ändrad", "changed")) \(SwedishTime.moment(changed)[visit.language])"
        }
        let isOwn = note.organiser == signedIn.organiser.id
        let mayChange = signedIn.may(.changeAttendees) && (isOwn || signedIn.may(.manageTeam))
        let words = isOwn ? visit("Ändra eller ta bort", "Change or remove") : visit("Ta bort", "Remove")
        let link: HTML = """
            <a href="\(visit.path(.note(id: note.id)))">\(words)<span class="for-ears"> \(visit(
                "anteckningen från", "the note of")) \(written)</span></a>
            """
        return """
            <li><p class="note">\(note.text)</p>
            <p class="hint">\(note.author), \(written)\(changed) \(mayChange ? link : nil)</p></li>

            """
    }

    private var form: HTML {
        """
        <form method="post" action="\(visit.path(.attendeeNotes(id: id)))">
        \(signedIn.tokenField)
        \(NoteControl(visit: visit, typed: attempt?.typed ?? "", problem: attempt?.problem).html)
        <button class="quiet">\(visit("Spara anteckningen", "Save the note"))</button>
        </form>
        """
    }
}

/// Where the words of a note are typed.
struct NoteControl {
    let visit: Visit
    let typed: String
    let problem: String?

    var html: HTML {
        FormControl(
            name: AttendeeNotes.control, label: visit("Anteckning", "Note"),
            hint: visit(
                "Alla i laget som ser deltagare kan läsa den, och personen kan begära att få göra det. Skriv inget om hälsa. "
                    + "Raderas två veckor efter konferensen.",
                "Everybody in the team who sees attendees can read it, and the person can ask to. Write nothing about "
                    + "health. Deleted two weeks after the conference."),
            problem: problem, problemWord: visit("Fel:", "Error:")
        ).html { "<textarea \($0) rows=\"3\">\n\(typed)</textarea>" }
    }
}
