extension QuestionAnswers {
    /// Checks what somebody else than the attendee sent.
    ///
    /// What is as it was is not judged: whoever corrects a name must not be stopped by a question that the attendee has
    /// not answered yet, nor by a choice that there was once. What the form did not show stays.
    package func edited(
        _ questions: [Question], of type: OrganisationType, shown: Set<Int64>, typed: (Question) -> [String]
    ) -> Checked {
        var checked = Checked()
        for question in questions where checked.answers.isAsked(question, of: type) {
            let (old, new) = (self[question.id], typed(question))
            if !shown.contains(question.id) || Set(new.filter { !$0.isEmpty }) == Set(old) {
                checked.answers.keep(old, to: question)
                if !shown.contains(question.id), old.isEmpty { checked.unasked.append(question) }
                continue
            }
            switch question.check(new) {
            case .success(let answers): checked.answers.keep(answers, to: question)
            case .failure(let problem): checked.problems.append(problem)
            }
        }
        return checked
    }
}
