import Conference
import Testing

private let jonkoping = County(code: "06", name: "Jönköpings län")
private let uppsala = County(code: "03", name: "Uppsala län")
private let kommuner = KommunRegister([
    Kommun(code: "0682", name: "Nässjö", formalName: "Nässjö kommun", county: jonkoping),
    Kommun(code: "0643", name: "Habo", formalName: "Habo kommun", county: jonkoping),
    Kommun(code: "0680", name: "Jönköping", formalName: "Jönköpings kommun", county: jonkoping),
    Kommun(code: "0305", name: "Håbo", formalName: "Håbo kommun", county: uppsala),
])

private let typed = [
    "givenName": "Påhitt", "familyName": "von Övning", "email": "pahitt@example.se", "phone": "070-174 06 05",
    "organisationType": "kommun", "kommun": "0682", "organisation": "Förvaltningen", "role": "Samordnare",
]

private func check(_ changes: [String: String]) -> RegistrationForm.Outcome {
    let answers = typed.merging(changes) { $1 }
    return RegistrationForm.check(kommuner: kommuner) { answers[$0.name] ?? "" }
}

private func stored(_ changes: [String: String]) throws -> Registration {
    guard case .valid(let registration) = check(changes) else {
        throw Refused(outcome: check(changes))
    }
    return registration
}

private struct Refused: Error {
    let outcome: RegistrationForm.Outcome
}

struct RegistrationFormTests {
    @Test(arguments: Field.all.filter(\.isRequired))
    func `a required field left empty or blank is missing`(field: Field) {
        for blank in ["", "  ", "\u{A0}\t\r\n"] {
            #expect(check([field.name: blank]) == .invalid([FieldProblem(field: field, kind: .missing)]))
        }
    }

    @Test(arguments: Field.all.filter { $0.kind == .line || $0.kind == .paragraph })
    func `an answer has its longest length and not one character more`(field: Field) throws {
        let longest = String(repeating: "å", count: field.longest)
        #expect(try stored([field.name: longest])[field] == longest)
        #expect(
            check([field.name: longest + "a"])
                == .invalid([FieldProblem(field: field, kind: .tooLong(longest: field.longest))]))
    }

    @Test(arguments: [
        "a\r\nb", "a\u{0}b", "a\u{1B}[31m", "a\u{202E}b", "a\u{2028}b", "\u{E000}", "a\u{FFFD}b", "a\u{200B}b",
    ])
    func `what breaks, hides or reorders a line is refused in a one-line field`(text: String) {
        #expect(
            check(["givenName": text]) == .invalid([FieldProblem(field: .givenName, kind: .unprintable)]))
    }

    @Test(arguments: ["\u{200D}", " \u{200C} ", "\t"])
    func `a name nobody can see is missing`(text: String) {
        #expect(check(["givenName": text]) == .invalid([FieldProblem(field: .givenName, kind: .missing)]))
    }

    @Test func `a tab is a blank, and a joiner inside a word stays`() throws {
        #expect(try stored(["givenName": "\tAnna\tMaria"])[.givenName] == "Anna Maria")
        #expect(try stored(["givenName": "می\u{200C}نا"])[.givenName] == "می\u{200C}نا")
    }

    @Test func `line breaks in a paragraph are kept as line feeds`() throws {
        #expect(try stored(["dietaryNeeds": "nötter\r\nägg"])[.dietaryNeeds] == "nötter\nägg")
    }

    @Test(arguments: ["Å", "O'Brien", "von der Ähre-Öst", "김민준", "\"\u{301} autofocus", "<b>", "محمد", "d\u{323}e"])
    func `a name may be any that people have, or that looks like an attack`(name: String) throws {
        #expect(try stored(["familyName": name])[.familyName] == name)
    }

    @Test func `a decomposed letter is stored in its composed form`() throws {
        #expect(try Array(stored(["givenName": "A\u{30A}sa"])[.givenName].unicodeScalars).count == 3)
    }

    @Test(arguments: [
        ("0682", "0682"), ("Nässjö", "0682"), ("NÄSSJÖ", "0682"), ("habo", "0643"), ("håbo", "0305"), ("HÅBO", "0305"),
        ("Nässjö kommun", "0682"), ("NÄSSJÖ  KOMMUN", "0682"), ("Na\u{308}ssjo\u{308}\u{A0}kommun", "0682"),
        ("habo kommun", "0643"), ("håbo kommun", "0305"), ("Jönköpings kommun", "0680"), ("Jönköpings stad", "0680"),
    ])
    func `a kommun is found by code or by any of its names, and Habo is never Håbo`(text: String, code: String) throws {
        #expect(try stored(["kommun": text])[.kommun] == code)
    }

    @Test(arguments: ["9999", "Nassjo", "Nassjo kommun", "kommun", "Nässjökommun", "06 82", "682", "<script>"])
    func `an unknown kommun is told apart from a missing one`(text: String) {
        #expect(check(["kommun": text]) == .invalid([FieldProblem(field: .kommun, kind: .unknownKommun)]))
        #expect(check(["kommun": ""]) == .invalid([FieldProblem(field: .kommun, kind: .missing)]))
    }

    @Test func `a kommun left over from another choice is dropped`() throws {
        let registration = try stored(["organisationType": "region", "kommun": "nonsense"])
        #expect(registration[.kommun] == "")
        #expect(registration.group == .organisation(.region))
        #expect(try stored([:]).group == .kommun(code: "0682"))
    }

    @Test func `problems come in the order of the form`() {
        let outcome = RegistrationForm.check(kommuner: kommuner) { $0 == .organisationType ? "kommun" : "" }
        guard case .invalid(let problems) = outcome else {
            Issue.record("an empty form was accepted")
            return
        }
        #expect(problems.map(\.field.name) == ["givenName", "familyName", "email", "kommun", "organisation", "role"])
    }

    @Test(arguments: Field.all)
    func `every problem has words in both languages`(field: Field) {
        let kinds: [FieldProblem.Kind] = [
            .missing, .tooLong(longest: 3), .unprintable, .malformedEmail, .malformedPhone, .unknownChoice,
            .unknownKommun,
        ]
        for kind in kinds {
            let message = FieldProblem(field: field, kind: kind).message
            #expect(message.sv != message.en)
            #expect(!message.sv.isEmpty && !message.en.isEmpty)
        }
    }
}

