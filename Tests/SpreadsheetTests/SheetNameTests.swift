import Testing

@testable import Spreadsheet

struct SheetNameTests {
    @Test(arguments: [
        ("Deltagare", "Deltagare"), ("Jobb / utbildning: [nu]?", "Jobb - utbildning- -nu--"), ("", "-"), ("'a'", "a"),
        ("History", "History (2)"), ("\u{7}", "-"),
        ("Ett namn på trettiotvå tecken…!!", "Ett namn på trettiotvå tecken…!"),
        ("🧑‍🧑‍🧒‍🧒 🧑‍🧑‍🧒‍🧒 🧑‍🧑‍🧒‍🧒 🧑‍🧑‍🧒‍🧒", "🧑‍🧑‍🧒‍🧒 🧑‍🧑‍🧒‍🧒"),
    ])
    func `a name that Excel refuses becomes one that it takes`(wanted: String, name: String) {
        #expect(SheetName.allowed(wanted, besides: []) == name)
        #expect(name.utf16.count <= 31)
    }

    @Test func `no two sheets have names that differ in case only`() {
        let long = String(repeating: "å", count: 40)
        var taken: Set<String> = []
        for wanted in ["Jobb", "JOBB", "jobb", long, long] {
            let name = SheetName.allowed(wanted, besides: taken)
            #expect(name.utf16.count <= 31)
            #expect(taken.insert(SheetName.key(name)).inserted)
        }
        #expect(taken.contains("jobb (3)"))
    }
}
