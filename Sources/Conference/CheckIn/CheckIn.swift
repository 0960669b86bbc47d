/// Whether somebody has arrived, as all scans together have it.
///
/// A function of the set of scans: what is undone is named, and the rest is ordered by time, then by id, so it is the same
/// in whatever order and how often they came. `public/checkin.js` works it out the same way.
package struct CheckIn: Sendable, Equatable {
    /// The scan that let them in; nil for somebody who is not here.
    package let first: Scan?
    /// Others that said the same later, in order: two devices without network, or a ticket that is used twice.
    package let doubles: [Scan]
    package let returns: [Scan]
    /// The time of the last scan of any kind.
    package let latest: Int64?

    package init(_ scans: some Sequence<Scan>) {
        let undone = Set(scans.flatMap(\.undoes))
        var seen = undone
        let standing = scans.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
            .filter { $0.kind != .undone && seen.insert($0.id).inserted }
        // Whoever let somebody in again knew of an arrival: it is the first only when that one is not there.
        let first = standing.first { $0.kind == .arrived } ?? standing.first
        self.first = first
        doubles = standing.filter { $0.kind == .arrived && $0 != first }
        returns = standing.filter { $0.kind == .returned && $0 != first }
        latest = scans.map(\.at).max()
    }

    package var hasArrived: Bool { first != nil }

    /// All that stands: what is taken back when the check-in is.
    package var standing: [ScanID] { ([first].compactMap { $0 } + doubles + returns).map(\.id) }

    /// When something that is done now, knowing of these scans, is done: behind all of them, whatever the clocks say.
    package func next(at now: Int64) -> Int64 { max(now, (latest ?? 0) + 1) }
}
