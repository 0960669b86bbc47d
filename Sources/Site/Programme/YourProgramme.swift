import Conference
import Storage

/// Somebody's own day, on their personal page: what everybody may go to, and the workshops they have a place in.
struct YourProgramme {
    let visit: Visit
    let programme: Programme
    let places: [WorkshopPlace]

    /// Nil while there is nothing but workshops, which stand on the page already.
    var html: HTML? {
        let taken = Set(places.filter { $0.state == .taken }.map(\.workshop))
        let entries = programme.entries(withWorkshops: taken)
        guard entries.contains(where: \.isForAll) else { return nil }
        let lines = entries.map { entry -> HTML in
            let room = entry.room.map { ", \($0.name[visit.language])" } ?? ""
            let title: HTML =
                entry.isForAll
                ? "\(entry.title[visit.language])" : "<strong>\(entry.title[visit.language])</strong>"
            return "<li><span class=\"hours\">\(entry.hours[visit.language])</span> <span>\(title)\(room)</span></li>\n"
        }
        return """
            <h2>\(visit("Ditt program", "Your programme"))</h2>
            <ol class="your-programme">
            \(lines)</ol>
            <p><a href="\(visit.path(.programme))">\(visit("Hela programmet", "The whole programme"))</a></p>
            """
    }
}

extension ProgrammeEntry {
    fileprivate var isForAll: Bool {
        if case .item = subject { true } else { false }
    }
}
