import Conference
import HTTP
import JSON
import Secrets
import Storage

/// `/api/v1/check-ins`.
struct APICheckIns: Sendable {
    let store: Store
    let random: RandomBytes

    @Sendable func list(_ call: APICall) async throws -> Response {
        let limit = try call.limit()
        let cursor = try call.parameter("cursor") { Int64($0) } ?? 0
        let found = try await store.checkIns(after: cursor, limit: limit + 1)
        let page = found.prefix(limit)
        return call.answer(
            page.map { APISchema.checkIn.json(of: $0) },
            next: found.count > limit ? page.last.map { String($0.number) } : nil)
    }

    @Sendable func add(_ call: APICall) async throws -> Response {
        var body = try APIBody(call.body, names: ["code", "kind", "door", "id"])
        let typed = body.text("code", longest: 20)
        let kind = body.word("kind", Scan.Kind.self) ?? .arrived
        let code = BookingCode.normalised(typed)
        if code == nil, body.complaints.isEmpty {
            body.complain(
                "code",
                Phrase(
                    sv: "Skriv en bokningskod, till exempel VF-7K3M-Q2XR",
                    en: "Enter a booking code, such as VF-7K3M-Q2XR"))
        }
        var door = DoorName.usual
        if body.has("door") {
            let name = body.text("door", longest: DoorName.longest)
            if let named = DoorName(name) {
                door = named
            } else {
                body.complain("door", Phrase(sv: "Skriv dörrens namn", en: "Enter the name of the door"))
            }
        }
        var id = ScanID(base64URLEncode(random(16)))
        if body.has("id") {
            id = ScanID(body.text("id", longest: ScanID.length))
            if id == nil {
                body.complain(
                    "id", Phrase(sv: "Ska vara 22 tecken ur base64url", en: "Must be 22 characters of base64url"))
            }
        }
        try body.finish()
        guard let code, let id else { throw APIProblem(.invalid) }
        let answer = try await store.checkIn(
            code: code, kind, id: id, door: door, by: call.client, repeatKey: try call.repeatKey(), now: call.now
        ) { outcome in
            switch outcome {
            case .done(let checkIn): return call.changed(APISchema.checkIn.json(of: checkIn), status: 201)
            case .notFound:
                throw APIProblem(
                    .notFound, Phrase(sv: "Ingen har den bokningskoden.", en: "Nobody has that booking code."))
            case .hasNoSeat(let state): throw APIProblem(.noSeat, state.label)
            case .numberIsUsed:
                throw APIProblem.invalid(
                    "id",
                    Phrase(
                        sv: "Något annat är redan gjort under det numret",
                        en: "Something else has been done under that number already"))
            }
        }
        return call.answer(answer)
    }
}
