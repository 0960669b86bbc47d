import Conference
import Testing

struct EmailSuggestionTests {
    let suggestion = EmailSuggestion(
        kommuner: KommunRegister(
            ["Nässjö", "Falköping", "Lindesberg", "Borlänge", "Mora", "Nora", "Habo", "Malung-Sälen", "Upplands Väsby"]
                .enumerated().map { index, name in
                    let county = County(code: "01", name: "Provs län")
                    return Kommun(code: "\(1000 + index)", name: name, formalName: "\(name) kommun", county: county)
                }))

    @Test(arguments: [
        ("anna@nasjo.se", "anna@nassjo.se"),  // a letter missing
        ("anna@nassjoo.se", "anna@nassjo.se"),  // one too many
        ("anna@falkopimg.se", "anna@falkoping.se"),  // one changed
        ("anna@lindesbreg.se", "anna@lindesberg.se"),  // two exchanged
        ("anna@borlänge.se", "anna@borlange.se"),  // as the name is spelt
        ("anna@upplandsvasby.se.se", nil),
        ("Anna@NASJO.SE", "Anna@nassjo.se"),
        ("anna@gmial.com", "anna@gmail.com"), ("anna@hotmail.con", "anna@hotmail.com"),
    ])
    func `a slip in a domain that many have is asked about`(typed: String, meant: String?) {
        #expect(suggestion.suggestion(for: typed) == meant)
    }

    @Test(arguments: [
        "anna@nassjo.se", "anna@mora.se", "anna@nora.se",  // two kommuner one letter apart
        "anna@habokommun.se", "anna@malung-salen.se", "anna@malungsalen.se", "anna@example.se", "anna@gmail.com",
        "anna@ora.se",  // as near to Mora as to Nora
        "anna@ncc.se",
    ])
    func `a domain that is known, or near none or two, is not`(typed: String) {
        #expect(suggestion.suggestion(for: typed) == nil)
    }
}
