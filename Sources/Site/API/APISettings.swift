import Conference
import HTTP
import JSON
import Storage

/// `/api/v1/quotas` and `/workshops`.
struct APISettings: Sendable {
    let store: Store

    @Sendable func quotas(_ call: APICall) async throws -> Response {
        let board = try await store.quotaBoard()
        return call.answer(
            board.lines.map { APISchema.quota.json(of: QuotaStanding(line: $0, pool: board.pool)) }, next: nil)
    }

    func quota(_ call: APICall, id: Int64) async throws -> Response {
        guard let quota = try await store.quota(id: id) else { throw APIProblem(.notFound) }
        return call.answer(APISchema.quota.json(of: quota))
    }

    func changeQuota(_ call: APICall, id: Int64) async throws -> Response {
        try call.demandCondition()
        var body = try APIBody(call.body, names: ["reserved", "ceiling"])
        let reserved = body.number("reserved", in: 0...Quota.highestSetting)
        let ceiling = body.number("ceiling", in: 0...Quota.highestSetting)
        try body.finish()
        guard reserved != nil || ceiling != nil else {
            throw APIProblem.invalid("", Phrase(sv: "Skicka minst ett fält", en: "Send one field at least"))
        }
        do {
            let change = try await store.changeQuota(
                id: id, reserved: reserved, ceiling: ceiling, by: call.client, now: call.now
            ) { call.isCurrent(APISchema.quota.json(of: $0)) }
            return call.answer(call.changed(APISchema.quota.json(of: try APIRegistrations.done(change))))
        } catch let problem as QuotaProblem {
            throw APIProblem(.quota, problem.message)
        }
    }

    @Sendable func workshops(_ call: APICall) async throws -> Response {
        call.answer(try await store.workshops().map { APISchema.workshop.json(of: $0) }, next: nil)
    }

    func workshop(_ call: APICall, id: Int64) async throws -> Response {
        call.answer(APISchema.workshop.json(of: try await find(id)))
    }

    func guests(_ call: APICall, ofWorkshop id: Int64) async throws -> Response {
        _ = try await find(id)
        let guests = try await store.guests(ofWorkshop: id)
        return call.answer(guests.map { APISchema.workshopGuest.json(of: $0) }, next: nil)
    }

    private func find(_ id: Int64) async throws -> Workshop {
        guard let workshop = try await store.workshops().first(where: { $0.id == id }) else {
            throw APIProblem(.notFound)
        }
        return workshop
    }
}
