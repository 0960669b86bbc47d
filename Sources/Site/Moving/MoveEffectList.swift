import Conference
import Storage

/// What a move does to seats and places, in words.
struct MoveEffectList {
    let visit: Visit
    let store: Store

    /// Names that are shown of those it concerns.
    private static let namesShown = 20

    /// Said where things have changed since a preview was agreed to.
    static func changed(_ visit: Visit) -> HTML {
        """
        <p class="notice" role="status">\(visit(
            "Läget har ändrats sedan du tittade. Inget är gjort än: så här skulle det bli nu.",
            "Things have changed since you looked. Nothing has been done yet: this is what it would be now."))</p>
        """
    }

    func html(_ effect: MoveEffect, of target: String) async throws -> HTML {
        switch effect {
        case .seats(let effect): try await html(effect, of: target)
        case .workshops(let effect): try await html(effect, of: target)
        }
    }

    /// - Parameter target: The name of the group they come to.
    func html(_ effect: SeatEffect, of target: String) async throws -> HTML {
        let offers = effect.losing.filter { $0.before == .offered }
        let items: [(people: [Int64], words: String)] = [
            (effect.keeping.map(\.id), visit("behåller sin plats", "keep the seat")),
            (
                effect.losing.map(\.id),
                visit(
                    "förlorar sin plats, för där finns ingen ledig, och hamnar i kö efter tiden för sin anmälan",
                    "lose the seat, for none is free there, and wait in line by the time they registered")
            ),
            (
                effect.gaining.map(\.id),
                visit("får eller erbjuds en plats genast", "get a seat or the offer of one at once")
            ),
            (effect.stillWaiting.map(\.id), visit("står fortsatt i kö", "go on waiting in line")),
            (
                effect.seated,
                visit(
                    "i kön får eller erbjuds en plats som blir ledig",
                    "in line get or are offered a seat that becomes free")
            ),
        ]
        return """
            <ul class="effect" data-moved="\(effect.steps.count)">
            \(try await lines(items))
            \(effect.seated.isEmpty ? "<li>\(visit("Ingen annan får plats genom det.", "Nobody else gets a seat by it."))</li>" as HTML : nil)
            \(offers.isEmpty ? nil : "<li>\(visit("Erbjudanden till dem som hamnar i kö dras tillbaka.", "Offers to those who are put in line are withdrawn."))</li>" as HTML)
            \(left(effect.alreadyThere, visit("är redan där", "are there already")))
            \(left(effect.cancelled, visit("är avbokade eller har flyttats sedan dess, och rörs inte", "have cancelled or been moved since, and are left alone")))
            </ul>
            """
    }

    private func html(_ effect: WorkshopEffect, of target: String) async throws -> HTML {
        let workshops = try await store.workshops()
        func among(_ state: WorkshopPlaceState?) -> [Int64] { effect.steps.filter { $0.state == state }.map(\.id) }
        var items: [(people: [Int64], words: String)] = [
            (among(.taken), visit("får plats i \(target)", "get a place in \(target)")),
            (among(.waiting), visit("ställs i kö till \(target)", "wait in line for \(target)")),
            (among(nil), visit("lämnar \(target)", "leave \(target)")),
        ]
        for workshop in workshops {
            let title = workshop.title[visit.language]
            let left = effect.steps.filter { $0.left.contains(workshop.id) }
            items.append(
                (
                    left.filter { $0.state != nil }.map(\.id),
                    visit("lämnar \(title), som är på samma tid", "leave \(title), which is at the same time")
                ))
            items.append(
                (
                    left.filter { $0.state == nil }.map(\.id),
                    visit("får tillbaka sin plats i \(title)", "get their place in \(title) back")
                ))
            items.append(
                (
                    effect.seated.filter { $0.workshop == workshop.id }.map(\.attendee),
                    visit(
                        "i kön till \(title) får eller erbjuds en plats",
                        "in line for \(title) get or are offered a place")
                ))
        }
        return """
            <ul class="effect" data-moved="\(effect.steps.count)">
            \(try await lines(items))
            \(left(effect.alreadyThere, visit("berörs inte, för de är redan där de ska vara", "are left alone, for they are where they should be already")))
            \(left(effect.cancelled, visit("är avbokade och rörs inte", "have cancelled and are left alone")))
            </ul>
            """
    }

    private func lines(_ items: [(people: [Int64], words: String)]) async throws -> [HTML] {
        var lines: [HTML] = []
        for (people, words) in items where !people.isEmpty {
            lines.append("<li><strong>\(people.count)</strong> \(words): \(try await names(people))</li>\n")
        }
        return lines
    }

    private func left(_ count: Int, _ words: String) -> HTML? {
        count == 0 ? nil : "<li><strong>\(count)</strong> \(words)</li>"
    }

    private func names(_ ids: [Int64]) async throws -> HTML {
        var names: [HTML] = []
        for id in ids.prefix(Self.namesShown) {
            guard let attendee = try await store.attendee(id: id) else { continue }
            let comma: HTML? = names.isEmpty ? nil : ", "
            names.append(
                "\(comma)<a href=\"\(visit.path(.attendee(id: id)))\">\(attendee.registration.fullName)</a>")
        }
        let more = ids.count - names.count
        return "\(names)\(more > 0 ? " \(visit("och \(more) till", "and \(more) more"))" as HTML : nil)"
    }
}
