import Fixtures
import Testing

@testable import Conference

private func id(_ number: Int) -> ScanID {
    ScanID(String(repeating: "A", count: ScanID.length - 2) + (number < 10 ? "0\(number)" : "\(number)"))!
}

private func scan(
    _ number: Int, _ kind: Scan.Kind, at time: Int64, _ door: String = "Norr", undoes: [Int] = []
) -> Scan {
    Scan(id: id(number), kind: kind, door: DoorName(door)!, at: time, undoes: undoes.map(id))
}

struct CheckInTests {
    @Test func `the first scan wins, and later ones name what they double`() {
        let late = scan(1, .arrived, at: 200, "Söder")
        let early = scan(2, .arrived, at: 100)
        let checkIn = CheckIn([late, early])
        #expect(checkIn.first == early)
        #expect(checkIn.doubles == [late])
    }

    @Test func `at the same moment the id decides, everywhere alike`() {
        #expect(CheckIn([scan(2, .arrived, at: 1), scan(1, .arrived, at: 1)]).first?.id == id(1))
    }

    @Test(arguments: [
        (kinds: [Scan.Kind](), hasArrived: false, doubles: 0, returns: 0),
        ([.arrived], true, 0, 0),
        ([.arrived, .arrived, .arrived], true, 2, 0),
        ([.arrived, .returned], true, 0, 1),
        ([.returned], true, 0, 0),
        ([.arrived, .arrived, .undone], false, 0, 0),
        ([.arrived, .undone, .arrived], true, 0, 0),
        ([.undone], false, 0, 0),
    ])
    func `scans in order lead to`(kinds: [Scan.Kind], hasArrived: Bool, doubles: Int, returns: Int) {
        let checkIn = CheckIn(
            kinds.enumerated().map { scan($0, $1, at: Int64($0), undoes: Array(0..<$0)) })
        #expect(checkIn.hasArrived == hasArrived)
        #expect(checkIn.doubles.count == doubles)
        #expect(checkIn.returns.count == returns)
    }

    @Test(arguments: seeds(50))
    func `the order and the number of times scans come in do not matter`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let scans = (0..<Int.random(in: 0...9, using: &random)).map { number in
            scan(
                number, Scan.Kind.allCases.randomElement(using: &random)!, at: .random(in: 0...3, using: &random),
                undoes: (0...9).filter { _ in Int.random(in: 0...3, using: &random) == 0 })
        }
        let again = scans + scans.filter { _ in Bool.random(using: &random) }
        #expect(CheckIn(scans) == CheckIn(again.shuffled(using: &random)), "seed \(seed)")
    }

    @Test func `what is done knowing of a scan comes behind it, though the clock is slow`() {
        let ahead = CheckIn([scan(1, .arrived, at: 1000)])
        #expect(ahead.next(at: 400) == 1001)
    }

    @Test func `to undo takes back what was known and nothing that another door did`() {
        let unknown = scan(1, .arrived, at: 10, "Söder")
        let mistake = scan(2, .arrived, at: 20)
        let undoing = scan(3, .undone, at: 30, undoes: [2])
        #expect(CheckIn([mistake, undoing]).first == nil)
        #expect(CheckIn([undoing, unknown, mistake]).first == unknown)
        #expect(CheckIn([undoing, unknown, mistake]).doubles.isEmpty)
    }

    @Test func `to be let in again is an arrival only where there is no other`() {
        let back = scan(1, .returned, at: 10)
        let arrival = scan(2, .arrived, at: 20)
        #expect(CheckIn([back]).first == back)
        #expect(CheckIn([back, arrival]).first == arrival)
    }

    @Test func `a clock that runs ahead is put right and keeps its order`() {
        let settled = [scan(1, .arrived, at: 5000), scan(2, .undone, at: 7000)].settled(receivedAt: 3000)
        #expect(settled.map(\.at) == [1000, 3000])
        let late = [scan(1, .arrived, at: 5000)]
        #expect(late.settled(receivedAt: 9000) == late)
        #expect([scan(1, .arrived, at: .max)].settled(receivedAt: 9000).map(\.at) == [9000])
    }

    @Test(arguments: ["", " ", "rad\nbryt", "\u{202E}bakåt", String(repeating: "a", count: 41)])
    func `a door has a name that can be shown`(name: String) {
        #expect(DoorName(name) == nil)
    }

    @Test(arguments: ["", "kort", String(repeating: "å", count: 22), String(repeating: "A", count: 21) + "="])
    func `an id is what devices draw`(text: String) {
        #expect(ScanID(text) == nil)
    }
}
