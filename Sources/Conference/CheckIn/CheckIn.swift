/// Whether somebody has arrived, as all scans together have it.
///
/// A function of the set of scans: they are ordered by time, then by id, so it is the same in whatever order and how often
/// they came. `public/checkin.js` works it out the same way.
package struct CheckIn: Sendable, Equatable {
    /// The scan that let them in; nil for somebody who is not here.
    package private(set) var first: Scan?
    /// Others that said the same later, in order: two devices without network, or a ticket that is used twice.
    package private(set) var doubles: [Scan] = []
    package private(set) var returns: [Scan] = []
    /// The time of the last scan of any kind.
    package private(set) var latest: Int64?

    package init(_ scans: some Sequence<Scan>) {
        var seen: Set<ScanID> = []
        for scan in scans.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) where seen.insert(scan.id).inserted {
            take(scan)
            latest = scan.at
        }
    }

    package var hasArrived: Bool { first != nil }

    /// When something that is done now, knowing of these scans, is done: behind all of them, whatever the clocks say.
    package func next(at now: Int64) -> Int64 { max(now, (latest ?? 0) + 1) }

    private mutating func take(_ scan: Scan) {
        switch scan.kind {
        case .undone: (first, doubles, returns) = (nil, [], [])
        case _ where first == nil: first = scan
        case .arrived: doubles.append(scan)
        case .returned: returns.append(scan)
        }
    }
}
