import Conference
import Fixtures
import GRDB
import Testing

@testable import Storage

/// The rules hold even for somebody with a shell on the file.
struct SchemaTests {
    /// Nässjö is full with one waiting, and so is the conference.
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 3,
            quotas: [.nassjo: Quota(reserved: 1, ceiling: 2), .regions: Quota(reserved: 1, ceiling: 3)])
        for number in 1...3 { try await conference.register(number) }
    }

    @Test(arguments: [
        ("one more than the ceiling", "UPDATE registration SET state = 'confirmed'"),
        ("a ceiling below what is taken", "UPDATE quota SET ceiling = 1 WHERE kommun = '0682'"),
        ("a guarantee above the ceiling", "UPDATE quota SET reserved = 3 WHERE kommun = '0682'"),
        ("guarantees beyond the capacity", "UPDATE quota SET reserved = 2 WHERE organisationType = 'region'"),
        (
            "a group whose guarantee does not fit",
            "INSERT INTO quota (organisationType, reserved, ceiling) VALUES ('press', 1, 1)"
        ),
        ("a capacity below what is promised", "UPDATE conference SET capacity = 2"),
        ("a group twice", "INSERT INTO quota (kommun, reserved, ceiling) VALUES ('0682', 0, 0)"),
        ("a group that is nobody", "INSERT INTO quota (reserved, ceiling) VALUES (0, 0)"),
        ("a kommun that does not exist", "INSERT INTO quota (kommun, reserved, ceiling) VALUES ('9999', 0, 0)"),
        ("a second conference", "INSERT INTO conference SELECT * FROM conference"),
        ("a day that no year has", "UPDATE conference SET day = '2027-02-31'"),
        ("a month that no year has", "UPDATE conference SET day = '2027-13-01'"),
        ("a day in another form", "UPDATE conference SET day = '2027-3-20'"),
        ("a moment for a day", "UPDATE conference SET day = '2027-03-20 09:00'"),
        ("no day at all", "UPDATE conference SET day = ''"),
        ("a quota for a kind that is none", "UPDATE quota SET organisationType = 'regio' WHERE kommun IS NULL"),
        ("a quota for all kommuner", "INSERT INTO quota (organisationType, reserved, ceiling) VALUES ('kommun', 0, 0)"),
        (
            "a guest from a kind that is none",
            "UPDATE registration SET organisationType = 'regio', kommun = NULL WHERE id = 3"
        ),
        ("an unknown state", "UPDATE registration SET state = 'maybe' WHERE id = 3"),
        ("one address twice", "UPDATE registration SET emailKey = 'deltagare1@example.se' WHERE id = 3"),
        ("one code twice", "UPDATE registration SET code = (SELECT code FROM registration WHERE id = 1) WHERE id = 3"),
        ("a kommun's guest without kommun", "UPDATE registration SET kommun = NULL WHERE id = 3"),
        ("a region's guest with kommun", "UPDATE registration SET organisationType = 'region' WHERE id = 3"),
        ("a phone number that is none", "UPDATE registration SET phone = '0701740605' WHERE id = 3"),
        ("an empty name", "UPDATE registration SET givenName = '' WHERE id = 3"),
        ("text where a number belongs", "UPDATE quota SET ceiling = 'many' WHERE kommun = '0682'"),
        ("a quota taken from under its people", "DELETE FROM quota WHERE kommun = '0682'"),
    ])
    func `the schema refuses`(what: String, sql: String) async throws {
        let before = try await conference.store.quotaBoard()
        let error = await #expect(throws: DatabaseError.self, "\(what)") { try await conference.execute(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(what): \(error?.message ?? "")")
        #expect(try await conference.store.quotaBoard() == before)
    }

    @Test(arguments: OrganisationType.allCases.filter { $0 != .kommun })
    func `every kind of organisation has its quota and its guests`(type: OrganisationType) async throws {
        let group = QuotaGroup.organisation(type)
        #expect(try await conference.register(9, group) == .registered(type == .region ? .confirmed : .waiting))
        #expect(try await conference.line(group)?.group == group)
        #expect(try await conference.store.attendee(link: conference.link(9))?.0.registration.group == group)
    }

    @Test(arguments: [
        ("state", "UPDATE registration SET state = 'maybe' WHERE id = 3"),
        ("language", "UPDATE registration SET language = 'fi' WHERE id = 3"),
        ("organisationType", "UPDATE quota SET organisationType = 'regio' WHERE kommun IS NULL"),
        ("day", "UPDATE conference SET day = '2027-02-31'"),
    ])
    func `what was written past the checks is an error and never taken for something else`(column: String, sql: String)
        async throws
    {
        try await conference.store.pool.write { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: sql)
        }
        let error = await #expect(throws: StoredValueError.self) {
            _ = try await conference.store.conference()
            _ = try await conference.store.quotaBoard()
            _ = try await conference.store.attendee(id: 3)
        }
        #expect(error?.column == column)
    }

    @Test func `counters follow rows that are changed, moved and deleted by hand`() async throws {
        try await conference.execute("UPDATE registration SET state = 'cancelled' WHERE id = 1")
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 1, ceiling: 2, taken: 1, waiting: 1))
        try await conference.execute(
            """
            UPDATE registration SET kommun = NULL, organisationType = 'region',
                quotaId = (SELECT id FROM quota WHERE organisationType = 'region')
            WHERE id = 2
            """)
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 1, ceiling: 2, taken: 0, waiting: 1))
        #expect(try await conference.line(.regions)?.quota == Quota(reserved: 1, ceiling: 3, taken: 1))
        try await conference.execute("DELETE FROM registration")
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 1, ceiling: 2))
        #expect(try await conference.line(.regions)?.quota == Quota(reserved: 1, ceiling: 3))
        #expect(try await conference.store.quotaBoard().committed == 2)
    }

    @Test func `a conference that comes after its quotas counts what they promise`() async throws {
        try await conference.execute(
            """
            CREATE TEMP TABLE kept AS SELECT * FROM conference;
            DELETE FROM conference;
            UPDATE kept SET committed = 0;
            INSERT INTO conference SELECT * FROM kept;
            """)
        #expect(try await conference.store.quotaBoard().committed == 3)
    }

    @Test func `a number of arrival is never given twice`() async throws {
        try await conference.execute("DELETE FROM registration WHERE id = 3")
        try await conference.register(4)
        #expect(try await conference.store.attendee(link: conference.link(4))?.0.id == 4)
    }
}
