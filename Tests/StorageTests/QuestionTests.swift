import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

extension QuestionDraft {
    static func trial(_ kind: QuestionKind, _ label: String = "Prov", changing change: (inout Self) -> Void = { _ in })
        -> Self
    {
        var draft = QuestionDraft()
        draft.kind = kind
        draft.label = Phrase(sv: label, en: label + " (en)")
        draft.purpose = Phrase(sv: "För provet", en: "For the trial")
        draft.retentionDays = 30
        if kind.hasChoices {
            draft.choices = ["Röd", "Blå"].map { .init(id: nil, label: Phrase(sv: $0, en: $0)) }
        }
        change(&draft)
        return draft
    }
}

struct QuestionTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        try await conference.register(1)
    }

    private var store: Store { conference.store }

    private func add(_ draft: QuestionDraft) async throws -> Int64 {
        try await store.addQuestion(draft, by: .organiser("prov"), now: noon)
    }

    private func answer(_ typed: [Int64: [String]], at now: Date = noon) async throws -> AnswerOutcome {
        try await store.answer(link: conference.link(1), shown: Set(typed.keys), typed: typed, now: now)
    }

    private var answers: QuestionAnswers {
        get async throws { try #require(try await store.questionnaire(link: conference.link(1))).answers }
    }

    @Test(arguments: QuestionKind.allCases)
    func `a question of every kind is read back as it was described`(kind: QuestionKind) async throws {
        let draft = QuestionDraft.trial(kind) {
            $0.hint = Phrase(sv: "tips", en: "hint")
            $0.isRequired = true
            $0.isSensitive = true
            $0.audience = [.kommun, .press]
            if kind == .number { ($0.lowest, $0.highest) = (1, 9) }
        }
        let id = try await add(draft)
        let question = try #require(try await store.questions().first)
        #expect(question.id == id && question.kind.kind == kind && question.label == draft.label)
        #expect(question.hint == draft.hint && question.purpose == draft.purpose && question.audience == draft.audience)
        #expect(question.isRequired && question.isSensitive && question.retentionDays == 30 && !question.isRetired)
        #expect(question.kind.allChoices.map(\.label) == draft.choices.map(\.label))
        if kind == .number { #expect(question.kind == .number(lowest: 1, highest: 9)) }
    }

    @Test func `answers are kept, replaced, and logged without what they say`() async throws {
        let line = try await add(.trial(.line))
        let many = try await add(.trial(.choices))
        let choices = try await store.questions()[1].kind.allChoices.map { String($0.id) }
        #expect(try await answer([line: ["HEMLIGT"], many: choices]) == .saved(unasked: []))
        #expect(try await answers == QuestionAnswers(stored: [line: ["HEMLIGT"], many: choices]))
        #expect(try await answer([line: ["annat"], many: [choices[1]]]) == .saved(unasked: []))
        #expect(try await answers == QuestionAnswers(stored: [line: ["annat"], many: [choices[1]]]))
        let history = try await store.history(ofRegistration: 1)
        #expect(history.map(\.action) == [.registered, .answered, .answered])
        #expect(!history.contains { $0.detail.contains("HEMLIGT") })
    }

    @Test func `one bad answer keeps all from being written`() async throws {
        let line = try await add(.trial(.line))
        let number = try await add(.trial(.number))
        guard case .invalid(let problems, _) = try await answer([line: ["prov"], number: ["två"]]) else {
            Issue.record("taken")
            return
        }
        #expect(problems.map(\.question.id) == [number])
        #expect(try await answers == QuestionAnswers())
    }

    @Test func `a question that came while the form lay open is asked next, and what was shown is kept`() async throws {
        let first = try await add(.trial(.line))
        let second = try await add(.trial(.line) { $0.isRequired = true })
        guard case .saved(let unasked) = try await answer([first: ["prov"]]) else {
            Issue.record("refused")
            return
        }
        #expect(unasked.map(\.id) == [second])
        #expect(try await answers == QuestionAnswers(stored: [first: ["prov"]]))
    }

    @Test func `answers can be changed until the change stop, and not of a cancelled registration`() async throws {
        let line = try await add(.trial(.line))
        let stop = ConferenceFacts.trial(capacity: 10).changeStopsAt
        #expect(try await answer([line: ["prov"]], at: stop - 1) == .saved(unasked: []))
        #expect(try await answer([line: ["sent"]], at: stop) == .tooLate)
        _ = try await store.cancel(link: conference.link(1), now: noon)
        #expect(try await answer([line: ["avbokad"]]) == .tooLate)
        #expect(try await answers == QuestionAnswers(stored: [line: ["prov"]]))
    }

    @Test func `what must be answered is missing in the list until it is`() async throws {
        let line = try await add(.trial(.line) { $0.isRequired = true })
        let attendee = try #require(try await store.attendee(id: 1))
        #expect(try await store.attendeesMissingAnswers([attendee]) == [1])
        _ = try await answer([line: ["prov"]])
        #expect(try await store.attendeesMissingAnswers([attendee]) == [])
    }

    @Test func `a choice keeps its number when its words change, and retires when it is left out`() async throws {
        let id = try await add(.trial(.choice))
        let (red, blue) = (
            try await store.questions()[0].kind.allChoices[0].id, try await store.questions()[0].kind.allChoices[1].id
        )
        _ = try await answer([id: [String(red)]])
        let changed = QuestionDraft.trial(.choice) {
            $0.choices = [
                .init(id: blue, label: Phrase(sv: "Mörkblå", en: "Navy")),
                .init(id: nil, label: Phrase(sv: "Vit", en: "White")),
            ]
        }
        #expect(try await store.changeQuestion(id: id, to: changed, by: .organiser("prov"), now: noon))
        let choices = try await store.questions()[0].kind.allChoices
        #expect(choices.filter { !$0.isRetired }.map(\.label.sv) == ["Mörkblå", "Vit"])
        #expect(choices.first { $0.id == red }?.isRetired == true)
        #expect(choices.first { $0.id == blue }?.label.sv == "Mörkblå")
        #expect(try await answers == QuestionAnswers(stored: [id: [String(red)]]))
    }

    @Test func `questions change places, but a follow-up stays behind what it follows`() async throws {
        let base = try await add(.trial(.yesNo))
        let followUp = try await add(.trial(.line) { $0.condition = .init(question: base, answer: "yes") })
        let other = try await add(.trial(.line))
        let order = { [store] in try await store.questions().filter { !$0.isRetired }.map(\.id) }
        try await store.moveQuestion(id: other, .up, by: .organiser("prov"), now: noon)
        #expect(try await order() == [base, other, followUp])
        try await store.moveQuestion(id: other, .up, by: .organiser("prov"), now: noon)
        try await store.moveQuestion(id: other, .up, by: .organiser("prov"), now: noon)
        #expect(try await order() == [other, base, followUp])
        await #expect(throws: QuestionOrderProblem.partsFollowUp) {
            try await store.moveQuestion(id: followUp, .up, by: .organiser("prov"), now: noon)
        }
        await #expect(throws: QuestionOrderProblem.othersDepend) {
            try await store.retireQuestion(id: base, true, by: .organiser("prov"), now: noon)
        }
        try await store.retireQuestion(id: followUp, true, by: .organiser("prov"), now: noon)
        try await store.retireQuestion(id: base, true, by: .organiser("prov"), now: noon)
        await #expect(throws: QuestionOrderProblem.partsFollowUp) {
            try await store.retireQuestion(id: followUp, false, by: .organiser("prov"), now: noon)
        }
        #expect(try await order() == [other])
    }

    @Test func `answers are deleted from the file when their time is over, each after its own`() async throws {
        let short = try await add(.trial(.line) { $0.retentionDays = 0 })
        let long = try await add(.trial(.line) { $0.retentionDays = 30 })
        let kept = try await add(.trial(.line) { $0.retentionDays = nil })
        _ = try await answer([short: ["OMISSKÄNNLIGT KORT"], long: ["långt"], kept: ["kvar"]])
        let day = ConferenceFacts.trial(capacity: 10).day
        #expect(try await store.eraseSensitiveAnswers(now: day + 23 * 3600) == 0)
        #expect(try await store.eraseSensitiveAnswers(now: day + 25 * 3600) == 1)
        #expect(try await answers == QuestionAnswers(stored: [long: ["långt"], kept: ["kvar"]]))
        for name in try FileManager.default.contentsOfDirectory(atPath: conference.folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: conference.folder.path + "/" + name))
            #expect(bytes.firstRange(of: Data("OMISSKÄNNLIGT KORT".utf8)) == nil, "\(name)")
        }
        #expect(try await store.eraseSensitiveAnswers(now: day + 32 * 86_400) == 1)
        #expect(try await answers == QuestionAnswers(stored: [kept: ["kvar"]]))
    }

    @Test(arguments: [
        ("an empty answer", "INSERT INTO answer VALUES (1, 1, '')"),
        ("an answer to nothing", "INSERT INTO answer VALUES (1, 99, 'x')"),
        ("a sensitive question without an end", "UPDATE question SET isSensitive = 1, retentionDays = NULL"),
        ("limits of what is no number", "UPDATE question SET lowest = 1"),
        ("a hint in one language", "UPDATE question SET hintSv = 'x'"),
        ("a question that has answers is deleted", "DELETE FROM question"),
    ])
    func `the file itself refuses`(what: String, sql: String) async throws {
        let line = try await add(.trial(.line))
        _ = try await answer([line: ["prov"]])
        await #expect(throws: DatabaseError.self) { try await conference.execute(sql) }
    }
}
