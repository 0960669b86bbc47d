/// What one attendee has answered to the organisers' questions, in the stored form.
package struct QuestionAnswers: Sendable, Equatable {
    /// By the question's number. One text for most kinds, more only where several may be chosen; never an empty list.
    package private(set) var stored: [Int64: [String]]

    /// For answers that were checked before.
    package init(stored: [Int64: [String]] = [:]) {
        self.stored = stored.filter { !$0.value.isEmpty }
    }

    /// Empty where nothing was answered.
    package subscript(question: Int64) -> [String] { stored[question] ?? [] }

    mutating func keep(_ answers: [String], to question: Question) {
        stored[question.id] = answers.isEmpty ? nil : answers
    }

    /// Whether a question is asked of somebody with these answers.
    package func isAsked(_ question: Question, of type: OrganisationType) -> Bool {
        guard !question.isRetired, question.isFor(type) else { return false }
        return question.condition.map { self[$0.question].contains($0.answer) } ?? true
    }

    /// The questions that must be answered and are not.
    package func missing(of questions: [Question], type: OrganisationType) -> [Question] {
        questions.filter { $0.isRequired && isAsked($0, of: type) && self[$0.id].isEmpty }
    }

    /// What was sent, checked.
    package struct Checked: Sendable, Equatable {
        /// What is to be kept. Answers to questions that are not asked of somebody who answers like this are left out.
        package var answers = QuestionAnswers()
        /// In the order of the form.
        package var problems: [AnswerProblem] = []
        /// Follow-ups that these answers bring about and that the form did not show yet.
        package var unasked: [Question] = []
    }

    /// Checks every answer, and finds what must be asked next.
    ///
    /// - Parameters:
    ///   - questions: In the order they are asked: a question comes after the one that decides about it.
    ///   - shown: The numbers of the questions that the form showed.
    ///   - typed: What came for a question, "" and nothing alike.
    package static func check(
        _ questions: [Question], of type: OrganisationType, shown: Set<Int64>, typed: (Question) -> [String]
    ) -> Checked {
        var checked = Checked()
        for question in questions where checked.answers.isAsked(question, of: type) {
            guard shown.contains(question.id) else {
                checked.unasked.append(question)
                continue
            }
            switch question.check(typed(question)) {
            case .success(let answers): checked.answers.keep(answers, to: question)
            case .failure(let problem): checked.problems.append(problem)
            }
        }
        return checked
    }
}

extension Question {
    /// Brings an answer to its stored form.
    func check(_ typed: [String]) -> Result<[String], AnswerProblem> {
        let texts = typed.map(RegistrationForm.tidied).filter { !$0.isEmpty }
        guard let text = texts.first else { return isRequired ? .failure(problem(.missing)) : .success([]) }
        switch kind {
        case .line: return written(text, longest: Self.longestLine, allowsLines: false)
        case .paragraph: return written(text, longest: Self.longestParagraph, allowsLines: true)
        case .number(let lowest, let highest):
            guard let number = WholeNumber.parse(text) else { return .failure(problem(.notANumber)) }
            guard number >= lowest ?? .min, number <= highest ?? .max else {
                return .failure(problem(.outOfRange(lowest: lowest, highest: highest)))
            }
            return .success([String(number)])
        case .day:
            return SwedishTime.day(typed: text).map { .success([SwedishTime.isoDay($0)]) }
                ?? .failure(problem(.notADay))
        case .choice, .yesNo:
            let isKnown = texts.count == 1 && options.contains { $0.answer == text }
            return isKnown ? .success([text]) : .failure(problem(.unknownChoice))
        case .choices:
            let known = options.map(\.answer)
            guard texts.allSatisfy(known.contains) else { return .failure(problem(.unknownChoice)) }
            return .success(known.filter(texts.contains))
        }
    }

    private func written(_ text: String, longest: Int, allowsLines: Bool) -> Result<[String], AnswerProblem> {
        guard text.unicodeScalars.count <= longest else { return .failure(problem(.tooLong(longest: longest))) }
        guard text.unicodeScalars.allSatisfy({ RegistrationForm.isPrintable($0) || allowsLines && $0 == "\n" }) else {
            return .failure(problem(.unprintable))
        }
        return .success([text])
    }

    private func problem(_ kind: AnswerProblem.Kind) -> AnswerProblem { AnswerProblem(question: self, kind: kind) }
}
