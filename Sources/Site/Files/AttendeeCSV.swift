package import Conference
package import Storage

/// The attendee list as CSV.
package struct AttendeeCSV {
    private let dialect: CSV.Dialect
    private let fields: [Field]
    private let questions: [Question]
    private let workshops: [Workshop]
    private let kommuner: KommunRegister
    private var csv: CSV

    package init(
        _ dialect: CSV.Dialect, fields: [Field], questions: [Question] = [], workshops: [Workshop] = [],
        kommuner: KommunRegister
    ) {
        self.dialect = dialect
        self.fields = fields
        self.questions = questions
        self.workshops = workshops
        self.kommuner = kommuner
        csv = CSV(dialect)
        switch dialect {
        case .excel:
            csv.row(
                ["Bokningskod", "Status", "Anmäld"].map { .ours($0) } + fields.map { .ours($0.label.sv) }
                    + questions.map { .typed($0.label.sv) } + workshops.map { .typed($0.title.sv) })
        case .plain:
            csv.row(
                ["code", "state", "createdAt"].map { .ours($0) } + fields.map { .ours($0.name) }
                    + questions.map { .ours("question\($0.id)") } + workshops.map { .ours("workshop\($0.id)") })
        }
    }

    /// The header with the first call, then the rows of each batch.
    ///
    /// - Parameters:
    ///   - answers: By the number of the attendee.
    ///   - places: Likewise.
    package mutating func bytes(
        of attendees: [Attendee], answers: [Int64: QuestionAnswers] = [:], places: [Int64: [WorkshopPlace]] = [:]
    ) -> [UInt8] {
        for attendee in attendees {
            let own = answers[attendee.id] ?? QuestionAnswers()
            let held = places[attendee.id] ?? []
            csv.row(cells(attendee) + questions.map { cell(own, $0) } + workshops.map { cell(held, $0) })
        }
        return csv.takeBytes()
    }

    private func cells(_ attendee: Attendee) -> [CSV.Cell] {
        let moment = SwedishTime.isoMinute(attendee.createdAt)
        let answers = attendee.registration
        switch dialect {
        case .excel:
            return [.ours(attendee.code), .ours(attendee.state.label.sv), .ours(moment)]
                + fields.map { excelCell(answers, $0) }
        case .plain:
            return [.ours(attendee.code), .ours(attendee.state.rawValue), .ours(moment)]
                + fields.map { .typed(answers[$0]) }
        }
    }

    private func cell(_ places: [WorkshopPlace], _ workshop: Workshop) -> CSV.Cell {
        let state = places.first { $0.workshop == workshop.id }?.state
        return .ours((dialect == .excel ? state?.label.sv : state?.rawValue) ?? "")
    }

    private func cell(_ answers: QuestionAnswers, _ question: Question) -> CSV.Cell {
        switch (dialect, question.kind) {
        case (.plain, .yesNo): .ours(answers[question.id].first ?? "")
        case (_, .number), (_, .day): .ours(answers[question.id].first ?? "")
        default: .typed(QuestionWords(question: question, language: .swedish).text(answers))
        }
    }

    /// Spreadsheets make numbers of "0682" and "+46701234567" and drop the zero and the plus.
    /// "0682 Nässjö" and "+46 70-1234567" they leave alone.
    private func excelCell(_ answers: Registration, _ field: Field) -> CSV.Cell {
        let answer = answers[field]
        switch field.kind {
        case .line, .paragraph, .email: return .typed(answer)
        case .phone: return .ours(answer.isEmpty ? "" : PhoneNumber.international(answer))
        case .organisationType: return .ours(OrganisationType(rawValue: answer)?.label.sv ?? answer)
        case .kommun: return .ours(kommuner[answer].map { "\($0.code) \($0.name)" } ?? answer)
        }
    }
}
