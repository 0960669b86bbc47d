/// Subject and words of a message as organisers have written them, in both languages.
package struct MailText: Sendable, Equatable {
    /// Nil for the built-in one.
    package let subject: Phrase?
    /// What stands before all that is said in any case. Nil for the built-in words.
    package let body: Phrase?

    /// In Unicode scalars, placeholders as they are typed.
    package static let longestSubject = 150
    package static let longestBody = 5000

    package init(subject: Phrase?, body: Phrase?) {
        self.subject = subject
        self.body = body
    }
}

/// A form with a text, checked.
package struct MailTextDraft: Sendable, Equatable {
    package enum Control: String, Sendable, CaseIterable {
        case subjectSv, subjectEn, bodySv, bodyEn
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case unknownPlaceholder(String, allowed: [MailPlaceholder])
        case strayBracket(allowed: [MailPlaceholder])
        /// Neither subject nor words: there is nothing to keep.
        case nothing

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .unknownPlaceholder(let word, let allowed):
                Phrase(
                    sv: "{\(word)} går inte att använda här. Använd \(Self.list(allowed).sv).",
                    en: "{\(word)} cannot be used here. Use \(Self.list(allowed).en).")
            case .strayBracket(let allowed):
                Phrase(
                    sv: "Klamrarna { och } hör till platshållare. Använd \(Self.list(allowed).sv).",
                    en: "The brackets { and } belong to placeholders. Use \(Self.list(allowed).en).")
            case .nothing:
                Phrase(
                    sv: "Skriv ett ämne eller en text, eller gå tillbaka till den inbyggda texten",
                    en: "Enter a subject or a text, or go back to the built-in text")
            }
        }

        private static func list(_ allowed: [MailPlaceholder]) -> Phrase {
            func words(_ language: Language, _ and: String) -> String {
                let words = allowed.map { "{\($0.word[language])}" }
                guard words.count > 1, let last = words.last else { return words.joined() }
                return words.dropLast().joined(separator: ", ") + " \(and) " + last
            }
            return Phrase(sv: words(.swedish, "eller"), en: words(.english, "or"))
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<MailText, Complaint>

    /// - Parameter kind: One that organisers may write words for.
    package static func check(_ kind: MessageKind, typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let isMailing = kind == .mailing  // has no built-in words
        let subject = answers.phrase(
            .subjectSv, .subjectEn, isRequired: isMailing, longest: MailText.longestSubject)
        let body = answers.phrase(
            .bodySv, .bodyEn, isRequired: isMailing, longest: MailText.longestBody, allowsLines: true)
        var complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        let texts = [
            (Control.subjectSv, subject?.sv), (.subjectEn, subject?.en), (.bodySv, body?.sv), (.bodyEn, body?.en),
        ]
        for (control, text) in texts {
            guard let text, !complaints.contains(where: { $0.control == control }) else { continue }
            let isSubject = control == .subjectSv || control == .subjectEn
            let allowed =
                (isSubject
                    ? MailPlaceholder.allowed(inSubjectOf: kind) : MailPlaceholder.allowed(in: kind)) ?? []
            do {
                _ = try MailTemplate(text, allowed: allowed)
            } catch {
                switch error {
                case .unknown(let word):
                    complaints.append(Complaint(control, .unknownPlaceholder(word, allowed: allowed)))
                case .strayBracket: complaints.append(Complaint(control, .strayBracket(allowed: allowed)))
                }
            }
        }
        if complaints.isEmpty, subject == nil, body == nil { complaints.append(Complaint(.subjectSv, .nothing)) }
        let order = Control.allCases
        complaints.sort { order.firstIndex(of: $0.control)! < order.firstIndex(of: $1.control)! }  // all are in it
        return complaints.isEmpty ? .valid(MailText(subject: subject, body: body)) : .invalid(complaints)
    }
}

extension MailText {
    /// What the form would hold.
    package func typed(_ control: MailTextDraft.Control) -> String {
        switch control {
        case .subjectSv: subject?.sv ?? ""
        case .subjectEn: subject?.en ?? ""
        case .bodySv: body?.sv ?? ""
        case .bodyEn: body?.en ?? ""
        }
    }
}
