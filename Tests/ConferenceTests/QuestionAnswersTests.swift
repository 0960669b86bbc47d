import Conference
import Testing

private func question(
    _ id: Int64, _ kind: Question.Kind, isRequired: Bool = false, for audience: Set<OrganisationType> = [],
    if condition: Question.Condition? = nil, isRetired: Bool = false
) -> Question {
    Question(
        id: id, kind: kind, label: Phrase(sv: "Fråga \(id)", en: "Question \(id)"), purpose: Phrase(sv: "a", en: "b"),
        isRequired: isRequired, audience: audience, condition: condition, isRetired: isRetired)
}

private let colours: [Question.Choice] = [
    .init(id: 7, label: Phrase(sv: "Röd", en: "Red")), .init(id: 8, label: Phrase(sv: "Blå", en: "Blue")),
    .init(id: 9, label: Phrase(sv: "Grå", en: "Grey"), isRetired: true),
]

private func check(_ kind: Question.Kind, _ typed: [String], isRequired: Bool = false) -> QuestionAnswers.Checked {
    QuestionAnswers.check([question(1, kind, isRequired: isRequired)], of: .region, shown: [1]) { _ in typed }
}

struct QuestionAnswersTests {
    @Test(arguments: [
        (Question.Kind.line, ["  A\u{30A}\t1 "], ["\u{C5} 1"]),
        (.line, [String(repeating: "ö", count: 200)], [String(repeating: "ö", count: 200)]),
        (.paragraph, ["rad 1\r\nrad 2"], ["rad 1\nrad 2"]),
        (.number(lowest: nil, highest: nil), ["1 000"], ["1000"]), (.number(lowest: nil, highest: nil), ["−3"], ["-3"]),
        (.number(lowest: 0, highest: 5), ["+5"], ["5"]), (.number(lowest: 0, highest: 9), ["007"], ["7"]),
        (.day, ["2028-02-29"], ["2028-02-29"]), (.day, ["20270320"], ["2027-03-20"]),
        (.day, ["2027/3/2"], ["2027-03-02"]),
        (.choice(colours), ["8"], ["8"]), (.choices(colours), ["8", "7", "8"], ["7", "8"]),
        (.yesNo, ["no"], ["no"]), (.line, [""], []), (.choices(colours), [], []),
    ])
    func `a good answer is brought to one form`(kind: Question.Kind, typed: [String], stored: [String]) {
        let checked = check(kind, typed)
        #expect(checked.problems.isEmpty)
        #expect(checked.answers[1].map { Array($0.utf8) } == stored.map { Array($0.utf8) })
    }

    @Test(arguments: [
        (Question.Kind.line, ["a\nb"], AnswerProblem.Kind.unprintable), (.line, ["a\u{202E}b"], .unprintable),
        (.line, ["a\u{0}"], .unprintable), (.paragraph, ["a\u{7}"], .unprintable), (.line, ["\u{FFFD}"], .unprintable),
        (.line, [String(repeating: "x", count: 201)], .tooLong(longest: 200)),
        (.paragraph, [String(repeating: "x", count: 2001)], .tooLong(longest: 2000)),
        (.number(lowest: nil, highest: nil), ["1.5"], .notANumber),
        (.number(lowest: nil, highest: nil), ["1e3"], .notANumber),
        (.number(lowest: nil, highest: nil), ["--1"], .notANumber),
        (.number(lowest: nil, highest: nil), ["٣"], .notANumber),
        (.number(lowest: nil, highest: nil), ["9999999999999999999999"], .notANumber),
        (.number(lowest: 2, highest: 5), ["1"], .outOfRange(lowest: 2, highest: 5)),
        (.number(lowest: 2, highest: 5), ["6"], .outOfRange(lowest: 2, highest: 5)),
        (.day, ["2027-02-29"], .notADay), (.day, ["0000-00-00"], .notADay), (.day, ["i morgon"], .notADay),
        (.day, ["20-03-2027"], .notADay), (.day, ["2027-03-20-01"], .notADay),
        (.choice(colours), ["9"], .unknownChoice), (.choice(colours), ["7", "8"], .unknownChoice),
        (.choice(colours), ["Röd"], .unknownChoice), (.choices(colours), ["7", "99"], .unknownChoice),
        (.yesNo, ["ja"], .unknownChoice), (.yesNo, ["yes", "no"], .unknownChoice),
    ])
    func `a bad answer gets a word about what is wrong`(
        kind: Question.Kind, typed: [String], problem: AnswerProblem.Kind
    ) {
        let checked = check(kind, typed)
        #expect(checked.problems.map(\.kind) == [problem])
        #expect(checked.answers == QuestionAnswers())
        #expect(checked.problems.first?.message.sv.hasPrefix("Fråga 1: ") == true)
    }

    @Test(arguments: [
        Question.Kind.line, .paragraph, .number(lowest: 1, highest: 2), .day, .choice(colours), .choices(colours),
        .yesNo,
    ])
    func `what must be answered is missed when nothing or blanks come`(kind: Question.Kind) {
        for typed in [[], [""], [" \n\t"], ["\u{200D}"]] {
            #expect(check(kind, typed, isRequired: true).problems.map(\.kind) == [.missing])
        }
    }

