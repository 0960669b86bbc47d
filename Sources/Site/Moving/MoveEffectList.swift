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
            (effect.keeping.map(\.id), visit("Behåller sin plats", "Keeping the seat")),
            (
                effect.losing.map(\.id),
                visit(
                    "Förlorar sin plats, för där är ingen ledig, och hamnar i kö efter när de anmälde sig",
                    "Losing the seat, for none is free there, and put in line by the time they registered")
            ),
            (effect.gaining.map(\.id), visit("Får eller erbjuds plats genast", "Given or offered a seat at once")),
            (effect.stillWaiting.map(\.id), visit("Står kvar i kö", "Still waiting in line")),
            (
                effect.seated,
                visit(
                    "Andra i kön som får eller erbjuds en plats som blir ledig",
                    "Others in line, given or offered a seat that becomes free")
            ),
        ]
        let nobodyElse = visit("Ingen annan får plats genom det.", "Nobody else gets a seat by it.")
        let withdrawn = visit(
            "Erbjudanden till dem som hamnar i kö dras tillbaka.", "Offers to those who are put in line are withdrawn.")
        return """
            <ul class="effect" data-moved="\(effect.steps.count)">
            \(try await lines(items))
            \(effect.seated.isEmpty && !effect.steps.isEmpty ? "<li>\(nobodyElse)</li>" as HTML : nil)
            \(offers.isEmpty ? nil : "<li>\(withdrawn)</li>" as HTML)
            \(left(effect.alreadyThere, visit("Redan där", "There already")))
            \(left(effect.cancelled, visit(
                "Rörs inte, för de är avbokade eller har flyttats igen",
                "Left alone, for they have cancelled or been moved again")))
            </ul>
            """
    }

    private func html(_ effect: WorkshopEffect, of target: String) async throws -> HTML {
        let workshops = try await store.workshops()
        func among(_ state: WorkshopPlaceState?) -> [Int64] { effect.steps.filter { $0.state == state }.map(\.id) }
        var items: [(people: [Int64], words: String)] = [
            (among(.taken), visit("Får plats i \(target)", "Given a place in \(target)")),
            (among(.waiting), visit("Ställs i kö till \(target)", "Put in line for \(target)")),
            (among(nil), visit("Lämnar \(target)", "Leaving \(target)")),
        ]
        for workshop in workshops {
            let title = workshop.title[visit.language]
            let left = effect.steps.filter { $0.left.contains(workshop.id) }
            items.append(
                (
                    left.filter { $0.state != nil }.map(\.id),
                    visit("Lämnar \(title), som är på samma tid", "Leaving \(title), which is at the same time")
                ))
            items.append(
                (
                    left.filter { $0.state == nil }.map(\.id),
                    visit("Får tillbaka sin plats i \(title)", "Given their place in \(title) back")
                ))
            items.append(
                (
                    effect.seated.filter { $0.workshop == workshop.id }.map(\.attendee),
                    visit(
                        "Andra i kön till \(title) som får eller erbjuds en plats",
                        "Others in line for \(title), given or offered a place")
                ))
        }
        return """
            <ul class="effect" data-moved="\(effect.steps.count)">
            \(try await lines(items))
            \(left(effect.alreadyThere, visit("Redan där de ska vara", "Where they should be already")))
            \(left(effect.cancelled, visit("Rörs inte, för de är avbokade", "Left alone, for they have cancelled")))
            </ul>
            """
    }

    private func lines(_ items: [(people: [Int64], words: String)]) async throws -> [HTML] {
        var lines: [HTML] = []
        for (people, words) in items where !people.isEmpty {
            lines.append("<li><strong>\(words) (\(people.count)):</strong> \(try await names(people))</li>\n")
        }
        return lines
    }

    private func left(_ count: Int, _ words: String) -> HTML? {
        count == 0 ? nil : "<li>\(words): \(count)</li>"
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
