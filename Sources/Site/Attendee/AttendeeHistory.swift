import Conference
import Storage

/// What has happened to one attendee: when, what, by whom and why. What was answered does not stand in it.
struct AttendeeHistory {
    let visit: Visit
    let kommuner: KommunRegister
    let questions: [Question]
    let mayReadNeeds: Bool
    /// Oldest first.
    let entries: [LogEntry]

    var html: HTML {
        """
        <section id="history">
        <h2>\(visit("Historik", "History"))</h2>
        <ol class="history">
        \(entries.map(row))
        </ol>
        </section>
        """
    }

    private func row(_ entry: LogEntry) -> HTML {
        let parts = EditedPartWords(visit: visit, questions: questions, mayReadNeeds: mayReadNeeds).list(entry.parts)
        let who = LogWords.label(of: entry.actor, kommuner)[visit.language]
        let what = entry.move.map(words) ?? LogWords.label(of: entry.action)[visit.language]
        return """
            <li><time datetime="\(SwedishTime.isoMinute(entry.at))">\(SwedishTime.isoMinute(entry.at))</time> \
            \(what)\(parts.isEmpty ? nil : ": \(parts)" as HTML), \(who)\
            \(entry.reason.map { "<br /><span class=\"hint\">\(visit("Skäl:", "Reason:")) \($0)</span>" as HTML })</li>

            """
    }

    private func words(_ move: LoggedMove) -> String {
        let words = GroupWords(visit: visit, kommuner: kommuner)
        let (from, to) = (words.name(of: move.from), words.name(of: move.to))
        let moved = visit("Flyttad från \(from) till \(to)", "Moved from \(from) to \(to)")
        return switch (move.before.hasSeat, move.after.hasSeat) {
        case (true, true): moved + visit(" med sin plats", ", keeping the seat")
        case (true, false): moved + visit(" och hamnade i kö", ", and put in line")
        case (false, true): moved + visit(" och fick eller erbjöds plats", ", and got or was offered a seat")
        case (false, false): moved
        }
    }
}

/// What was changed, as people read it.
struct EditedPartWords {
    let visit: Visit
    let questions: [Question]
    /// Else the names of needs are left out: that somebody has changed one tells that there is one.
    let mayReadNeeds: Bool

    func list(_ parts: [EditedPart]) -> String { parts.compactMap(name).joined(separator: ", ") }

    /// Nil for what this reader is not told, or what is no more.
    func name(_ part: EditedPart) -> String? {
        switch part {
        case .field(let field): return field.isSensitive && !mayReadNeeds ? nil : field.label[visit.language]
        case .language: return visit("språk", "language")
        case .workshops: return visit("workshoppar", "workshops")
        case .question(let id):
            guard let question = questions.first(where: { $0.id == id }), mayReadNeeds || !question.isSensitive else {
                return nil
            }
            return question.label[visit.language]
        }
    }
}

/// A quota group by the name it has among people.
struct GroupWords {
    let visit: Visit
    let kommuner: KommunRegister

    func name(of group: QuotaGroup) -> String {
        switch group {
        case .kommun(let code): kommuner[code]?.name ?? code
        case .organisation(let type): type.label[visit.language]
        }
    }
}
