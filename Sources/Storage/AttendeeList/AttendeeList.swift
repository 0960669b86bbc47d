import Conference
import GRDB

/// Some rows of the list.
package struct AttendeePage: Sendable {
    package let attendees: [Attendee]
    /// Nil on the last page.
    package let next: AttendeeCursor?
    /// Another one than was asked for where a search finds too many to sort.
    package let order: AttendeeOrder
}

/// How many a filter lets through. Who fits is counted to a limit only, for to count takes as long as there are rows.
package enum AttendeeCount: Sendable, Equatable, ExpressibleByIntegerLiteral {
    case exactly(Int)
    case moreThan(Int)

    package init(integerLiteral count: Int) { self = .exactly(count) }
}

extension Store {
    /// How many attendees a filter lets through.
    package func countAttendees(_ filter: AttendeeFilter) async throws -> AttendeeCount {
        try await pool.read { [kommuner] db in
            try Self.count(db, filter, try AttendeePlan(db, filter, order: .name, kommuner: kommuner))
        }
    }

    /// One page of the list, and how many there are in all.
    package func attendeesCounted(
        _ filter: AttendeeFilter, order: AttendeeOrder, after cursor: AttendeeCursor?, size: Int
    ) async throws -> (AttendeePage, AttendeeCount) {
        try await pool.read { [kommuner] db in
            let plan = try AttendeePlan(db, filter, order: order, kommuner: kommuner)
            let page = try Self.attendees(db, plan, after: cursor, size: size)
            // Of a search within a filter a page is found soon, and the rest of what would be counted is not.
            if plan.isSearchWithin, page.next != nil { return (page, .moreThan(page.attendees.count)) }
            return (page, try Self.count(db, filter, plan))
        }
    }

    private static func count(_ db: Database, _ filter: AttendeeFilter, _ plan: AttendeePlan) throws -> AttendeeCount {
        if filter == AttendeeFilter() { return .exactly(try countEverybody(db)) }
        let count = try plan.count(db)
        return count > AttendeePlan.few ? .moreThan(AttendeePlan.few) : .exactly(count)
    }

    /// One page of the list.
    ///
    /// - Parameters:
    ///   - cursor: Where the page before ended. A cursor of another order counts as none.
    ///   - size: Rows at most.
    package func attendees(
        _ filter: AttendeeFilter, order: AttendeeOrder, after cursor: AttendeeCursor?, size: Int
    ) async throws -> AttendeePage {
        try await pool.read { [kommuner] db in
            let plan = try AttendeePlan(db, filter, order: order, kommuner: kommuner)
            return try Self.attendees(db, plan, after: cursor, size: size)
        }
    }

    /// Asks for one row more than the page holds, to know whether there is a next one.
    static func attendees(
        _ db: Database, _ plan: AttendeePlan, after cursor: AttendeeCursor?, size: Int
    ) throws -> AttendeePage {
        let cursor = cursor.flatMap { $0.order == plan.order ? $0 : nil }
        let listed = try plan.listed(db, after: cursor, limit: size + 1)
        let page = listed.prefix(size)
        var next: AttendeeCursor?
        if listed.count > size, let last = page.last {
            next = AttendeeCursor(order: plan.order, key: last.key, id: last.attendee.id)
        }
        return AttendeePage(attendees: page.map(\.attendee), next: next, order: plan.order)
    }
}
