import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct EditingTests {
    /// Nässjö is full with one waiting; Falköping has room.
    let conference: TestConference
    private let organiser = Actor.organiser("prov")

    init() async throws {
        conference = try await TestConference(
            capacity: 10,
            quotas: [
                .nassjo: Quota(reserved: 0, ceiling: 2), .falkoping: Quota(reserved: 0, ceiling: 2),
                .regions: Quota(reserved: 0, ceiling: 0),
            ])
        for number in 1...3 { try await conference.register(number) }
    }

    private func edit(
        _ id: Int64, to group: QuotaGroup? = nil, agreed: String? = nil, mayChangeNeeds: Bool = true,
        isTold: Bool = false, from base: AttendeeSheet? = nil, _ change: (inout AttendeeSheet) -> Void = { _ in }
    ) async throws -> EditOutcome {
        let now = try #require(try await conference.store.sheet(of: id))
        var wanted = base ?? now
        if let group { wanted.registration = wanted.registration.moved(to: group) }
        change(&wanted)
        let edit = AttendeeEdit(
            base: base ?? now, wanted: wanted, shown: [], choosesWorkshops: false, mayChangeNeeds: mayChangeNeeds,
            reason: "Bad om det", isTold: isTold, agreed: agreed)
        return try await conference.store.edit(id: id, edit, by: organiser, now: noon)
    }

    private func agree(_ id: Int64, to group: QuotaGroup) async throws -> SeatEffect {
        guard case .mustAgree(let effect) = try await edit(id, to: group) else {
            Issue.record("nothing was asked")
            return SeatEffect()
        }
        #expect(try await edit(id, to: group, agreed: effect.text) == .saved)
        return effect
    }

    private func kinds(_ id: Int64) async throws -> [MessageKind?] {
        try await conference.store.messages(ofRegistration: id, limit: 100).reversed().map(\.kind)
    }

    @Test func `what is changed stands in the history by its name, with who and why`() async throws {
        #expect(
            try await edit(1) {
                $0.registration[.role] = "Chef"; $0.language = .english
            } == .saved)
        let attendee = try #require(try await conference.store.attendee(id: 1))
        #expect(attendee.registration[.role] == "Chef")
        #expect(attendee.language == .english)
        let entry = try #require(try await conference.store.history(ofRegistration: 1).last)
        #expect(entry.action == .edited)
        #expect(entry.parts == [.field(.role), .language])
        #expect(entry.reason == "Bad om det")
        #expect(entry.actor == organiser)
        #expect(try await kinds(1) == [.confirmation], "nobody asked to tell")
        #expect(try await edit(1, isTold: true) { $0.registration[.role] = "Prov" } == .saved)
        #expect(try await kinds(1) == [.confirmation, .changed])
        #expect(try await edit(1) == .unchanged)
    }

    @Test func `a seat goes along to a group with room, and the seat it was goes to the line`() async throws {
        let effect = try await agree(1, to: .falkoping)
        #expect(effect.keeping.map(\.id) == [1])
        #expect(effect.seated == [3])
        #expect(try await conference.state(1) == .confirmed)
        #expect(try await conference.state(3) == .offered)
        #expect(try await conference.line(.falkoping)?.quota.taken == 1)
        let move = try #require(try await conference.store.history(ofRegistration: 1).last?.move)
        #expect(move == LoggedMove(from: .nassjo, to: .falkoping, before: .confirmed, after: .confirmed))
    }

    @Test func `without room the seat is lost, which is asked first, told by mail and changes nothing else`()
        async throws
    {
        let effect = try await agree(2, to: .regions)
        #expect(effect.losing.map(\.id) == [2])
        #expect(effect.seated == [3])
        #expect(try await conference.state(2) == .waiting)
        #expect(try await kinds(2) == [.confirmation, .waiting])
    }

    @Test func `whoever waits comes to a group with room and is offered a seat there`() async throws {
        let effect = try await agree(3, to: .falkoping)
        #expect(effect.gaining.map(\.id) == [3])
        #expect(try await conference.state(3) == .offered)
    }

    @Test func `what was agreed to is done or nothing is`() async throws {
        guard case .mustAgree(let effect) = try await edit(1, to: .falkoping) else { throw CancellationError() }
        for number in 4...5 { try await conference.register(number, .falkoping) }
        guard case .mustAgree(let now) = try await edit(1, to: .falkoping, agreed: effect.text) else {
            Issue.record("moved otherwise than agreed")
            return
        }
        #expect(now.losing.map(\.id) == [1])
        #expect(try await conference.store.attendee(id: 1)?.registration.group == .nassjo)
        #expect(try await conference.state(1) == .confirmed)
    }

    @Test func `of two who edit at once the later one is told, and loses nothing`() async throws {
        let base = try #require(try await conference.store.sheet(of: 1))
        #expect(try await edit(1) { $0.registration[.phone] = "+46701740605" } == .saved)
        let outcome = try await edit(1, from: base) { $0.registration[.role] = "Chef" }
        guard case .changedMeanwhile(let now) = outcome else { throw CancellationError() }
        #expect(now.differences(from: base) == [.field(.phone)])
        #expect(try await conference.store.attendee(id: 1)?.registration[.role] == "Prov")
    }

    @Test func `who does not see needs changes none, and is not stopped by those of others`() async throws {
        #expect(try await edit(1) { $0.registration[.dietaryNeeds] = "Prov" } == .saved)
        var base = try #require(try await conference.store.sheet(of: 1))
        base.registration[.dietaryNeeds] = ""
        let outcome = try await edit(1, mayChangeNeeds: false, from: base) {
            $0.registration[.role] = "Chef"
            $0.registration[.accessNeeds] = "Påhitt"
        }
        #expect(outcome == .saved)
        let attendee = try #require(try await conference.store.attendee(id: 1))
        #expect(attendee.registration[.dietaryNeeds] == "Prov")
        #expect(attendee.registration[.accessNeeds] == "")
        #expect(attendee.registration[.role] == "Chef")
    }

    @Test func `another address ends all links, gets a new one by mail, and is refused when another has it`()
        async throws
    {
        #expect(try await edit(1) { $0.registration[.email] = "DELTAGARE2@example.se" } == .emailTaken)
        #expect(try await edit(1) { $0.registration[.email] = "ny@example.se" } == .saved)
        #expect(try await conference.store.attendee(link: conference.link(1)) == nil)
        let message = try #require(try await conference.store.messages(ofRegistration: 1, limit: 1).first)
        #expect(message.recipient == "ny@example.se")
        #expect(message.kind == .changed)
    }

    @Test func `nobody who has cancelled is edited`() async throws {
        _ = try await conference.store.cancel(id: 1, by: organiser, now: noon)
        #expect(try await edit(1) { $0.registration[.role] = "Chef" } == .cancelled)
    }

    @Test func `many are moved as the preview said, and moved back while nobody else has their seats`() async throws {
        let store = conference.store
        let preview = try #require(
            try await store.previewMoving(ids: [3, 2, 1], to: .group(.regions), now: noon))
        guard case .seats(let effect) = preview else { throw CancellationError() }
        #expect(effect.steps.map(\.id) == [1, 2, 3])
        #expect(effect.losing.map(\.id) == [1, 2])
        #expect(try await conference.state(1) == .confirmed, "a preview changes nothing")
        let refused = try await store.move(
            ids: [1, 2, 3], to: .group(.regions), agreed: "", by: organiser, reason: "Prov", now: noon)
        #expect(refused == .differs(preview))
        let outcome = try await store.move(
            ids: [1, 2, 3], to: .group(.regions), agreed: preview.text, by: organiser, reason: "Prov", now: noon)
        #expect(outcome == .done(preview, move: 1))
        #expect(try await conference.state(1) == .waiting)

        try await conference.register(4)  // takes one of the two seats
        let back = try #require(try await store.previewUndoingMove(id: 1, now: noon))
        #expect(try await store.undoMove(id: 1, agreed: back.text, by: organiser, now: noon) == .done(back, move: nil))
        #expect(try await conference.state(1) == .confirmed, "unasked, for it was theirs")
        #expect(try await conference.state(2) == .waiting)
        #expect(try await conference.state(3) == .waiting)
        #expect(try await store.attendee(id: 3)?.registration.group == .nassjo)
        #expect(try await store.move(id: 1) == nil)
        #expect(try await store.previewUndoingMove(id: 1, now: noon) == nil)
    }

    @Test func `to undo a move that nobody is left of does not use it up`() async throws {
        let store = conference.store
        func move(to group: QuotaGroup) async throws {
            let preview = try await store.previewMoving(ids: [1], to: .group(group), now: noon)
            guard case .seats(let effect) = preview else { throw CancellationError() }
            _ = try await store.move(
                ids: [1], to: .group(group), agreed: effect.text, by: organiser, reason: "Prov", now: noon)
        }
        try await move(to: .regions)
        try await move(to: .kommun(code: "0180"))
        let nothing = try #require(try await store.previewUndoingMove(id: 1, now: noon))
        #expect(nothing.count == 0)
        #expect(
            try await store.undoMove(id: 1, agreed: nothing.text, by: organiser, now: noon) == .differs(nothing))
        let back = try #require(try await store.previewUndoingMove(id: 2, now: noon))
        _ = try await store.undoMove(id: 2, agreed: back.text, by: organiser, now: noon)
        #expect(try await store.previewUndoingMove(id: 1, now: noon)?.count == 1)
    }

    @Test func `those who have cancelled or are there already are left alone`() async throws {
        _ = try await conference.store.cancel(id: 1, by: organiser, now: noon)
        let preview = try await conference.store.previewMoving(ids: [1, 2, 99], to: .group(.nassjo), now: noon)
        guard case .seats(let effect) = preview else { throw CancellationError() }
        #expect(effect.steps.isEmpty)
        #expect(effect.cancelled == 1)
        #expect(effect.alreadyThere == 1)
    }

    @Test func `a group without a quota gets one, where all wait`() async throws {
        let effect = try await agree(1, to: .kommun(code: "0180"))
        #expect(effect.losing.map(\.id) == [1])
        #expect(try await conference.line(.kommun(code: "0180"))?.quota == Quota(reserved: 0, ceiling: 0, waiting: 1))
    }

    @Test func `many come into a workshop while there are places, leave one at the same time, and come back`()
        async throws
    {
        let store = conference.store
        func workshop(_ capacity: Int) async throws -> Int64 {
            let phrase = Phrase(sv: "Prov", en: "Trial")
            let draft = WorkshopDraft(
                title: phrase, about: nil, startsAt: noon + 3600, endsAt: noon + 7200, capacity: capacity)
            return try await store.addWorkshop(draft, by: organiser, now: noon)
        }
        let (small, large) = (try await workshop(2), try await workshop(1))
        func move(_ ids: [Int64], _ workshop: Int64) async throws -> WorkshopEffect {
            let preview = try #require(try await store.previewMoving(ids: ids, to: .workshop(workshop), now: noon))
            let outcome = try await store.move(
                ids: ids, to: .workshop(workshop), agreed: preview.text, by: organiser, reason: "Prov", now: noon)
            guard case .done(.workshops(let effect), _) = outcome else { throw CancellationError() }
            return effect
        }
        func states(_ workshop: Int64) async throws -> [Int64: WorkshopPlaceState] {
            Dictionary(
                uniqueKeysWithValues: try await store.guests(ofWorkshop: workshop).map { ($0.attendee.id, $0.state) })
        }
        #expect(try await move([1], large).steps.map(\.state) == [.taken])
        let effect = try await move([1, 2, 3], small)
        #expect(effect.steps.map(\.state) == [.taken, .taken, .waiting])
        #expect(effect.steps[0].left == [large])
        #expect(try await states(large).isEmpty)

        let back = try #require(try await store.previewUndoingMove(id: 2, now: noon))
        #expect(try await store.undoMove(id: 2, agreed: back.text, by: organiser, now: noon) == .done(back, move: nil))
        #expect(try await states(small).isEmpty)
        #expect(try await states(large) == [1: .taken])
    }

    @Test func `a note is its author's to change, an owner's to remove, and nobody else's`() async throws {
        let store = conference.store
        for name in ["ett", "två"] {
            try await store.setOrganiser(name: name, password: "elva små hästar", isTemporary: false, now: noon)
        }
        func writer(_ id: Int64, mayRemoveAll: Bool = false) -> NoteWriter {
            NoteWriter(id: id, name: id == 1 ? "ett" : "två", mayRemoveAll: mayRemoveAll)
        }
        #expect(try await store.addNote("Prov", toRegistration: 1, by: writer(1), now: noon) == .done)
        #expect(try await store.changeNote(id: 1, to: "Annat", by: writer(2), now: noon) == .notOwn)
        #expect(
            try await store.changeNote(id: 1, to: "Annat", by: writer(2, mayRemoveAll: true), now: noon) == .notOwn)
        #expect(try await store.changeNote(id: 1, to: "Annat", by: writer(1), now: noon + 60) == .done)
        let note = try #require(try await store.notes(ofRegistration: 1).first)
        #expect(note.text == "Annat")
        #expect(note.changedAt == noon + 60)
        #expect(try await store.changeNote(id: 1, to: nil, by: writer(2), now: noon) == .notOwn)
        #expect(try await store.changeNote(id: 1, to: nil, by: writer(2, mayRemoveAll: true), now: noon) == .done)
        #expect(try await store.changeNote(id: 1, to: nil, by: writer(1), now: noon) == .notFound)
        #expect(try await store.addNote("Prov", toRegistration: 99, by: writer(1), now: noon) == .notFound)
        for _ in 1...Note.most { _ = try await store.addNote("Prov", toRegistration: 1, by: writer(1), now: noon) }
        #expect(try await store.addNote("Prov", toRegistration: 1, by: writer(1), now: noon) == .tooMany)
    }

    @Test func `notes go with the registration`() async throws {
        let writer = NoteWriter(id: 1, name: "ett", mayRemoveAll: false)
        try await conference.store.setOrganiser(name: "ett", password: "elva små hästar", isTemporary: false, now: noon)
        _ = try await conference.store.addNote("Prov", toRegistration: 1, by: writer, now: noon)
        try await conference.execute("DELETE FROM registration WHERE id = 1")
        #expect(try await conference.store.note(id: 1) == nil)
    }

    @Test func `what has been sent is sent once more as another message, if it still says what is so`() async throws {
        let store = conference.store
        try await conference.execute("UPDATE message SET state = 'sent', sentAt = 0, link = NULL")
        let message = try #require(try await store.messages(ofRegistration: 1, limit: 1).first)
        #expect(try await store.resendMessage(id: message.id, by: organiser, now: noon))
        #expect(try await store.resendMessage(id: message.id, by: organiser, now: noon), "one is on its way")
        #expect(try await store.messages(ofRegistration: 1, limit: 9).map(\.state) == [.pending, .sent])
        _ = try await store.cancel(id: 1, by: organiser, now: noon)
        try await conference.execute(
            "UPDATE message SET state = 'sent', sentAt = 0, link = NULL WHERE state = 'pending'")
        #expect(try await !store.resendMessage(id: message.id, by: organiser, now: noon))
    }
}
