import Conference
import Storage

/// The choice of workshops as part of step 2.
struct WorkshopFieldset {
    let visit: Visit
    let workshops: [Workshop]
    let places: [WorkshopPlace]
    /// What is ticked.
    let chosen: Set<Int64>
    let overlap: WorkshopOverlap?
    /// False where an organiser chooses for somebody.
    var isOwn = true

    static let id: HTML = "workshops"
    /// Names the ticked ones.
    static let name = "workshop"
    /// Tells the server that the form showed the choice, for nothing ticked sends nothing.
    static let shown = "workshops"

    /// Where the summary of problems leads.
    static func control(_ workshop: Workshop) -> String { "\(name)-\(workshop.id)" }

    static func message(_ overlap: WorkshopOverlap, _ language: Language) -> String {
        Phrase(
            sv: "\(overlap.one.title.sv) och \(overlap.other.title.sv) är på samma tid. Välj en av dem.",
            en: "\(overlap.one.title.en) and \(overlap.other.title.en) are at the same time. Choose one of them.")[
                language]
    }

    var html: HTML? {
        if workshops.isEmpty { return nil }
        return """
            <fieldset class="question\(overlap == nil ? "" : " wrong" as HTML)" id="\(Self.id)" \
            aria-describedby="workshops-hint\(overlap == nil ? "" : " workshops-error")">
            <legend><h2>\(visit("Workshoppar", "Workshops"))</h2></legend>
            <p class="hint" id="workshops-hint">\(!isOwn ? forSomebody : visit(
                "Du kan ha en plats åt gången. Är en workshop full kan du stå i kö till den och ändå ha plats i en annan på "
                    + "samma tid: tackar du ja när en plats blir ledig lämnar du den andra.",
                "You can have one place at a time. When a workshop is full you can wait for it and still have a place in "
                    + "another at the same time: if you say yes when a place becomes free you leave the other."))</p>
            \(overlap.map { overlap -> HTML in
                """
                <p class="problem" id="workshops-error"><span class="for-ears">\(visit("Fel:", "Error:")) </span>\
                \(Self.message(overlap, visit.language))</p>
                """
            })
            <input type="hidden" name="\(Self.shown)" value="shown" />
            \(workshops.map(option))
            </fieldset>
            """
    }

    private var forSomebody: String {
        visit(
            "Personen kan ha en plats åt gången. I en workshop som är full blir det en plats i kön.",
            "The person can have one place at a time. In a workshop that is full it is a place in line.")
    }

    private func option(_ workshop: Workshop) -> HTML {
        let words = WorkshopWords(workshop: workshop, language: visit.language)
        let place = places.first { $0.workshop == workshop.id }
        let checked: HTML = chosen.contains(workshop.id) ? " checked=\"checked\"" : ""
        let id = Self.control(workshop)
        let queue = visit("Kryssa i för att stå i kö.", "Tick to wait in line.")
        let status = place.map(words.state) ?? words.places + (workshop.hasPlaceForNewcomer ? "." : ". " + queue)
        return """
            <div class="option">
            <input type="checkbox" id="\(id)" name="\(Self.name)" value="\(String(workshop.id))"\(checked) \
            aria-describedby="\(id)-hint" />
            <div><label for="\(id)">\(workshop.title[visit.language])</label>
            <p class="hint" id="\(id)-hint">\(words.time). \(workshop.about.map { $0[visit.language] + " " } ?? "")\(status)</p></div>
            </div>

            """
    }
}

/// The part of the personal page about workshops; nothing where there is nothing to say.
struct WorkshopSection {
    let visit: Visit
    /// Nil where somebody else looks, who may not answer.
    let answers: ((Workshop) -> Page)?
    /// Where others are chosen; nil for those who may not.
    var choice: Page?
    let workshops: [Workshop]
    let places: [WorkshopPlace]

    var html: HTML? {
        if workshops.isEmpty || places.isEmpty && choice == nil { return nil }
        let rows = workshops.compactMap { workshop in
            places.first { $0.workshop == workshop.id }.map { row(workshop, $0) }
        }
        return """
            <section id="workshops">
            <h2>\(visit("Workshoppar", "Workshops"))</h2>
            \(rows.isEmpty
                ? "<p>\(visit("Du har inte valt någon workshop.", "You have not chosen any workshop."))</p>" as HTML
                : "<ul>\n\(rows)\n</ul>")
            \(choice.map { change($0, hasChosen: !rows.isEmpty) })
            </section>
            """
    }

    private func change(_ choice: Page, hasChosen: Bool) -> HTML {
        """
        <p><a href="\(visit.path(choice))#\(WorkshopFieldset.id)">\(hasChosen
            ? visit("Byt workshop", "Change workshops") : visit("Välj workshop", "Choose workshops"))</a></p>
        """
    }

    private func row(_ workshop: Workshop, _ place: WorkshopPlace) -> HTML {
        let words = WorkshopWords(workshop: workshop, language: visit.language)
        let state = answers == nil ? place.state.label[visit.language] : words.state(place)
        let answer: HTML? =
            place.state == .offered
            ? answers.map {
                "<br /><a href=\"\(visit.path($0(workshop)))\">\(visit("Svara på erbjudandet", "Answer the offer"))</a>"
            } : nil
        return """
            <li data-workshop="\(place.state.rawValue)"><strong>\(workshop.title[visit.language])</strong>, \
            \(words.time)<br />\(state)\(answer)</li>

            """
    }
}
