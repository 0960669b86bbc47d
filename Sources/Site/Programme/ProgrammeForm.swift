import Conference
import Storage

/// What the forms of the programme's lines share: where and by whom, and what has to be thought over.
struct ProgrammeForm {
    let visit: Visit
    let programme: Programme

    /// Those that can be chosen: one that is retired only where it is chosen already, so that it can be seen and changed.
    func roomChoice<Control>(_ form: DraftForm<Control>, _ control: Control) -> HTML {
        let rooms = programme.rooms.filter { !$0.isRetired || String($0.id) == form.typed(control) }
        return form.choice(
            control, visit("Lokal", "Room"),
            options: [("", visit("Ingen än", "None yet"))]
                + rooms.map { room in
                    let seats = room.seats.map { visit(", \($0) stolar", ", \($0) chairs") } ?? ""
                    return (String(room.id), room.name[visit.language] + seats)
                })
    }

    /// - Parameter ticked: Their numbers, as they were sent.
    func speakerChoice(_ ticked: [String], name: String) -> HTML? {
        let speakers = programme.speakers.filter { !$0.isRetired || ticked.contains(String($0.id)) }
        let boxes = speakers.map { speaker -> HTML in
            let checked: HTML = ticked.contains(String(speaker.id)) ? " checked=\"checked\"" : ""
            let organisation = speaker.organisation.map { ", \($0)" } ?? ""
            return """
                <label class="option"><input type="checkbox" name="\(name)" value="\(String(speaker.id))"\(checked) /> \
                <span>\(speaker.name)\(organisation)</span></label>

                """
        }
        return """
            <fieldset class="question" id="\(name)">
            <legend>\(visit("Medverkande", "Speakers"))</legend>
            \(boxes.isEmpty
                ? """
                    <p class="hint">\(visit("Inga medverkande är upplagda.", "No speakers have been added."))
                    <a href="\(visit.path(.newSpeaker))">\(visit("Lägg till en", "Add one"))</a></p>
                    """ as HTML
                : "<div class=\"boxes\">\n\(boxes)</div>")
            </fieldset>
            """
    }

    /// Who takes part now, where somebody else has changed that meanwhile.
    func speakersStanding(_ now: [String]?, typed: [String]) -> HTML? {
        guard let now, Set(now) != Set(typed) else { return nil }
        let names = programme.speakers.filter { now.contains(String($0.id)) }.map(\.name)
        let label = visit("Medverkande", "Speakers")
        return
            "<p class=\"stands\">\(label). \(StandingNote(visit: visit, text: names.joined(separator: ", ")).html)</p>"
    }

    /// What was asked about: sent again with the same answer, it is saved.
    func concerns(_ concerns: [ProgrammeConcern]) -> HTML? {
        if concerns.isEmpty { return nil }
        let lines = concerns.map { "<li>\($0.message[visit.language])</li>\n" as HTML }
        let accepted = concerns.map { "<input type=\"hidden\" name=\"accepted\" value=\"\($0.key)\" />\n" as HTML }
        return """
            <div class="notice" role="alert" tabindex="-1" data-focus="true">
            <h2>\(visit("Inte sparat än: se över det här", "Not saved yet: look at this"))</h2>
            <ul>
            \(lines)</ul>
            <p>\(visit("Ändra, eller spara igen om det ska vara så.", "Change it, or save again if it is meant to be so."))</p>
            \(accepted)
            </div>
            """
    }
}