    /// 1 brings about 2, and 2 brings about 3.
    private let chain = [
        question(1, .yesNo),
        question(2, .choice(colours), isRequired: true, if: .init(question: 1, answer: "yes")),
        question(3, .line, isRequired: true, if: .init(question: 2, answer: "7")),
    ]

    private func checkChain(shown: Set<Int64>, _ typed: [Int64: [String]]) -> QuestionAnswers.Checked {
        QuestionAnswers.check(chain, of: .kommun, shown: shown) { typed[$0.id] ?? [] }
    }

    @Test func `a follow-up that the form did not show is asked next, one after the other`() {
        let first = checkChain(shown: [1], [1: ["yes"]])
        #expect(first.problems.isEmpty && first.unasked.map(\.id) == [2])
        let second = checkChain(shown: [1, 2], [1: ["yes"], 2: ["7"]])
        #expect(second.problems.isEmpty && second.unasked.map(\.id) == [3])
        let third = checkChain(shown: [1, 2, 3], [1: ["yes"], 2: ["7"], 3: ["prov"]])
        #expect(third.unasked.isEmpty && third.answers == QuestionAnswers(stored: [1: ["yes"], 2: ["7"], 3: ["prov"]]))
    }

    @Test func `a follow-up that was shown must be answered, and one that is not brought about is not kept`() {
        #expect(checkChain(shown: [1, 2], [1: ["yes"]]).problems.map(\.kind) == [.missing])
        let changed = checkChain(shown: [1, 2, 3], [1: ["no"], 2: ["7"], 3: ["prov"]])
        #expect(changed.problems.isEmpty && changed.answers == QuestionAnswers(stored: [1: ["no"]]))
    }

    @Test func `people are asked what concerns their kind of organisation, and nobody what is retired`() {
        let questions = [
            question(1, .line, isRequired: true, for: [.kommun, .region]),
            question(2, .line, isRequired: true, isRetired: true),
        ]
        let nothing = QuestionAnswers()
        #expect(nothing.missing(of: questions, type: .region).map(\.id) == [1])
        #expect(nothing.missing(of: questions, type: .press).isEmpty)
        let forged = QuestionAnswers.check(questions, of: .press, shown: [1, 2]) { _ in ["påhitt"] }
        #expect(forged.answers == nothing)
    }
}

struct QuestionDraftTests {
    private let good: [String: [String]] = [
        "kind": ["line"], "labelSv": ["Vad?"], "labelEn": ["What?"], "purposeSv": ["För provet"],
        "purposeEn": ["For the trial"], "retention": ["days"], "retentionDays": ["14"],
    ]

    private func complaints(_ changes: [String: [String]], earlier: [Question] = []) -> [String: QuestionDraft.Problem]
    {
        let typed = good.merging(changes) { $1 }
        switch QuestionDraft.check(existing: nil, earlier: earlier, typed: { typed[$0] ?? [] }) {
        case .valid: return [:]
        case .invalid(let complaints):
            return Dictionary(complaints.map { ($0.control, $0.problem) }, uniquingKeysWith: { first, _ in first })
        }
    }

    @Test(arguments: [
        ([:], [:]), (["labelEn": [""]], ["labelEn": QuestionDraft.Problem.typed(.missing)]),
        (["labelSv": ["a\u{202E}"]], ["labelSv": .typed(.unprintable)]),
        (["labelSv": [String(repeating: "å", count: 501)]], ["labelSv": .typed(.tooLong(longest: 500))]),
        (["hintSv": ["bara svenska"]], ["hintEn": .typed(.oneLanguage)]),
        (["kind": ["drop table"]], ["kind": .unknownKind]),
        (["purposeSv": [" "]], ["purposeSv": .typed(.missing)]), (["retentionDays": [""]], ["retentionDays": .notDays]),
        (["retentionDays": ["-1"]], ["retentionDays": .notDays]),
        (["retentionDays": ["3651"]], ["retentionDays": .notDays]),
        (["retention": [""], "sensitive": ["yes"]], ["retentionDays": .sensitiveWithoutEnd]),
        (["kind": ["number"], "lowest": ["5"], "highest": ["4"]], ["highest": .lowestAboveHighest]),
        (["kind": ["number"], "lowest": ["fem"]], ["lowest": .notANumber]),
        (["kind": ["choice"], "choice0Sv": ["a"], "choice0En": ["b"]], ["choice1Sv": .tooFewChoices]),
        (
            ["kind": ["choices"], "choice0Sv": ["a"], "choice0En": ["b"], "choice4Sv": ["c"]],
            ["choice4En": .typed(.oneLanguage)]
        ),
        (["condition": ["1=yes"]], ["condition": .unknownCondition]),
    ])
    func `a question is checked in words before it is asked`(
        changes: [String: [String]], expected: [String: QuestionDraft.Problem]
    ) {
        #expect(complaints(changes) == expected)
    }

    @Test func `a follow-up hangs on an answer that there is to an earlier question`() {
        let earlier = [question(1, .yesNo), question(2, .choice(colours)), question(3, .line)]
        for condition in ["1=yes", "1=no", "2=7"] {
            #expect(complaints(["condition": [condition]], earlier: earlier) == [:])
        }
        for condition in ["2=9", "3=x", "1=", "4=yes"] {
            #expect(complaints(["condition": [condition]], earlier: earlier) == ["condition": .unknownCondition])
        }
    }
}
