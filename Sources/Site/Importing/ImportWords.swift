import Conference
import Storage

/// What an import does, in words.
enum ImportWords {
    static func counts(_ counts: ImportCounts, _ visit: Visit) -> String {
        let parts = [
            counts.new == 0 ? nil : newcomers(counts, visit),
            counts.changed == 0
                ? nil
                : visit(
                    counts.changed == 1 ? "1 ändrad" : "\(counts.changed) ändrade", "\(counts.changed) changed"),
            counts.unchanged == 0
                ? nil
                : visit(
                    counts.unchanged == 1 ? "1 oförändrad" : "\(counts.unchanged) oförändrade",
                    "\(counts.unchanged) unchanged"),
        ].compactMap { $0 }
        guard !parts.isEmpty else { return visit("Inget ändrades.", "Nothing was changed.") }
        return parts.joined(separator: ", ") + "."
    }

    private static func newcomers(_ counts: ImportCounts, _ visit: Visit) -> String {
        let new = visit(counts.new == 1 ? "1 ny" : "\(counts.new) nya", "\(counts.new) new")
        let seats = visit("\(counts.seated) med plats", "\(counts.seated) with a seat")
        let line = visit("\(counts.waiting) i kö", "\(counts.waiting) in line")
        if counts.waiting == 0 { return "\(new) (\(seats))" }
        return counts.seated == 0 ? "\(new) (\(line))" : "\(new) (\(seats), \(line))"
    }

    /// Where somebody would stand, or stands, who is new.
    static func place(_ place: PlaceInLine, _ visit: Visit) -> String {
        let why =
            switch place.reason {
            case .groupFull: visit("kvoten är full", "the quota is full")
            case .conferenceFull: visit("konferensen är full", "the conference is full")
            }
        return visit("nummer \(place.place), \(why)", "number \(place.place), \(why)")
    }
}
