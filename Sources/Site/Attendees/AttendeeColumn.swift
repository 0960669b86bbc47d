package import Conference
package import Storage

/// One column of the attendee list, wherever it is written: table, print, CSV, XLSX and JSON.
///
/// A class, since it is passed around for each cell and holds much that a copy would have to count.
package final class AttendeeColumn: Sendable, Identifiable {
    package enum Source: Sendable {
        case code, state, createdAt, labels
        case field(Field)
        case question(Question)
        case workshop(Workshop)
    }

    /// The name in addresses and in files for machines.
    package let id: String
    package let heading: Phrase
    /// Who needs what is for few eyes: only in files that are asked for with it.
    package let isSensitive: Bool
    package let source: Source
    /// Made once, so that no cell has to ask anew what column it is in.
    private let read: Reader

    /// Where what it holds is found, and what is made of it.
    private enum Reader: Sendable {
        case stored(StoredColumn, @Sendable (String, KommunRegister) -> AttendeeValue)
        case createdAt
        case beside(@Sendable (AttendeeRecord.Beside) -> AttendeeValue)
    }

    private init(_ id: String, _ heading: Phrase, isSensitive: Bool = false, _ source: Source) {
        self.id = id
        self.heading = heading
        self.isSensitive = isSensitive
        self.source = source
        read = Self.reader(source)
    }

    static let code = AttendeeColumn("code", Phrase(sv: "Bokningskod", en: "Booking code"), .code)
    static let state = AttendeeColumn("state", Phrase(sv: "Status", en: "State"), .state)
    static let createdAt = AttendeeColumn("createdAt", Phrase(sv: "Anmäld", en: "Registered"), .createdAt)

    static let labels = AttendeeColumn("labels", Phrase(sv: "Etiketter", en: "Labels"), .labels)

    static func field(_ field: Field) -> AttendeeColumn {
        AttendeeColumn(field.name, field.label, isSensitive: field.isSensitive, .field(field))
    }

    static func question(_ question: Question) -> AttendeeColumn {
        AttendeeColumn("question\(question.id)", question.label, isSensitive: question.isSensitive, .question(question))
    }

    static func workshop(_ workshop: Workshop) -> AttendeeColumn {
        AttendeeColumn("workshop\(workshop.id)", workshop.title, .workshop(workshop))
    }

    /// What the organisers wrote, rather than we.
    var isHeadedByOrganisers: Bool {
        switch source {
        case .question, .workshop: true
        case .code, .state, .createdAt, .labels, .field: false
        }
    }

    func value(of record: AttendeeRecord, kommuner: KommunRegister) -> AttendeeValue {
        switch read {
        case .stored(let column, let value): value(column.text(record.attendee), kommuner)
        case .createdAt: .moment(record.attendee.createdAt)
        case .beside(let value): value(record.beside)
        }
    }

    func value(
        of row: borrowing AttendeeRow, beside: AttendeeRecord.Beside?, kommuner: KommunRegister
    ) -> AttendeeValue {
        switch read {
        case .stored(let column, let value): value(row.text(column), kommuner)
        case .createdAt: .moment(row.createdAt)
        case .beside(let value): beside.map(value) ?? .none
        }
    }

    /// The column of the database whose texts are what files for machines have; nil where they have something else.
    var stored: StoredColumn? {
        if case .stored(let column, _) = read { column } else { nil }
    }

    private static func reader(_ source: Source) -> Reader {
        switch source {
        case .code: .stored(.code) { code, _ in .code(code) }
        case .state:
            .stored(.state) { state, _ in
                RegistrationState(rawValue: state).map { .word(stored: state, $0.label) } ?? .code(state)
            }
        case .createdAt: .createdAt
        case .labels:
            .beside { beside in
                beside.labels.isEmpty ? .none : .chosen(beside.labels.map { Phrase(sv: $0.name, en: $0.name) })
            }
        case .field(let field): .stored(.field(field)) { value(of: $0, to: field, $1) }
        case .question(let question): .beside { value(of: $0.answers[question.id], to: question) }
        case .workshop(let workshop):
            .beside { [id = workshop.id] beside in
                let state = beside.places.first { $0.workshop == id }?.state
                return state.map { .word(stored: $0.rawValue, $0.label) } ?? .none
            }
        }
    }

    private static func value(of answer: String, to field: Field, _ kommuner: KommunRegister) -> AttendeeValue {
        if answer.isEmpty { return .none }
        switch field.kind {
        case .line, .paragraph, .email: return .text(answer)
        case .phone: return .phone(answer)
        case .organisationType:
            return OrganisationType(rawValue: answer).map { .word(stored: answer, $0.label) } ?? .code(answer)
        case .kommun: return kommuner[answer].map { .kommun($0) } ?? .code(answer)
        }
    }

    private static func value(of answers: [String], to question: Question) -> AttendeeValue {
        guard let answer = answers.first else { return .none }
        switch question.kind {
        case .line, .paragraph: return .text(answer)
        case .number: return Int64(answer).map { .number($0) } ?? .code(answer)
        case .day: return .day(answer)
        case .yesNo: return YesNo(rawValue: answer).map { .yesNo($0) } ?? .code(answer)
        case .choice(let choices), .choices(let choices):
            return .chosen(
                answers.map { answer in
                    choices.first { String($0.id) == answer }?.label ?? Phrase(sv: answer, en: answer)
                })
        }
    }
}

/// The columns that are shown or written, in order, and what they are read from.
package struct AttendeeColumns: Sendable {
    package let all: [AttendeeColumn]
    package let kommuner: KommunRegister

    package init(_ all: [AttendeeColumn], kommuner: KommunRegister) {
        self.all = all
        self.kommuner = kommuner
    }

    /// Every column there is.
    ///
    /// - Parameter questions: The organisers' questions, those that are retired too, for their answers are still there.
    package init(
        questions: [Question], workshops: [Workshop], labels: [Label] = [], kommuner: KommunRegister
    ) {
        self.init(
            [.code, .state, .createdAt] + Field.all.map { .field($0) } + questions.map { .question($0) }
                + workshops.map { .workshop($0) } + (labels.isEmpty ? [] : [.labels]),
            kommuner: kommuner)
    }

    func values(of record: AttendeeRecord) -> [AttendeeValue] {
        all.map { $0.value(of: record, kommuner: kommuner) }
    }

    package var withoutNeeds: Self { filtered { !$0.isSensitive } }

    /// Those with these names, in that order; names that are no column's are passed over.
    package func named(_ ids: [String]) -> Self {
        Self(ids.compactMap { id in all.first { $0.id == id } }, kommuner: kommuner)
    }

    var withoutWorkshops: Self {
        filtered { if case .workshop = $0.source { false } else { true } }
    }

    private func filtered(_ isKept: (AttendeeColumn) -> Bool) -> Self { Self(all.filter(isKept), kommuner: kommuner) }

    /// What must be read of each attendee beside the registration.
    package var parts: AttendeeRecord.Parts {
        var parts: AttendeeRecord.Parts = []
        for column in all {
            switch column.source {
            case .question: parts.insert(.answers)
            case .workshop: parts.insert(.places)
            case .labels: parts.insert(.labels)
            case .code, .state, .createdAt, .field: break
            }
        }
        return parts
    }
}