struct EmailAddressTests {
    @Test(arguments: ["a@example.se", "a.b+c@sub.example.se", "o'brien@example.se", "a@exämple.se", "A@EXAMPLE.SE"])
    func `an ordinary address is valid`(text: String) {
        #expect(EmailAddress.isValid(text))
    }

    @Test(arguments: [
        "", "a", "a@", "@example.se", "a@b", "a@b@example.se", "a b@example.se", "a@example..se", ".a@example.se",
        "a.@example.se", "a..b@example.se", "a@-example.se", "a@example.se\r\nBcc: x@example.se", "<a@example.se>",
        "a@example.s", "å@example.se", "a\u{0}@example.se",
        "a@192.0.2.10", "a@example.½½", "a@ex\u{FFFD}mple.se",
    ])
    func `anything else is not`(text: String) {
        #expect(!EmailAddress.isValid(text))
    }

    @Test(arguments: ["a@exämple.se", "A@EXÄMPLE.SE", "a@exa\u{308}mple.se", "a@ＥＸÄＭＰＬＥ.se"])
    func `one address has one key, however it was typed`(text: String) {
        #expect(Array(EmailAddress.key(text).utf8) == Array("a@exämple.se".utf8))
    }
}

struct PhoneNumberTests {
    @Test(arguments: [
        ("070-174 06 05", "+46701740605"), ("0701740605", "+46701740605"), ("+46 70 174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"), ("+46 (0)70-174 06 05", "+46701740605"), ("08-550 123 45", "+46855012345"),
        ("+47 22 22 22 22", "+4722222222"), ("+460701740605", "+46701740605"),
    ])
    func `what Swedes write becomes E.164`(text: String, number: String) {
        #expect(PhoneNumber.normalised(text) == number)
    }

    @Test(arguments: [
        "", "1", "070", "12345678", "+", "++46701740605", "070-174 06 05 x", "+0701740605", "٠٧٠١٧٤٠٦٠٥",
        "+123456789012345678",
    ])
    func `what cannot be a number is refused`(text: String) {
        #expect(PhoneNumber.normalised(text) == nil)
    }

    @Test(arguments: [
        ("+46701740605", "+46 70-1740605"), ("+46855012345", "+46 8-55012345"), ("+4636123456", "+46 36-123456"),
        ("+46142123456", "+46 142-123456"), ("+4722222222", "+47 22-222222"), ("+12025550123", "+1 20-25550123"),
        ("+358401234567", "+358 40-1234567"),
    ])
    func `a number for spreadsheets has its country and its area apart`(number: String, text: String) {
        #expect(PhoneNumber.international(number) == text)
        #expect(PhoneNumber.normalised(text) == number)
    }

    @Test func `a mobile number is shown the Swedish way`() {
        #expect(PhoneNumber.display("+46701740605") == "070-174 06 05")
        #expect(PhoneNumber.display("+4722222222") == "+4722222222")
    }
}

struct BookingCodeTests {
    @Test(arguments: ["VF-7K3M-Q2XR", "vf-7k3m-q2xr", "7K3MQ2XR", "vf 7k3m q2xr", "VF7K3MQ2XR"])
    func `a code is known however it is typed`(text: String) {
        #expect(BookingCode.normalised(text) == "VF-7K3M-Q2XR")
    }

    @Test func `letters that look like digits are read as digits`() {
        #expect(BookingCode.normalised("VF-OIL0-0000") == "VF-0110-0000")
    }

    @Test(arguments: ["", "VF-", "VF-7K3M-Q2X", "VF-7K3M-Q2XRR", "Exempel!"])
    func `anything else is not a code`(text: String) {
        #expect(BookingCode.normalised(text) == nil)
    }
}
