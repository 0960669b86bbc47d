import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// What the devices at the doors read and send.
struct DoorFiles: Sendable {
    let store: Store
    let assets: Assets

    /// What one batch may hold: as much as a device sends at once.
    static let mostScans = 200
    static let mostWalkIns = 20

    /// What a device keeps, so that it can work without network.
    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        guard let conference = try await store.conference() else { return json(.notFound, Problem(problem: "empty")) }
        let language: Language = try visit.request.head.queryFields()["sprak"] == "en" ? .english : .swedish
        let list = try await store.doorList()
        let words = DoorWords(list: list, kommuner: store.kommuner, language: language)
        return json(
            .ok,
            ListFile(
                token: signedIn.token, organiser: signedIn.organiser.name,
                key: Data(try store.ticketKey.publicKey()).base64EncodedString(),
                keepUntil: conference.doorsForgetAt.milliseconds, mark: list.mark.text,
                guests: list.guests.map { guest in
                    ListFile.Guest(
                        code: guest.code, name: "\(guest.familyName), \(guest.givenName)", state: guest.state.rawValue,
                        barred: words.barred(guest.state), shown: words.shown(guest),
                        scans: guest.scans.map(WrittenScan.init))
                }))
    }

    /// Takes what a device did meanwhile.
    @Sendable func merge(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        guard let sent = try? JSONDecoder().decode(SentBatch.self, from: Data((form["batch"] ?? "").utf8)) else {
            return json(.badRequest, Problem(problem: "unreadable"))
        }
        guard sent.scans.count <= Self.mostScans, sent.walkIns.count <= Self.mostWalkIns else {
            return json(.contentTooLarge, Problem(problem: "too many"))
        }
        let reading = sent.read(kommuner: store.kommuner, language: visit.language)
        let outcome = try await store.merge(reading.batch, by: signedIn.organiser.name, now: visit.now)
        let count = try await store.doorCount()
        return json(
            .ok,
            MergeFile(
                arrived: count.arrived, seats: count.seats, unknown: outcome.unknown.map(\.text),
                refused: reading.refused,
                walkIns: outcome.walkIns.map { id, outcome in
                    switch outcome {
                    case .admitted(let code): MergeFile.WalkIn(id: id.text, code: code, words: nil)
                    case .refused(let why): MergeFile.WalkIn(id: id.text, code: nil, words: why.words[visit.language])
                    }
                },
                scans: outcome.scans.mapValues { $0.map(WrittenScan.init) }))
    }

    /// What keeps the page and answers when there is no network. The same for everybody.
    @Sendable func worker(_ visit: Visit) async throws -> Response {
        var response = await assets.response(named: "checkin-worker.js", to: visit.request.head)
        response.fields[.cacheControl] = "no-cache"
        // Its page has an address in each language.
        response.fields[.serviceWorkerAllowed] = "/"
        response.fields[.contentSecurityPolicy] = "default-src 'none'; connect-src 'self'"
        return response
    }

    private func json(_ status: HTTPResponse.Status, _ value: some Encodable) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = "application/json"
        fields[.cacheControl] = "no-store"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Response(status: status, fields: fields, body: .bytes(Array(try encoder.encode(value))))
        } catch {
            preconditionFailure("texts and whole numbers can be written: \(error)")
        }
    }
}

private struct Problem: Encodable {
    let problem: String
}

private struct ListFile: Encodable {
    struct Guest: Encodable {
        let code: String
        let name: String
        let state: String
        let barred: String?
        let shown: [String]
        let scans: [WrittenScan]
    }

    /// For what this device sends.
    let token: String
    let organiser: String
    /// Checks tickets: SubjectPublicKeyInfo in base64.
    let key: String
    /// When the device has to forget all this, in milliseconds since 1970.
    let keepUntil: Int64
    let mark: String
    let guests: [Guest]
}

private struct MergeFile: Encodable {
    struct WalkIn: Encodable {
        let id: String
        let code: String?
        let words: String?
    }

    let arrived: Int
    let seats: Int
    /// Scans of codes that nobody has.
    let unknown: [String]
    /// What cannot be read.
    let refused: [String]
    let walkIns: [WalkIn]
    /// All scans of those whom the batch was about.
    let scans: [String: [WrittenScan]]
}

/// A scan as devices read it.
struct WrittenScan: Encodable {
    let id: String
    let kind: String
    let door: String
    let at: Int64
    let undoes: [String]?

    init(_ scan: Scan) {
        (id, kind, door, at) = (scan.id.text, scan.kind.rawValue, scan.door.text, scan.at)
        undoes = scan.kind == .undone ? scan.undoes.map(\.text) : nil
    }
}

/// A batch as devices send it.
private struct SentBatch: Decodable {
    struct Scan: Decodable {
        let id: String
        let code: String
        let kind: String
        let door: String
        let at: Int64
        let undoes: [String]?
    }
    struct WalkIn: Decodable {
        let id: String
        let door: String
        let at: Int64
        let answers: [String: String]
    }

    let scans: [Scan]
    let walkIns: [WalkIn]

    /// What can be taken, and the ids of what cannot.
    func read(kommuner: KommunRegister, language: Language) -> (batch: ScanBatch, refused: [String]) {
        var batch = ScanBatch()
        var refused: [String] = []
        for sent in scans {
            if let code = BookingCode.normalised(sent.code), let kind = Conference.Scan.Kind(rawValue: sent.kind),
                let scan = scan(sent.id, kind, sent.door, sent.at, undoes: sent.undoes ?? [])
            {
                batch.scans.append(TicketScan(code: code, scan: scan))
            } else {
                refused.append(sent.id)
            }
        }
        for sent in walkIns {
            let form = WalkInForm.check(kommuner: kommuner, language: language) { sent.answers[$0.name] ?? "" }
            if case .valid(let registration) = form, let scan = scan(sent.id, .arrived, sent.door, sent.at) {
                batch.walkIns.append(Storage.WalkIn(registration, language: language, arrival: scan))
            } else {
                refused.append(sent.id)
            }
        }
        return (batch, refused)
    }

    private func scan(
        _ id: String, _ kind: Conference.Scan.Kind, _ door: String, _ at: Int64, undoes: [String] = []
    ) -> Conference.Scan? {
        guard let id = ScanID(id), let door = DoorName(door), at >= 0, undoes.count <= Conference.Scan.mostUndone else {
            return nil
        }
        return Conference.Scan(id: id, kind: kind, door: door, at: at, undoes: undoes.compactMap(ScanID.init))
    }
}

extension DoorMark {
    /// "17.204", for devices that come back.
    var text: String { "\(scan).\(list)" }

    init?(_ text: String) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard numbers.count == 2, let scan = numbers[0], let list = numbers[1], scan >= 0, list >= 0 else { return nil }
        self.init(scan: scan, list: list)
    }
}
