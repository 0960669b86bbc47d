import Conference
import HTTP
import Storage

/// Where many are to be moved, as it is typed and stands in the address.
struct MoveChoice {
    let type: String
    let kommun: String
    let workshop: String

    static let type = "toType"
    static let kommun = "toKommun"
    static let workshop = "toWorkshop"

    init(_ form: FormData) {
        type = form[Self.type] ?? ""
        kommun = form[Self.kommun] ?? ""
        workshop = form[Self.workshop] ?? ""
    }

    var isMade: Bool { !type.isEmpty || !workshop.isEmpty }

    var pairs: [(String, String)] {
        [(Self.type, type), (Self.kommun, kommun), (Self.workshop, workshop)].filter { !$0.1.isEmpty }
    }

    /// The problem with the kommun is the only one there can be without somebody making up addresses.
    func target(_ kommuner: KommunRegister) -> Result<MoveTarget, MoveChoiceProblem> {
        if let id = Int64(workshop) { return .success(.workshop(id)) }
        guard let type = OrganisationType(rawValue: type) else { return .failure(.noType) }
        guard type == .kommun else { return .success(.group(.organisation(type))) }
        return kommuner.find(kommun.trimmed).map { .success(.group(.kommun(code: $0.code))) } ?? .failure(.noKommun)
    }
}

enum MoveChoiceProblem: Error {
    case noType, noKommun

    var control: String {
        switch self {
        case .noType: MoveChoice.type
        case .noKommun: MoveChoice.kommun
        }
    }

    func message(_ visit: Visit) -> String {
        switch self {
        case .noType: visit("Välj vart de ska flyttas", "Choose where they are to be moved")
        case .noKommun:
            visit(
                "Det finns ingen kommun med det namnet. Välj en kommun i listan.",
                "There is no municipality by that name. Choose one from the list.")
        }
    }
}

/// The choice of where many are to be moved. Plain GET forms: what they would do is an address that can be looked at
/// again.
struct MoveForm {
    let visit: Visit
    let kommuner: KommunRegister
    let workshops: [Workshop]
    let query: AttendeeQuery
    let choice: MoveChoice
    let problem: MoveChoiceProblem?

    var html: HTML {
        """
        <h2>\(visit("Till en annan kommun eller typ av organisation", "To another municipality or kind of organisation"))</h2>
        <form method="get" action="\(visit.path(.moveSelection))">
        \(hidden)
        \(control(MoveChoice.type, visit("Typ av organisation", "Kind of organisation")) { attributes in
            OrganisationTypeChoice(visit: visit, chosen: choice.type).html(attributes)
        })
        \(control(MoveChoice.kommun, visit("Kommun", "Municipality")) { attributes in
            KommunChoice(visit: visit, kommuner: kommuner, typed: choice.kommun, typeControl: MoveChoice.type)
                .html(attributes)
        })
        <button>\(visit("Se vad som händer", "See what happens"))</button>
        </form>
        \(workshops.isEmpty ? nil : intoWorkshop)
        """
    }

    private var intoWorkshop: HTML {
        let options = workshops.map { workshop -> HTML in
            let selected: HTML = String(workshop.id) == choice.workshop ? " selected=\"selected\"" : ""
            let words = WorkshopWords(workshop: workshop, language: visit.language)
            return """
                <option value="\(String(workshop.id))"\(selected)>\(workshop.title[visit.language]), \(words.places)</option>

                """
        }
        return """
            <h2>\(visit("In i en workshop", "Into a workshop"))</h2>
            <form method="get" action="\(visit.path(.moveSelection))">
            \(hidden)
            \(control(MoveChoice.workshop, visit("Workshop", "Workshop")) { "<select \($0)>\(options)</select>" })
            <button>\(visit("Se vad som händer", "See what happens"))</button>
            </form>
            """
    }

    private var hidden: [HTML] {
        query.pairs.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\" />\n" }
    }

    private func control(_ name: String, _ label: String, _ control: (HTML) -> HTML) -> HTML {
        FormControl(
            name: name, label: label, problem: problem?.control == name ? problem?.message(visit) : nil,
            problemWord: visit("Fel:", "Error:")
        ).html(control: control)
    }
}
